import assert from "node:assert/strict";
import { test } from "node:test";
import { newContext } from "../contexts.mjs";
import { opened, pressed, reached, stage, thumb } from "./stage.mjs";

const ONE = `<mem0-feedback memory-id="m"></mem0-feedback>`;

const words = (page) => page.getByRole("textbox");
const advice = (page) => page.locator("mem0-feedback [part=advice]");
const button = (page, name) => page.getByRole("button", { name, exact: true });

test("the form for a reason follows the vote, and is no gate", async (t) => {
  const host = await stage(t);
  const page = await opened(host, await newContext(), ONE);
  await thumb(page, "NEGATIVE").click();
  await page.getByRole("form", { name: "What was wrong with it?" }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.shadowRoot.activeElement.value), "NEGATIVE", "the focus stays");
  await reached(page, "saved");
  assert.equal(host.received.length, 1, "the vote did not wait");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await words(page).press("Escape");
  assert.equal(await words(page).count(), 0);
  assert.equal(await pressed(thumb(page, "NEGATIVE")), "true");
  await button(page, "Say why").click();
  assert.equal(await page.evaluate(() => document.activeElement.shadowRoot.activeElement.value), "inaccurate", "wanted, it takes the focus");
  await thumb(page, "POSITIVE").click();
  await page.getByRole("form", { name: "What was good about it?" }).waitFor();
  assert.equal(await page.getByRole("form").count(), 1);
  assert.deepEqual(page.wrong, []);
});

test("who goes on voting has one form before them, and keeps the words begun in another", async (t) => {
  const host = await stage(t);
  const rows = ["a", "b", "c"].map((id) => `<mem0-feedback id="${id}" memory-id="${id}" label="${id}"></mem0-feedback>`);
  const page = await opened(host, await newContext(), rows.join(""));
  const form = (id) => page.locator(`#${id}`).getByRole("form");
  await thumb(page, "NEGATIVE", "#a").click();
  await form("a").waitFor();
  await thumb(page, "POSITIVE", "#b").click();
  await form("b").waitFor();
  assert.equal(await form("a").count(), 0);
  await form("b").getByRole("textbox").fill("It knew of Jonas");
  await thumb(page, "POSITIVE", "#c").click();
  await form("c").waitFor();
  assert.equal(await form("b").getByRole("textbox").inputValue(), "It knew of Jonas");
  // One that was asked for stays as well.
  await button(page.locator("#a"), "Say why").click();
  await form("a").waitFor();
  assert.equal(await form("c").count(), 0);
  await thumb(page, "NEGATIVE", "#c").click();
  await form("c").waitFor();
  assert.equal(await form("a").count(), 1);
});

test("a chip is stored as it is clicked, with its sentence; words when they are sent", async (t) => {
  const host = await stage(t);
  const page = await opened(host, await newContext(), ONE);
  await thumb(page, "NEGATIVE").click();
  await page.getByRole("checkbox", { name: "Out of date" }).check();
  await reached(page, "saved");
  await words(page).fill("Jonas moved to Leipzig in May");
  await words(page).press("Control+Enter");
  await page.getByRole("form").waitFor({ state: "detached" });
  while (host.received.length < 3) await page.waitForTimeout(20);
  assert.deepEqual(host.received.map(({ feedback_reason }) => feedback_reason), [
    null,
    "Was true once and no longer is.",
    "Was true once and no longer is. Jonas moved to Leipzig in May",
  ]);
  await button(page, "Say why").click();
  assert.equal(await words(page).inputValue(), "Jonas moved to Leipzig in May");
  assert(await page.getByRole("checkbox", { name: "Out of date" }).isChecked());
  // Worse is on the same side: the reason stays.
  await thumb(page, "VERY_NEGATIVE").click();
  while (host.received.length < 4) await page.waitForTimeout(20);
  assert.equal(host.received[3].feedback_reason, host.received[2].feedback_reason);
  await button(page, "Undo").click();
  while (host.received.length < 5) await page.waitForTimeout(20);
  assert.equal(host.received[4].feedback, "NEGATIVE");
});

test("a vague reason gets a suggestion, which a click takes", async (t) => {
  const host = await stage(t);
  const page = await opened(host, await newContext(), ONE);
  await thumb(page, "NEGATIVE").click();
  await words(page).fill("Bad memory!");
  await advice(page).getByRole("button").waitFor();
  assert.equal(await advice(page).getAttribute("role"), "status");
  await button(page, "Say because of what").click();
  assert.equal(await words(page).inputValue(), "Bad memory, because ");
  await page.keyboard.type("Jonas has sold the bike in March");
  await advice(page).and(page.locator(":empty")).waitFor({ state: "attached" });
  await words(page).fill("JONAS HAS SOLD THE RED BIKE IN MARCH");
  await button(page, "Use small letters").click();
  assert.equal(await words(page).inputValue(), "Jonas has sold the red bike in march");
});

