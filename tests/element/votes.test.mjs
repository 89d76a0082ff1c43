import assert from "node:assert/strict";
import { test } from "node:test";
import { newContext } from "../contexts.mjs";
import { opened, pressed, reached, stage, thumb } from "./stage.mjs";

const ONE = `<mem0-feedback memory-id="m" ask-rate="0"></mem0-feedback>`;

/** What the page says beside the thumbs. */
function said(page) {
  return page.locator("mem0-feedback [part=status]").innerText();
}

/** The grades that arrived, in their order. */
function grades({ received }) {
  return received.map(({ feedback }) => feedback);
}

test("a click is one request, and its state is visible and announced", async (t) => {
  const host = await stage(t);
  host.delayMs = 300;
  const page = await opened(host, await newContext(), ONE);
  const status = page.locator("mem0-feedback [part=status]");
  assert.equal(await status.getAttribute("role"), "status", "there before its text");
  assert.equal(await said(page), "");
  await thumb(page, "POSITIVE").click();
  assert.equal(await pressed(thumb(page, "POSITIVE")), "true");
  assert.equal(await said(page), "Saving…");
  await reached(page, "saved");
  assert.equal(await said(page), "Saved");
  assert.deepEqual(host.received, [{ memory_id: "m", feedback: "POSITIVE", feedback_reason: null }]);
  assert.equal(await page.evaluate(() => Object.keys(localStorage).filter((key) => /^mem0-feedback:.*[0-9a-z]{18}$/.test(key)).length), 0);
  assert.deepEqual(page.wrong, []);
});

test("a vote is changed by one click, made worse, taken back by a second one, and by undo", async (t) => {
  const host = await stage(t);
  const page = await opened(host, await newContext(), ONE);
  const vote = async (grade, state = "saved") => {
    await thumb(page, grade).click();
    await reached(page, state);
  };
  await vote("POSITIVE");
  assert.equal(await thumb(page, "VERY_NEGATIVE").count(), 0, "it is reached from down");
  await vote("NEGATIVE");
  assert.equal(await pressed(thumb(page, "POSITIVE")), "false");
  await vote("VERY_NEGATIVE");
  assert.equal(await pressed(thumb(page, "NEGATIVE")), "false");
  assert.equal(await pressed(thumb(page, "VERY_NEGATIVE")), "true");
  await page.getByRole("button", { name: "Undo" }).click();
  await reached(page, "saved");
  assert.equal(await pressed(thumb(page, "NEGATIVE")), "true");
  await page.getByRole("button", { name: "Undo" }).waitFor({ state: "hidden" });
  await vote("NEGATIVE");
  await page.getByText("Vote removed").waitFor();
  await thumb(page, "VERY_NEGATIVE").waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "Undo" }).click();
  await reached(page, "saved");
  const expected = ["POSITIVE", "NEGATIVE", "VERY_NEGATIVE", "NEGATIVE", null, "NEGATIVE"];
  while (grades(host).length < expected.length) await page.waitForTimeout(20);
  assert.deepEqual(grades(host), expected);
  assert.deepEqual(page.wrong, []);
});

test("a refused vote goes back, says so, and is given again by a button", async (t) => {
  const host = await stage(t);
  const page = await opened(host, await newContext(), ONE);
  await thumb(page, "POSITIVE").click();
  await reached(page, "saved");
  host.status = 422;
  await page.evaluate(() => {
    globalThis.refused = new Promise((tell) => addEventListener("mem0-feedback-error", ({ detail }) => tell(`${detail.error}`)));
  });
  await thumb(page, "NEGATIVE").click();
  await reached(page, "failed");
  assert.equal(await said(page), "Not saved");
  assert.equal(await pressed(thumb(page, "POSITIVE")), "true", "as the host holds it");
  assert.match(await page.evaluate(() => globalThis.refused), /^ValidationError/);
  host.status = 200;
  await page.getByRole("button", { name: "Try again" }).click();
  await reached(page, "saved");
  assert.equal(await pressed(thumb(page, "NEGATIVE")), "true");
  await page.getByRole("button", { name: "Try again" }).waitFor({ state: "hidden" });
  assert.deepEqual(grades(host), ["POSITIVE", "NEGATIVE", "NEGATIVE"]);
  assert.equal(await page.evaluate(() => document.activeElement?.localName), "mem0-feedback", "the focus is not lost");
});

