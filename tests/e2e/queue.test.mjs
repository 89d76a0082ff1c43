import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { complaints } from "../browser.mjs";
import { newContext } from "../contexts.mjs";
import { card, inQueue, memory, mendNetwork, open, pressed, ranking, reached, rows, sent, status, tabTo, thumb } from "./demo-page.mjs";

let context;
let page;
let wrong;

beforeEach(async () => {
  context = await newContext();
  context.on("page", (opened) => (wrong = complaints(opened)));
  page = await open(context);
});

afterEach(mendNetwork);

const offline = () => page.getByRole("switch", { name: "Offline" });
const network = (name) => page.getByRole("radio", { name });
const empty = { current: [], history: [] };

/** Waits until the page says what it says to screen readers. */
function said(sentence) {
  return page.locator("#announcement").getByText(sentence).waitFor({ state: "attached" });
}

/** A memory's row in the ranking. */
function place({ memory: text }) {
  return page.locator("#results > li").filter({ has: page.getByText(text, { exact: true }) });
}

/** The thumb of a memory in the ranking. */
function ranked(subject, says) {
  return thumb(place(subject), says);
}

/** Waits until a row of the ranking says what has become of its vote, in a live region. */
function told(subject, words) {
  return status(place(subject)).and(page.getByText(words, { exact: true })).waitFor();
}

/** How a person works a control, and the memories that this person votes on. */
const ways = {
  mouse: {
    press: (control) => control.click(),
    query: "Jonas dinner",
    up: "0f89c807",
    down: "86afb784",
  },
  keyboard: {
    async press(control) {
      await tabTo(page, control);
      await page.keyboard.press("Space");
    },
    query: "Linden Street Fridays",
    up: "99f52937",
    down: "9f19f37a",
  },
};

for (const [way, { press, query, ...voted }] of Object.entries(ways)) {
  test(`votes given offline, by ${way}, outlive a reload and are delivered once online`, async () => {
    const [up, down] = [memory(voted.up), memory(voted.down)];
    const before = await ranking(page, query);
    await press(offline());
    await press(ranked(up, "Useful"));
    await press(ranked(down, "Not useful"));
    await press(ranked(down, "Not useful at all"));
    for (const subject of [up, down]) await inQueue(page, "saved", subject).waitFor();
    for (const subject of [up, down]) await told(subject, "Kept on this device");
    assert.equal(await page.locator("#pending").innerText(), "2 pending");

    await page.reload();
    for (const subject of [up, down]) await inQueue(page, "queued saved sending", subject).waitFor();
    assert(await offline().isChecked());
    assert.deepEqual(await ranking(page, query), before, "nothing was delivered");
    assert.equal(await pressed(ranked(up, "Useful")), "true");
    assert.equal(await pressed(ranked(down, "Not useful at all")), "true");
    for (const subject of [up, down]) assert.deepEqual(await rows(subject), empty);

    await press(offline());
    for (const subject of [up, down]) await inQueue(page, "sent", subject).waitFor();
    for (const subject of [up, down]) await told(subject, "Saved");
    assert(await page.locator("#pending").isHidden());
    assert.deepEqual(await rows(up), { current: [["POSITIVE", null]], history: [["POSITIVE", null]] });
    assert.deepEqual(await rows(down), { current: [["VERY_NEGATIVE", null]], history: [["VERY_NEGATIVE", null]] });
    await page.waitForFunction((text) => document.querySelector("#results .text")?.textContent === text, up.memory);
    const now = await ranking(page, query);
    assert(now.indexOf(up.memory) < before.indexOf(up.memory), `${before}\n${now}`);
    assert.notDeepEqual(now, before);
    assert.deepEqual(wrong, []);
  });
}

test("a vote waits for a host that fails, and goes out by itself when that is mended", async () => {
  const subject = memory("648e5bdc");
  await network("Broken").check();
  await page.getByText("Feedback gets a 503").first().waitFor();
  await thumb(card(page, subject), "Useful").click();
  await inQueue(page, "saved", subject).getByText("HTTP_503").waitFor();
  assert.equal(await pressed(thumb(card(page, subject), "Useful")), "true");
  assert.deepEqual(await rows(subject), empty);

  await network("Normal").check();
  await sent(card(page, subject));
  assert.deepEqual(await rows(subject), { current: [["POSITIVE", null]], history: [["POSITIVE", null]] });
});

for (const where of ["queue", "card"]) {
  test(`a refused vote goes back, says why, and is tried again from the ${where}`, async () => {
    const subject = memory(where === "queue" ? "8d129527" : "cbb2b2a2");
    await network("Refusing").check();
    await page.getByText("Feedback is refused for good").first().waitFor();
    await thumb(card(page, subject), "Useful").click();
    await reached(card(page, subject), "failed");
    assert.equal(await status(card(page, subject)).innerText(), "Not saved");
    await said(/^Refused, ValidationError/);
    assert.equal(await pressed(thumb(card(page, subject), "Useful")), "false");
    assert.match(await card(page, subject).innerText(), /ValidationError HTTP_422/);
    if (where === "queue") await page.reload();
    const refused = inQueue(page, "refused", subject);
    await refused.getByText("Mem0 refused it").waitFor();
    assert.deepEqual(await rows(subject), empty);

    await network("Normal").check();
    await page.getByText("Feedback goes straight through").first().waitFor();
    await tabTo(page, (where === "queue" ? refused : card(page, subject)).getByRole("button", { name: /^Try again/ }));
    await page.keyboard.press("Enter");
    await sent(card(page, subject));
    await inQueue(page, "sent", subject).waitFor();
    await refused.waitFor({ state: "detached" });
    assert.deepEqual((await rows(subject)).current, [["POSITIVE", null]]);
    assert.notEqual(await page.evaluate(() => document.activeElement?.tagName), "BODY", "the focus is not lost");
    await page.reload();
    await card(page, subject).waitFor();
    assert.equal(await page.locator("#queue-items > li").count(), 0);
  });
}

test("of two tabs one sends for both, and the other takes over", async () => {
  const [first, second] = [memory("444c17c5"), memory("94ad2dc7")];
  const sender = page;
  await sender.getByText("This tab sends").waitFor();
  page = await open(context);
  await page.getByText("Another tab sends").waitFor();
  await ranking(page, "chocolate chilli");
  await ranked(first, "Useful").click();
  await inQueue(page, "sent", first).waitFor();
  assert.deepEqual((await rows(first)).current, [["POSITIVE", null]]);

  await offline().check();
  // The network is lost in both, as soon as the other one has heard of it.
  await sender.waitForFunction(() => document.querySelector("#offline").checked);
  await ranked(second, "Useful").click();
  await inQueue(page, "saved", second).waitFor();
  await sender.close();
  await page.getByText("This tab sends").waitFor();
  assert.deepEqual(await rows(second), empty);
  await offline().uncheck();
  await inQueue(page, "sent", second).waitFor();
  assert.deepEqual((await rows(second)).current, [["POSITIVE", null]]);
  assert.deepEqual(wrong, []);
});
