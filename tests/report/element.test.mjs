// The element in a page: its properties, what makes its reports, and what becomes of it meanwhile.
import assert from "node:assert/strict";
import { test } from "node:test";
import { newContext } from "../contexts.mjs";
import { opened, stage } from "../element/stage.mjs";
import { FULL, shown } from "./reports.mjs";

/** A page with analytics that note what they are asked for; `define` defines the element. */
async function analysed(t, attributes = "") {
  const host = await stage(t);
  host.pages.set("/report.json", JSON.stringify(FULL));
  host.pages.set("/analytics.js", `const report = await (await fetch("/report.json")).json();
    class Analytics {
      asked = [];
      votes = 0;
      subscribers = new Set();
      subscribe(changed) {
        this.subscribers.add(changed);
        return () => this.subscribers.delete(changed);
      }
      change() {
        this.subscribers.forEach((changed) => changed());
      }
      async report(options) {
        this.asked.push(options);
        if (this.isBroken) throw new Error("no analytics today");
        return (this.latest = { ...report, counts: { ...report.counts, votes: this.votes } });
      }
    }
    globalThis.analytics = new Analytics();
    document.querySelector("mem0-feedback-report").analytics = analytics;
    await import("/pkg/report/define.js");
    globalThis.ready = true;`);
  const page = await opened(host, await newContext(), `<mem0-feedback-report ${attributes}></mem0-feedback-report>`, {
    scripts: `<script type="module" src="/analytics.js"></script>`,
  });
  await page.waitForFunction(() => globalThis.ready);
  return page;
}

function votesShown(page, votes) {
  return page.waitForFunction((votes) => document.querySelector("mem0-feedback-report").shadowRoot.querySelector("dd")?.textContent === votes, votes);
}

test("it makes its report of analytics that it was given before it was defined, as its attributes ask", async (t) => {
  const page = await analysed(t, `by="week" from="2026-11-01" to="1794960000000" change="2026-11-12T00:00Z"`);
  await votesShown(page, "0");
  const asked = await page.evaluate(() => analytics.asked);
  assert.deepEqual(asked, [{ list: 10, by: "week", from: Date.UTC(2026, 10, 1), to: 1794960000000, change: Date.UTC(2026, 10, 12) }]);
  await page.evaluate(() => (document.querySelector("mem0-feedback-report").by = "hour"));
  await page.waitForFunction(() => analytics.asked.length === 2);
  assert.equal(await page.evaluate(() => analytics.asked[1].by), "hour");
  await page.evaluate(() => (document.querySelector("mem0-feedback-report").analytics = { report: () => ({ ...analytics.latest, counts: { ...analytics.latest.counts, votes: 9 } }) }));
  await votesShown(page, "9");
});

test("a thousand changes are a report or two, the last one right; none once it has left the page", async (t) => {
  const page = await analysed(t);
  await votesShown(page, "0");
  await page.evaluate(async () => {
    for (let vote = 1; vote <= 1000; vote += 1) {
      analytics.votes = vote;
      analytics.change();
      if (vote % 100 === 0) await new Promise((resolve) => setTimeout(resolve));
    }
  });
  await votesShown(page, "1,000");
  const asked = await page.evaluate(() => analytics.asked.length);
  assert(asked <= 3, `${asked}`);
  await page.evaluate(() => {
    document.querySelector("mem0-feedback-report").remove();
    analytics.change();
  });
  await page.waitForTimeout(700);
  assert.deepEqual(await page.evaluate(() => [analytics.asked.length, analytics.subscribers.size]), [asked, 0]);
});

test("what cannot be made is said and told, and made when it can be", async (t) => {
  const page = await analysed(t);
  await votesShown(page, "0");
  const told = await page.evaluate(async () => {
    analytics.isBroken = true;
    const told = new Promise((resolve) => document.addEventListener("mem0-feedback-report-error", ({ detail }) => resolve(detail.error.message)));
    await document.querySelector("mem0-feedback-report").refresh();
    return told;
  });
  assert.equal(told, "no analytics today");
  assert.equal(await page.getByRole("status").innerText(), "The report could not be made.");
  await page.evaluate(() => {
    analytics.isBroken = false;
    analytics.votes = 7;
    analytics.change();
  });
  await votesShown(page, "7");
});