test("undo that is pressed again before it goes is one change", async (t) => {
  const host = await stage(t);
  const page = await opened(host, await newContext(), ONE);
  await thumb(page, "POSITIVE").click();
  await reached(page, "saved");
  await page.getByRole("button", { name: "Undo" }).waitFor();
  const changes = await page.locator("mem0-feedback").evaluate((element) => {
    const changes = [];
    element.addEventListener("mem0-feedback-change", ({ detail }) => changes.push(detail.value));
    const undo = element.shadowRoot.querySelector("[part~=undo]");
    undo.click();
    undo.click();
    return changes;
  });
  assert.deepEqual(changes, [null]);
});

test("a roll-back leaves a newer vote alone", async (t) => {
  const host = await stage(t);
  const page = await opened(host, await newContext(), ONE);
  host.status = 422;
  host.delayMs = 600;
  await thumb(page, "NEGATIVE").click();
  while (host.received.length === 0) await page.waitForTimeout(10);
  await thumb(page, "POSITIVE").click();
  await page.waitForTimeout(300);
  host.status = 200;
  await reached(page, "saved");
  assert.equal(await pressed(thumb(page, "POSITIVE")), "true");
  assert.deepEqual(grades(host), ["NEGATIVE", "POSITIVE"]);
});

test("a vote that cannot be sent is kept on this device, and goes out by itself", async (t) => {
  const host = await stage(t);
  host.status = 503;
  const page = await opened(host, await newContext(), ONE);
  await thumb(page, "POSITIVE").click();
  await reached(page, "kept");
  assert.equal(await said(page), "Kept on this device");
  await page.reload();
  await reached(page, "kept");
  assert.equal(await pressed(thumb(page, "POSITIVE")), "true", "a reload shows it");
  host.status = 200;
  await reached(page, "saved");
  await page.reload();
  await reached(page, "");
  assert.equal(await pressed(thumb(page, "POSITIVE")), "true");
  await page.waitForTimeout(500);
  assert.equal(grades(host).filter((grade) => grade !== "POSITIVE").length, 0);
});

test("a vote in one tab is seen in another", async (t) => {
  const host = await stage(t);
  const other = await opened(host, await newContext(), ONE);
  await thumb(other, "NEGATIVE").click();
  await reached(other, "saved");
  const page = await opened(host, other.context(), ONE);
  assert.equal(await pressed(thumb(page, "NEGATIVE")), "true");
  await thumb(page, "POSITIVE").click();
  await reached(page, "saved");
  await other.locator(`mem0-feedback [value=POSITIVE][aria-pressed=true]`).waitFor();
  assert.equal(await other.locator("mem0-feedback").getAttribute("value"), "POSITIVE");
});

test("what the page says that its host holds is shown, and is no vote", async (t) => {
  const host = await stage(t);
  const page = await opened(host, await newContext(), ONE);
  await page.locator("mem0-feedback").evaluate((element) => (element.value = "negative"));
  assert.equal(await pressed(thumb(page, "NEGATIVE")), "true");
  // Another memory in the same place.
  await page.locator("mem0-feedback").evaluate((element) => {
    element.value = null;
    element.memoryId = "n";
  });
  assert.equal(await pressed(thumb(page, "NEGATIVE")), "false");
  await thumb(page, "POSITIVE").click();
  await reached(page, "saved");
  await page.locator("mem0-feedback").evaluate((element) => (element.memoryId = "m"));
  assert.equal(await pressed(thumb(page, "POSITIVE")), "false", "that was the other memory's");
  assert.deepEqual(host.received.map(({ memory_id }) => memory_id), ["n"]);
});
