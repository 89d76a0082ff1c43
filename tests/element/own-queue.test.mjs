// Elements with a queue that the page has made, and uses by itself as well.
import assert from "node:assert/strict";
import { test } from "node:test";
import { newContext } from "../contexts.mjs";
import { opened, pressed, reached, stage, thumb } from "./stage.mjs";

const ONE = `<mem0-feedback memory-id="m" label="Jonas is vegetarian" ask-rate="0"></mem0-feedback>`;
const PAGE = `import "/pkg/element/define.js";
import { MemoryClient } from "/pkg/index.js";
import { FeedbackQueue } from "/pkg/queue.js";
globalThis.queue = new FeedbackQueue(new MemoryClient({ host: "/memories" }));
for (const element of document.querySelectorAll("mem0-feedback")) element.queue = queue;`;

async function open(host, body = ONE) {
  host.pages.set("/own.js", PAGE);
  return opened(host, await newContext(), body, { scripts: `<script type="module" src="/own.js"></script>` });
}

test("a vote that is delivered before the element can follow the queue is saved", async (t) => {
  const host = await stage(t);
  host.late = { path: "/element/delivery.js", ms: 1500 };
  const page = await open(host);
  await thumb(page, "POSITIVE").click();
  await page.waitForFunction(() => globalThis.queue.snapshot.sent === 1);
  await reached(page, "saved");
  host.status = 422;
  await page.reload();
  await thumb(page, "NEGATIVE").click();
  await page.waitForFunction(() => globalThis.queue.snapshot.refused === 1);
  await reached(page, "failed");
  assert.equal(await pressed(thumb(page, "POSITIVE")), "true", "as the host holds it");
});

test("what the page gives by itself is shown, and after a reload too", async (t) => {
  const host = await stage(t);
  host.status = 503;
  const page = await open(host);
  await page.evaluate(() => globalThis.queue.add({ memoryId: "m", feedback: "NEGATIVE" }));
  await reached(page, "kept");
  assert.equal(await pressed(thumb(page, "NEGATIVE")), "true");
  await page.reload();
  await reached(page, "kept");
  assert.equal(await pressed(thumb(page, "NEGATIVE")), "true");
  host.status = 200;
  // Nothing is said where it has gone before the element follows the queue.
  await page.locator(`mem0-feedback .row:is([data-state="saved"], [data-state=""])`).waitFor();
  assert.equal(await pressed(thumb(page, "NEGATIVE")), "true");
});

test("what was refused and is given again by the page is no failure any more", async (t) => {
  const host = await stage(t);
  host.status = 422;
  const page = await open(host);
  await thumb(page, "POSITIVE").click();
  await reached(page, "failed");
  const again = page.getByRole("button", { name: "Try again" });
  await again.waitFor();
  host.status = 200;
  await page.evaluate(() => globalThis.queue.deadLetters.retry());
  await reached(page, "saved");
  assert.equal(await pressed(thumb(page, "POSITIVE")), "true");
  assert(await again.isHidden());
});

test("of several elements of a memory, the one that was clicked says what becomes of it", async (t) => {
  const host = await stage(t);
  const page = await open(host, ONE + ONE.replace("<mem0-feedback", `<mem0-feedback id="other"`));
  await thumb(page, "POSITIVE", "mem0-feedback:not(#other)").click();
  await reached(page, "saved", "#other");
  const said = (which) => page.locator(`${which} [part=status]`).innerText();
  assert.deepEqual([await said("mem0-feedback:not(#other)"), await said("#other")], ["Saved", ""]);
  assert.equal(await pressed(thumb(page, "POSITIVE", "#other")), "true");
  host.status = 422;
  await thumb(page, "NEGATIVE", "mem0-feedback:not(#other)").click();
  await reached(page, "failed", "#other");
  assert.equal(await said("#other"), "Not saved", "that is to be known everywhere");
});

test("an element that is moved does not go back to what the page once said", async (t) => {
  const host = await stage(t);
  const page = await open(host, ONE.replace(" ask-rate", ` id="moved" value="NEGATIVE" ask-rate`) + ONE);
  await thumb(page, "POSITIVE", "mem0-feedback:not(#moved)").click();
  await reached(page, "saved", "#moved");
  await page.locator("#moved").evaluate((element) => element.parentElement.append(element));
  assert.equal(await pressed(thumb(page, "POSITIVE", "#moved")), "true");
  await page.locator("#moved").evaluate((element) => element.setAttribute("value", "negative"));
  assert.equal(await pressed(thumb(page, "NEGATIVE", "#moved")), "true", "unless it says so again");
});

const judge = (page) => page.evaluate(async () => (await globalThis.queue.add({ memoryId: "m", feedback: "NEGATIVE", source: "judge" }).settled).state);
const grades = (host) => host.received.map(({ feedback }) => feedback);

test("what a judge says is not shown as what a person has pressed, now or after a reload", async (t) => {
  const host = await stage(t);
  const page = await open(host);
  assert.equal(await judge(page), "sent");
  assert.equal(await pressed(thumb(page, "NEGATIVE")), "false");
  await page.reload();
  assert.equal(await pressed(thumb(page, "NEGATIVE")), "false");
  await thumb(page, "POSITIVE").click();
  await reached(page, "saved");
  assert.equal(await judge(page), "superseded");
  assert.equal(await pressed(thumb(page, "POSITIVE")), "true");
  assert.deepEqual([grades(host), page.wrong], [["NEGATIVE", "POSITIVE"], []]);
});

test("over a person's vote no judge speaks: not in another tab, and not after a reload", async (t) => {
  const host = await stage(t);
  host.status = 503;
  const page = await open(host);
  await thumb(page, "POSITIVE").click();
  await reached(page, "kept");
  const other = await opened(host, page.context(), ONE, { path: "/other", scripts: `<script type="module" src="/own.js"></script>` });
  await other.waitForFunction(() => globalThis.queue?.snapshot);
  assert.equal(await judge(other), "superseded");
  await page.close();
  await other.reload();
  await reached(other, "kept");
  assert.equal(await judge(other), "superseded");
  assert.equal(await pressed(thumb(other, "POSITIVE")), "true");
  host.status = 200;
  await reached(other, "saved");
  await other.reload();
  assert.equal(await judge(other), "superseded", "it is known that the person's was delivered");
  assert.equal(await pressed(thumb(other, "POSITIVE")), "true");
  assert.deepEqual(new Set(grades(host)), new Set(["POSITIVE"]));
});
