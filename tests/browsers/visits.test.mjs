// The queue over several visits: of two owners, and of a page that comes back from the back-forward cache.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "../browser.mjs";
import { fault } from "./project.mjs";
import { settled, visit, votesOn } from "./visit.mjs";

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

/** From now on, until the end of the test at the latest, the host is down. */
async function down(t) {
  t.after(up);
  await fault({ status: 503, path: "/v1/feedback/" });
}

function up() {
  return fault(undefined);
}

test("of two owners on one device the one who is there sends nothing of the other's", async (t) => {
  const { project, page, wrong } = await visit(await newContext(t));
  await down(t);
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
  await page.evaluate(() => void globalThis.begin("one"));
  await settled(page);
  assert.deepEqual((await votesOn(project)).sort(), ["left by one", "saved by one"]);
  await page.evaluate(() => void globalThis.begin("one:two"));
  await settled(page);
  assert.deepEqual((await votesOn(project)).slice(2).sort(), ["left by one:two", "saved by one:two"]);
  assert.deepEqual(wrong.filter((it) => !/status of 503/.test(it)), []);
});
