// What goes wrong on a page is heard in each browser: else a test that finds nothing wrong says nothing.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { test } from "node:test";
import { complaints } from "../browser.mjs";
import { newContext } from "../contexts.mjs";

/** What a server answers, nothing at all where that is `undefined`, until the test ends; its origin. */
async function serving(t, answers) {
  const server = createServer(({ url }, answer) => {
    const body = answers[url];
    if (body !== undefined) answer.setHeader("content-type", "text/html").end(body);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  t.after(() => (server.closeAllConnections(), server.close()));
  return `http://127.0.0.1:${server.address().port}`;
}

/** Opens a page whose script is this one, and gathers what goes wrong on it. */
async function visit(t, script) {
  const home = `<!doctype html><link rel="icon" href="data:,"><title>begun</title><script>${script}</script>`;
  const origin = await serving(t, { "/": home, "/next": home });
  const page = await (await newContext()).newPage();
  const wrong = complaints(page);
  await page.goto(origin);
  return { page, wrong, origin };
}

test("an answer that the page may not read is a complaint, though its script takes no notice", async (t) => {
  const other = await serving(t, { "/": "not for others" });
  const { page, wrong } = await visit(t, `fetch("${other}").catch(() => { document.title = "refused"; });`);
  await page.waitForFunction(() => document.title === "refused");
  for (let waits = 0; wrong.length === 0 && waits < 100; waits += 1) await page.waitForTimeout(50);
  assert.notDeepEqual(wrong, []);
});

test("a request that ends since its page is left is none", async (t) => {
  const { page, wrong, origin } = await visit(t, `fetch("/never").catch(() => {});`);
  await page.reload();
  await page.goto(`${origin}/next`);
  await page.waitForTimeout(200);
  assert.deepEqual(wrong, []);
});
