import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { complaints, launch } from "../browser.mjs";
import { lastRequest, requestsAfter } from "../sandbox.mjs";
import { card, memory, open, pressed, ranking, rows, sent, tabTo, thumb } from "./demo-page.mjs";

let browser;
let context;
let page;
let wrong;

before(async () => {
  browser = await launch();
});

after(() => browser.close());

beforeEach(async () => {
  context = await browser.newContext();
  context.on("page", (opened) => (wrong = complaints(opened)));
  page = await open(context);
});

afterEach(() => context.close());

/** The methods of the requests that an action led to on the feedback's path. */
async function requestsOf(action) {
  const seq = await lastRequest();
  await action();
  const made = await requestsAfter(seq);
  return made.filter(({ path }) => path === "/v1/feedback/").map(({ method, status }) => [method, status]);
}

test("a click on a thumb is one request and one row, and the ranking follows", async () => {
  const outdated = memory("465f89a6");
  const before = await ranking(page, "Jonas dinner");
  const place = card(page, outdated);
  const down = thumb(place, "Not useful");
  assert.equal(await pressed(down), "false");

  const requests = await requestsOf(async () => {
    await down.click();
    await sent(place);
  });

  assert.deepEqual(requests, [["POST", 200]], "one request, no preflight");
  assert.deepEqual(await rows(outdated), { current: [["NEGATIVE", null]], history: [["NEGATIVE", null]] });
  assert.equal(await pressed(down), "true");
  const now = await ranking(page, "Jonas dinner");
  const rank = (order) => (order.indexOf(outdated.memory) + 1 || order.length + 1);
  assert(rank(now) > rank(before), `rank ${rank(before)} before, ${rank(now)} after`);
  assert.deepEqual(wrong, []);
});

for (const [key, beginning] of [["Enter", "33284bbc"], ["Space", "6c802e88"]]) {
  test(`a thumb is pressed by keyboard, with ${key}`, async () => {
    const right = memory(beginning);
    const place = card(page, right);
    const up = thumb(place, "Useful");
    await tabTo(page, up);
    const requests = await requestsOf(async () => {
      await page.keyboard.press(key);
      await sent(place);
    });
    assert.deepEqual(requests, [["POST", 200]]);
    assert.deepEqual((await rows(right)).current, [["POSITIVE", null]]);
    assert.equal(await pressed(up), "true");
    assert.deepEqual(wrong, []);
  });
}

test("a reason follows the vote, with codes and words", async () => {
  const subject = memory("83f66cc9");
  const place = card(page, subject);
  await thumb(place, "Not useful at all").click();
  await sent(place);
  await place.getByRole("checkbox", { name: "Out of date" }).check();
  await place.getByRole("textbox").fill("She moved in August");
  const arrived = page.waitForResponse((response) => response.url().endsWith("/v1/feedback/"));
  await place.getByRole("button", { name: /^Send reason/ }).click();
  assert.equal((await arrived).status(), 200);

  const { current, history } = await rows(subject);
  assert.deepEqual(history[0], ["VERY_NEGATIVE", null], "the vote did not wait for its reason");
  assert.equal(history.length, 2);
  const [[grade, reason]] = current;
  assert.equal(grade, "VERY_NEGATIVE");
  assert.match(reason, /^Was true once and no longer is\..*She moved in August$/s);
  assert.deepEqual(wrong, []);
});

test("a second click takes the vote back, and a reload shows what is stored", async () => {
  const subject = memory("73771d5a");
  let place = card(page, subject);
  await thumb(place, "Useful").click();
  await sent(place);
  await page.reload();
  place = card(page, subject);
  await place.waitFor();
  assert.equal(await pressed(thumb(place, "Useful")), "true");

  const removed = page.waitForResponse((response) => response.url().endsWith("/v1/feedback/"));
  await thumb(place, "Useful").click();
  assert.equal((await removed).status(), 200);
  assert.deepEqual(await rows(subject), { current: [], history: [["POSITIVE", null], [null, null]] });
  await page.reload();
  await place.waitFor();
  assert.equal(await pressed(thumb(place, "Useful")), "false");
  assert.deepEqual(wrong, []);
});