test("an older report that comes late takes no newer one's place", async (t) => {
  const page = await analysed(t);
  await votesShown(page, "0");
  const shown = await page.evaluate(async () => {
    const element = document.querySelector("mem0-feedback-report");
    const { report } = element;
    const waits = [];
    analytics.report = () => new Promise((resolve) => waits.push((votes) => resolve({ ...report, counts: { ...report.counts, votes } })));
    const done = [element.refresh(), element.refresh()];
    waits[1](2);
    waits[0](1);
    await Promise.all(done);
    return element.report.counts.votes;
  });
  assert.equal(shown, 2);
});

for (const [how, isTakenAway] of [["took their place", false], ["came after none", true]]) {
  test(`what other analytics have made, or were still making, is not shown as of those that ${how}`, async (t) => {
    const page = await analysed(t);
    await votesShown(page, "0");
    const shown = await page.evaluate(async (isTakenAway) => {
      const element = document.querySelector("mem0-feedback-report");
      const { report } = element;
      const others = { report: () => new Promise(() => {}) };
      let make;
      analytics.report = () => new Promise((resolve) => (make = () => resolve({ ...report, counts: { ...report.counts, votes: 1 } })));
      const made = element.refresh();
      element.analytics = isTakenAway ? null : others;
      make();
      await made;
      const left = element.report;
      element.analytics = others;
      return [left, element.report, element.shadowRoot.querySelectorAll("section").length];
    }, isTakenAway);
    assert.deepEqual(shown, [undefined, undefined, 0]);
    assert.equal(await page.getByRole("status").innerText(), "Counting…");
  });
}

test("the same analytics once more leave the report as it is, and are not asked for another", async (t) => {
  const page = await analysed(t);
  await votesShown(page, "0");
  const kept = await page.evaluate(() => {
    const element = document.querySelector("mem0-feedback-report");
    const { report } = element;
    const article = element.shadowRoot.querySelector(".report");
    element.analytics = analytics;
    return [element.report === report, article.isConnected, analytics.subscribers.size];
  });
  assert.deepEqual(kept, [true, true, 1]);
  await page.waitForTimeout(100);
  assert.equal(await page.evaluate(() => analytics.asked.length), 1);
});

test("a new report leaves unfolded what is, and the focus where it is", async (t) => {
  const page = await shown(await stage(t), await newContext(), FULL);
  const summary = page.locator("mem0-feedback-report [data-key=trend] summary");
  await summary.press("Enter");
  await page.evaluate(() => {
    const element = document.querySelector("mem0-feedback-report");
    element.report = { ...element.report, counts: { ...element.report.counts, votes: 5 } };
  });
  await votesShown(page, "5");
  assert(await page.locator("mem0-feedback-report .buckets").first().isVisible());
  assert(!(await page.locator("mem0-feedback-report .shares").first().isVisible()), "and folded what is not");
  assert.equal(await page.evaluate(() => document.activeElement.shadowRoot.activeElement.closest("[data-key]").dataset.key), "trend");
});

test("a thousand buckets are drawn in good time, and their lines are told without dots", async (t) => {
  const [bucket] = FULL.trend.byTime.buckets;
  const buckets = Array.from({ length: 1000 }, (_, hour) => ({ ...bucket, from: bucket.from + hour * 3_600_000, to: bucket.from + (hour + 1) * 3_600_000 }));
  const report = { ...FULL, period: { ...FULL.period, by: 3_600_000 }, trend: { ...FULL.trend, byTime: { ...FULL.trend.byTime, buckets } } };
  const page = await shown(await stage(t), await newContext(), report);
  const drawn = await page.locator("mem0-feedback-report figure.trend").evaluate((it) => ({
    dots: it.querySelector(".dots").getAttribute("d"),
    points: it.querySelector(".line").getAttribute("d").match(/[ML]/g).length,
    rows: it.querySelectorAll("tbody tr").length,
  }));
  assert.deepEqual(drawn, { dots: "", points: 1000, rows: 1000 });
});

test("on a server the module is imported all the same", async () => {
  const { ReportElement } = await import("../../pkg/dist/report.js");
  await import("../../pkg/dist/report/define.js");
  assert.equal(typeof ReportElement, "function");
});