test("personal data leaves after a warning, and not before", async (t) => {
  const host = await stage(t);
  const page = await opened(host, await newContext(), ONE);
  await thumb(page, "NEGATIVE").click();
  await reached(page, "saved");
  await words(page).fill("The number is outdated, call Jonas at +49 30 90182012 in the evening");
  await button(page, "Send").click();
  await advice(page).getByText("This seems to hold personal data").waitFor();
  await page.waitForTimeout(300);
  assert.equal(host.received.length, 1);
  await button(page, "Send anyway").click();
  while (host.received.length < 2) await page.waitForTimeout(20);
  assert.match(host.received[1].feedback_reason, /90182012/);
});

test("texts full of HTML, overrides and length are texts", async (t) => {
  const host = await stage(t);
  const page = await opened(host, await newContext(), `<mem0-feedback-set ask-rate="0"></mem0-feedback-set>`);
  const nasty = `<img src=x onerror="wrong = 1"><script>wrong = 1</` + `script>\u202Egnp.exe & "quotes" `;
  await page.evaluate((nasty) => {
    const set = document.querySelector("mem0-feedback-set");
    set.label = nasty;
    set.memories = [{ id: "<b>&", memory: nasty }, { id: "long", memory: "word ".repeat(20_000) }];
  }, nasty);
  await page.getByRole("button", { name: "2 memories" }).click();
  assert.equal(await page.locator("mem0-feedback-set [part=memory]").first().textContent(), nasty);
  assert.equal(await page.locator("mem0-feedback-set img, mem0-feedback-set script").count(), 0);
  assert(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await thumb(page, "NEGATIVE", "mem0-feedback-set").first().click();
  await button(page, "Say why").first().click();
  await words(page).fill("x".repeat(100_000));
  assert.equal((await words(page).inputValue()).length, 4000);
  await words(page).fill(nasty);
  await button(page, "Send").click();
  while (!host.received.some(({ feedback_reason }) => feedback_reason)) await page.waitForTimeout(20);
  const { memory_id, feedback_reason } = host.received.find((said) => said.feedback_reason);
  assert.equal(memory_id, "<b>&");
  assert.equal(feedback_reason, nasty.trim());
  assert.equal(await page.evaluate(() => globalThis.wrong), undefined);
});

test("a set votes on all, shows when they differ, and unfolds to each", async (t) => {
  const host = await stage(t);
  const page = await opened(host, await newContext(), `<mem0-feedback-set memory-ids="a b c" ask-rate="0"></mem0-feedback-set>`);
  const all = (grade) => page.locator(`mem0-feedback-set [part=votes] >> nth=0`).locator(`[value=${grade}]`);
  await all("POSITIVE").click();
  await reached(page, "saved", "mem0-feedback-set");
  await page.getByRole("button", { name: "3 memories" }).click();
  const each = page.locator("mem0-feedback-set mem0-feedback");
  await each.nth(2).waitFor();
  assert.equal(await each.count(), 3);
  await each.nth(1).locator("[value=NEGATIVE]").click();
  assert.equal(await pressed(all("POSITIVE")), "mixed");
  assert.equal(await pressed(all("NEGATIVE")), "mixed");
  assert.equal(await pressed(each.nth(0).locator("[value=POSITIVE]")), "true");
  await page.getByRole("button", { name: "3 memories" }).click();
  await each.first().waitFor({ state: "detached" });
});

for (const [lang, name, dir] of [["de", "Nützlich", "ltr"], ["fr", "Utile", "ltr"], ["es", "Útil", "ltr"], ["ja", "役に立った", "ltr"], ["ar", "مفيدة", "rtl"]]) {
  test(`it speaks ${lang}`, async (t) => {
    const host = await stage(t);
    const page = await opened(host, await newContext(), `<div lang="${lang}-x-test">${ONE}</div>`);
    await page.getByRole("button", { name, exact: true }).click();
    const form = page.getByRole("form");
    await form.waitFor();
    assert.equal(await form.getAttribute("lang"), lang);
    assert.equal(await form.evaluate((element) => getComputedStyle(element).direction), dir);
    const english = await form.evaluate((element) => element.innerText.match(/\b(Send|Close|In your own words|Accurate)\b/));
    assert.equal(english, null);
  });
}
