import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { complaints } from "../browser.mjs";
import { newContext } from "../contexts.mjs";
import { lastRequest, requestsAfter } from "../sandbox.mjs";
import { card, memory, open, pressed, ranking, rows, sent, status, tabTo, thumb } from "./demo-page.mjs";
import { nextAnswer, requestsTo } from "./front.mjs";

let context;
let page;
let wrong;

beforeEach(async () => {
  context = await newContext();
  context.on("page", (opened) => (wrong = complaints(opened)));
  page = await open(context);
});

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
  const said = async (grade, reason) => {
    for (let waits = 0; waits < 200; waits += 1) {
      const { history } = await rows(subject);
      const [found, why] = history.at(-1) ?? [];
      if (found === grade && reason.test(`${why}`)) return;
      await page.waitForTimeout(50);
    }
    assert.fail(`no ${grade} with ${reason}`);
  };
  await thumb(place, "Not useful").click();
  await said("NEGATIVE", /^null$/);
  await thumb(place, "Not useful at all").click();
  await said("VERY_NEGATIVE", /^null$/);
  await place.getByRole("checkbox", { name: "Out of date" }).check();
  await said("VERY_NEGATIVE", /^Was true once and no longer is\.$/);
  await place.getByRole("textbox").fill("She moved in August");
  const arrived = nextAnswer("/v1/feedback/");
  await place.getByRole("button", { name: "Send", exact: true }).click();
  assert.equal(await arrived, 200);

  const { current, history } = await rows(subject);
  assert.equal(history.length, 4, "neither vote waited for its reason");
  const [[grade, reason]] = current;
  assert.equal(grade, "VERY_NEGATIVE");
  assert.match(reason, /^Was true once and no longer is\..*She moved in August$/s);
  assert.deepEqual(wrong, []);
});

test("one click votes on all memories behind an answer, by one request to the relay", async () => {
  const subjects = ["e725c20a", "83f66cc9", "9d5e289d"].map(memory);
  const set = page.locator("mem0-feedback-set").last();
  const asked = requestsTo("/v1/feedback/");
  await thumb(set, "Useful").click();
  await set.locator('.row[data-state="saved"]').waitFor();
  for (const subject of subjects) {
    await sent(card(page, subject));
    assert.equal(await pressed(thumb(card(page, subject), "Useful")), "true");
    assert.equal(await status(card(page, subject)).innerText(), "", "the one that was clicked says it");
    assert.deepEqual((await rows(subject)).current.map(([grade]) => grade), ["POSITIVE"]);
  }
  assert.deepEqual(asked.map(({ body }) => JSON.parse(body).items.map(({ memory_id }) => memory_id)), [subjects.map(({ id }) => id)]);
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

  const removed = nextAnswer("/v1/feedback/");
  await thumb(place, "Useful").click();
  assert.equal(await removed, 200);
  assert.deepEqual(await rows(subject), { current: [], history: [["POSITIVE", null], [null, null]] });
  await page.reload();
  await place.waitFor();
  assert.equal(await pressed(thumb(place, "Useful")), "false");
  assert.deepEqual(wrong, []);
});
