// The queue over several visits: of two owners, and of a page that comes back from the back-forward cache.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "../browser.mjs";
import { arrived, begin, ELSEWHERE, faulty, OUTAGE, placeOf, saved, settled, up, visit, vote, votesOn } from "./visit.mjs";

let browser;
before(async () => {
  browser = await launch(["--disable-back-forward-cache"]);
});
after(() => browser.close());

/** A visitor's own storage, until the end of the test. */
async function newContext(t) {
  const context = await browser.newContext();
  t.after(() => context.close());
  return context;
}

/** A visit to a page that says whether it was kept when it comes back. */
async function keptVisit(t) {
  const context = await newContext(t);
  await context.addInitScript(() => {
    addEventListener("pagehide", () => (globalThis.isKept = undefined));
    addEventListener("pageshow", ({ persisted }) => (globalThis.isKept = persisted));
  });
  return { context, ...(await visit(context)) };
}

/** Follows a link to another page, after what is done in the same task. */
async function leave(page, last = () => {}) {
  const gone = page.waitForURL(ELSEWHERE);
  await page.evaluate(`(${last})(); void (location.href = "${ELSEWHERE}")`);
  await gone;
}

/** Comes back, to the very page that was left. */
async function comeBack(page) {
  await page.goBack({ waitUntil: "commit" });
  await page.waitForFunction(() => globalThis.isKept !== undefined);
  const seen = await page.evaluate(() => {
    const [{ notRestoredReasons }] = performance.getEntriesByType("navigation");
    return [globalThis.isKept, notRestoredReasons?.toJSON() ?? null];
  });
  assert.deepEqual(seen, [true, null]);
}

test("of two owners on one device the one who is there sends nothing of the other's", async (t) => {
  const { project, page, wrong } = await visit(await newContext(t));
  await faulty(t, { status: 503 });
  await page.evaluate(async () => {
    const owners = ["one", "one:two"];
    const votes = owners.map(async (owner) => {
      const queue = globalThis.begin(owner);
      const saved = new Promise((resolve) => queue.addEventListener("saved", resolve, { once: true }));
      globalThis.vote(`saved by ${owner}`);
      await saved;
      // This one is in no database when the page goes.
      addEventListener("pagehide", () => globalThis.vote(`left by ${owner}`, queue, 1));
    });
    await Promise.all(votes);
  });
  await page.reload();
  await up();
  await begin(page, "one");
  await settled(page);
  assert.deepEqual((await votesOn(project)).sort(), ["left by one", "saved by one"]);
  await begin(page, "one:two");
  await settled(page);
  assert.deepEqual((await votesOn(project)).slice(2).sort(), ["left by one:two", "saved by one:two"]);
  assert.deepEqual(wrong.filter((it) => !OUTAGE.test(it)), []);
});

test("a page with a queue comes back from the back-forward cache, and sends what is given then", async (t) => {
  const { project, page, wrong } = await keptVisit(t);
  await vote(page, "before");
  await settled(page);
  for (const name of ["once", "twice"]) {
    await leave(page);
    await comeBack(page);
    await vote(page, name);
    await settled(page);
  }
  await arrived(project, "before", "once", "twice");
  assert.deepEqual(wrong, []);
});

for (const [when, delay] of [["at once", 0], ["when the page is put away", 1000]]) {
  test(`a vote in the task of leaving arrives once; the answer comes ${when}`, async (t) => {
    const { project, page, wrong } = await keptVisit(t);
    await vote(page, "before");
    await settled(page);
    await faulty(t, { delay_ms: delay });
    await leave(page, () => globalThis.vote("leaving"));
    await arrived(project, "before", "leaving");
    await comeBack(page);
    await settled(page);
    await vote(page, "after");
    await settled(page);
    await arrived(project, "before", "leaving", "after");
    assert.deepEqual(wrong, []);
  });
}

test("what waits when a page is left goes out when it is back", async (t) => {
  const { project, page, wrong } = await keptVisit(t);
  await faulty(t, { status: 503 });
  await vote(page, "waiting");
  await saved(page);
  await leave(page);
  await up();
  await comeBack(page);
  await settled(page);
  await arrived(project, "waiting");
  assert.deepEqual(wrong.filter((it) => !OUTAGE.test(it)), []);
});

test("a page that comes back sends nothing again that another tab has sent meanwhile", async (t) => {
  const { context, project, page, wrong } = await keptVisit(t);
  await faulty(t, { status: 503 });
  await vote(page, "older");
  await saved(page);
  await leave(page);
  await up();
  const other = await context.newPage();
  await other.goto(placeOf(project));
  await begin(other);
  await settled(other);
  await vote(other, "newer");
  await settled(other);
  await comeBack(page);
  await settled(page);
  await arrived(project, "older", "newer");
  await vote(page, "last");
  await settled(page);
  await arrived(project, "older", "newer", "last");
  assert.deepEqual(wrong.filter((it) => !OUTAGE.test(it)), []);
});
