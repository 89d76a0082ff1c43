// The demo page as a person meets it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { run } from "../installation.mjs";
import { address } from "../sandbox.mjs";
import { required } from "../settings.mjs";
import { nextRequest } from "./front.mjs";

const seed = JSON.parse(await readFile(new URL("../../demo/seed.json", import.meta.url), "utf8"));

/** Takes away the fault that a switch of the page has set, which all pages share. */
export async function mendNetwork() {
  const { ok } = await fetch(`${address}/sandbox/faults`, { method: "DELETE" });
  assert(ok);
}

/** Opens the page and waits until it can be used. */
export async function open(context) {
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(required("DEMO"));
  await page.locator("#results > li").first().waitFor();
  return page;
}

/** The memory with an id that begins so. */
export function memory(beginning) {
  return seed.memories.find(({ id }) => id.startsWith(beginning));
}

/** A memory's card in the conversation. */
export function card(page, { memory: text }) {
  return page.locator("#turns .memory").filter({ has: page.getByText(text, { exact: true }) }).first();
}

/** A thumb of a card by its name: `Useful`, `Not useful`, or, after that, `Not useful at all`. */
export function thumb(card, says) {
  return card.getByRole("button", { name: says, exact: true });
}

/** What a card says of its vote, to screen readers too. */
export function status(card) {
  return card.getByRole("status").first();
}

/** Whether a toggle button is down: `"true"` or `"false"`. */
export function pressed(button) {
  return button.getAttribute("aria-pressed");
}

/** Goes on with Tab until a control has the focus, as who has no mouse does. */
export async function tabTo(page, control) {
  for (let presses = 0; presses < 300; presses += 1) {
    if (await control.evaluate((element) => element === element.getRootNode().activeElement)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail("not reached by Tab");
}

/** Waits until a card says that its last vote is there, by one of the element's words. */
export function reached(card, state) {
  return card.locator("mem0-feedback").locator(`.row[data-state="${state}"]`).waitFor();
}

/** Waits until a card says that its last vote has arrived. */
export function sent(card) {
  return reached(card, "saved");
}

/** A row of the queue's panel, by one of some states. */
export function inQueue(page, states, { memory: text }) {
  const selector = states.split(" ").map((state) => `#queue-items > li[data-state="${state}"]`);
  return page.locator(selector.join()).filter({ hasText: text.slice(0, 24) });
}

/** The memories found by a search, best first. */
export async function ranking(page, query) {
  const isAsked = (body) => JSON.parse(body).query === query;
  const asked = nextRequest("/v3/memories/search/", isAsked);
  await page.fill("#query", query);
  await page.press("#query", "Enter");
  const { results } = await (await fetch(`${required("DEMO")}/v3/memories/search/`, { method: "POST", body: (await asked).body })).json();
  const texts = results.map((result) => result.memory);
  await page.waitForFunction((texts) => {
    const rows = [...document.querySelectorAll("#results > li .text")];
    return JSON.stringify(rows.map((row) => row.textContent)) === JSON.stringify(texts);
  }, texts);
  return texts;
}

/** The rows of one memory in the database file: `{current, history}` of `[feedback, reason]`. */
export async function rows({ id }) {
  const script = fileURLToPath(new URL("rows.py", import.meta.url));
  const { stdout } = await run(required("PYTHON"), [script, required("SANDBOX_DB")]);
  const of = (table) => table.filter(([memoryId]) => memoryId === id).map(([, ...said]) => said);
  const { current, history } = JSON.parse(stdout);
  return { current: of(current), history: of(history) };
}
