import assert from "node:assert/strict";
import { test } from "node:test";
import { complaints } from "../browser.mjs";
import { newContext } from "../contexts.mjs";
import { card, memory, open, sent, thumb } from "./demo-page.mjs";

test("the report counts what is done on the page, beside weeks that are marked as generated, or without them", async () => {
  const context = await newContext();
  let wrong = [];
  context.on("page", (opened) => (wrong = complaints(opened)));
  const page = await open(context);
  const report = page.locator("mem0-feedback-report");
  const votes = () => report.locator("dd").first().innerText().then((text) => Number(text.replace(",", "")));
  const reached = async (count) => {
    for (let waits = 0; (await votes()) !== count && waits < 100; waits += 1) await page.waitForTimeout(50);
    assert.equal(await votes(), count);
  };
  await report.getByRole("heading", { name: "Before and after the change" }).waitFor();
  assert(await page.getByText("Six weeks of sixty visitors who never were").isVisible());
  const generated = await votes();
  assert(generated > 400);

  const place = card(page, memory("8096f5a9"));
  await thumb(place, "Useful").click();
  await sent(place);
  await reached(generated + 1);
  await page.getByRole("switch", { name: "Generated weeks" }).uncheck();
  await reached(1);
  assert(await page.getByText("Six weeks of sixty visitors who never were").isHidden());
  await thumb(place, "Useful").click();
  await reached(0);
  assert.deepEqual(wrong, []);
});
