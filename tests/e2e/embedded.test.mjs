// The widget in a sandboxed frame from another origin, put there by one script tag.
import assert from "node:assert/strict";
import { test } from "node:test";
import { complaints } from "../browser.mjs";
import { newContext } from "../contexts.mjs";
import { lastRequest, requestsAfter } from "../sandbox.mjs";
import { required } from "../settings.mjs";
import { memory, pressed, rows } from "./demo-page.mjs";
import { requestsTo } from "./front.mjs";

const demo = required("DEMO");

test("votes in the frame go through the relay under scopes of the page's back end", async () => {
  const context = await newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const wrong = complaints(page);
  const asked = requestsTo("/v1/feedback/");
  await page.goto(`${demo}/embedded.html`);
  const frame = page.frameLocator("#chat");
  const set = frame.locator("mem0-feedback-set");
  const one = frame.locator("mem0-feedback").last();
  const [tablets, ...behind] = ["93732b9f", "36fe3356", "6368835b"].map(memory);
  const seq = await lastRequest();

  await one.getByRole("button", { name: "Not useful", exact: true }).click();
  await one.locator('.row[data-state="saved"]').waitFor();
  await set.getByRole("button", { name: "Useful", exact: true }).first().click();
  await set.locator('.row[data-state="saved"]').first().waitFor();
  assert.equal(await pressed(one.getByRole("button", { name: "Not useful", exact: true })), "true");

  assert.equal(await page.locator("#chat").getAttribute("sandbox"), "allow-scripts");
  const elsewhere = demo.replace("127.0.0.1", "localhost");
  assert.deepEqual(asked.map(({ url }) => url), Array(2).fill(`${elsewhere}/relay/v1/feedback/`));
  assert.equal(asked[0].headers["content-type"], "text/plain");
  for (const { headers } of asked) assert.equal(headers.origin, "null");
  assert.deepEqual(JSON.parse(asked[1].body).items.map(({ memory_id }) => memory_id).toSorted(), behind.map(({ id }) => id).toSorted());
  const upstream = (await requestsAfter(seq)).filter(({ path }) => path === "/v1/feedback/");
  assert.deepEqual(upstream.map(({ method, status }) => `${method} ${status}`), Array(3).fill("POST 200"), "no preflight");
  assert.deepEqual((await rows(tablets)).current.map(([grade]) => grade), ["NEGATIVE"]);
  for (const subject of behind) assert.deepEqual((await rows(subject)).current.map(([grade]) => grade), ["POSITIVE"]);
  assert.deepEqual(wrong, []);
});
