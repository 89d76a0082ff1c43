import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build, preview } from "vite";
import { complaints, launch } from "../browser.mjs";
import { installedIn } from "../installation.mjs";
import { addMemory, address, lastRequest, requestsAfter, standing } from "../sandbox.mjs";

test("a production build by Vite sends a feedback from a browser", async (t) => {
  const apiKey = "consumer-vite";
  const memoryId = await addMemory(apiKey, "Reads on a screen");
  const root = await installedIn(fileURLToPath(new URL("vite", import.meta.url)));
  const settings = { root, configFile: false, logLevel: "error" };
  await build(settings);
  const server = await preview({ ...settings, preview: { host: "127.0.0.1", port: 0 } });
  t.after(() => server.close());
  const browser = await launch();
  t.after(() => browser.close());

  const before = await lastRequest();
  const page = await browser.newPage();
  const wrong = complaints(page);
  await page.goto(`${server.resolvedUrls.local[0]}?${new URLSearchParams({ host: address, apiKey, memoryId })}`);
  await page.waitForFunction(() => document.querySelector("#answer").textContent, null, { timeout: 20_000 });

  assert.equal(await page.textContent("#answer"), "Feedback recorded");
  assert.deepEqual(wrong, []);
  assert.deepEqual(await standing(apiKey, memoryId), ["NEGATIVE", "Sent from a Vite build"]);
  // Another origin, with a key in a header: the browser asks first.
  const methods = (await requestsAfter(before)).map(({ method }) => method);
  assert.deepEqual(methods, ["OPTIONS", "POST"]);
});
