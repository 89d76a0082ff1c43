import assert from "node:assert/strict";
import { test } from "node:test";
import { complaints } from "../browser.mjs";
import { newContext } from "../contexts.mjs";
import { required } from "../settings.mjs";
import { card, memory, open, sent, thumb } from "./demo-page.mjs";
import { requestsTo } from "./front.mjs";

const demo = required("DEMO");

/** A visitor's page, and what goes wrong on it. */
async function visit() {
  const context = await newContext();
  let wrong = [];
  context.on("page", (opened) => (wrong = complaints(opened)));
  const page = await open(context);
  return { page, wrong, report: page.locator("mem0-feedback-report") };
}

/** Chooses whose records the report is made of, and waits until the page says so. */
async function choose(page, name, mark) {
  await page.getByRole("radio", { name }).check();
  await page.locator("#records-note").getByText(mark).waitFor();
}

/** What the report has counted, by name. */
async function counted(report, name) {
  const text = await report.locator(".counts div").filter({ has: report.page().getByText(name, { exact: true }) }).locator("dd").innerText();
  return Number(text.replace(",", ""));
}

async function reached(report, name, count) {
  for (let waits = 0; (await counted(report, name)) !== count && waits < 200; waits += 1) await report.page().waitForTimeout(50);
  assert.equal(await counted(report, name), count, name);
}

test("the report counts what is done on the page, beside weeks that are marked as generated, or without them", async () => {
  const { page, wrong, report } = await visit();
  await report.getByRole("heading", { name: "Before and after the change" }).waitFor();
  assert(await page.getByText("Six weeks of sixty visitors who never were").isVisible());
  const generated = await counted(report, "Votes");
  assert(generated > 400);

  const place = card(page, memory("8096f5a9"));
  await thumb(place, "Useful").click();
  await sent(place);
  await reached(report, "Votes", generated + 1);
  await choose(page, "This page", "and nobody else");
  await reached(report, "Votes", 1);
  assert(await page.getByText("Six weeks of sixty visitors who never were").isHidden());
  await thumb(place, "Useful").click();
  await reached(report, "Votes", 0);
  assert.deepEqual(wrong, []);
});

test("what a visitor does on one page is seen in the report of another's, which has asked the relay", async () => {
  const [one, other] = [await visit(), await visit()];
  await choose(other.page, "All visitors", "As of");
  await other.report.locator(".counts").waitFor();
  const [votes, users] = [await counted(other.report, "Votes"), await counted(other.report, "Users")];
  const subject = memory("648e5bdc");
  await thumb(card(one.page, subject), "Not useful").click();
  await sent(card(one.page, subject));
  await reached(other.report, "Votes", votes + 1);
  await reached(other.report, "Users", users + 1);
  await other.report.getByRole("heading", { name: "Memories to mend" }).waitFor();
  await other.report.getByRole("rowheader", { name: subject.memory }).waitFor();

  await choose(other.page, "This page", "and nobody else");
  await reached(other.report, "Votes", 0);
  await choose(one.page, "All visitors", "As of");
  await thumb(card(one.page, subject), "Not useful").click();
  await reached(one.report, "Votes", votes);
  assert.deepEqual([one.wrong, other.wrong], [[], []]);
});

test("no page has the secret under which the relay tells what it gathered", async () => {
  const asked = requestsTo("");
  const statuses = [];
  const page = await open(await newContext());
  await choose(page, "All visitors", "As of");
  await page.close();
  for (const { url, headers, body, answer } of asked) {
    const told = await answer;
    assert.equal(headers.authorization, undefined, url);
    for (const text of [url, JSON.stringify(headers), body, told.body]) assert.doesNotMatch(text, /known to all/, url);
    if (url === `${demo}/analytics`) statuses.push(told.status);
  }
  assert(statuses.includes(200), `${statuses}`);
  assert.equal((await fetch(`${demo}/relay/v1/analytics/`)).status, 401);
});
