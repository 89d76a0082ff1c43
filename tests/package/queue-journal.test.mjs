import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { entry, printed } from "./fresh-node.mjs";
import { entriesIn, FileJournal, leave } from "./queue-journal.mjs";
import { clientOf, pause, queueTo, statuses, stub } from "./queues.mjs";
import { json, RECORDED, serve } from "./server.mjs";

const up = { memoryId: "m", feedback: "POSITIVE" };
const RECORD = JSON.stringify({ v: 1, memoryId: "left", feedback: "NEGATIVE", feedbackReason: "Moved away", reasonCodes: ["outdated"] });

/** The id of a feedback that was given so many milliseconds ago, in the form of records' keys. */
function idOf(age, tab = 7) {
  return ((Date.now() - age) * 1024).toString(36).padStart(11, "0") + tab.toString(36).padStart(7, "0");
}

function file(t) {
  const folder = mkdtempSync(join(tmpdir(), "mem0-feedback-"));
  t.after(() => rmSync(folder, { recursive: true }));
  return join(folder, "journal");
}

const keys = (path) => [...entriesIn(path).keys()].map((key) => key.split(":")[0]);

test("what a journal of one's own holds is saved, delivered and removed", async (t) => {
  const path = file(t);
  const { host, requests } = await serve(t);
  const { queue, said, warnings } = queueTo(t, clientOf(host), { journal: new FileJournal(path) });
  queue.add({ ...up, feedbackReason: "Moved away" });
  await queue.flush();
  assert.equal(requests.length, 1);
  assert(said.some(([type]) => type === "saved") || said.some(([type]) => type === "sent"));
  assert.equal(queue.snapshot.isDurable, true);
  assert.deepEqual(keys(path), ["sent"]);
  assert.deepEqual(warnings, []);
});

test("what one queue was closed with, the next one delivers", async (t) => {
  const path = file(t);
  const { host, requests } = await serve(t);
  const first = queueTo(t, stub(() => new Promise(() => {})), { journal: new FileJournal(path) });
  first.queue.add({ ...up, feedbackReason: "Moved away" });
  // At once: it was never written by a task of its own.
  first.queue.close();
  await pause(50);
  assert.deepEqual(keys(path), ["record"]);
  const { queue } = queueTo(t, clientOf(host), { journal: new FileJournal(path) });
  assert.equal((await queue.flush()).sent, 1);
  assert.equal(requests[0].body.feedback_reason, "Moved away");
});

test("what was delivered just before the close is not sent again", async (t) => {
  const path = file(t);
  const { host, requests } = await serve(t);
  const first = queueTo(t, clientOf(host), { journal: new FileJournal(path) });
  await first.queue.add(up).settled;
  first.queue.close();
  await pause(50);
  const { queue } = queueTo(t, clientOf(host), { journal: new FileJournal(path) });
  await queue.flush();
  assert.equal(requests.length, 1);
});

test("a process that is killed loses nothing that was saved", { timeout: 60_000 }, async (t) => {
  const path = file(t);
  const script = `
    import { FeedbackQueue } from ${entry("queue.js")};
    import { FileJournal } from ${JSON.stringify(new URL("queue-journal.mjs", import.meta.url))};
    const queue = new FeedbackQueue({ feedbackBatch: () => new Promise(() => {}) }, { journal: new FileJournal(${JSON.stringify(path)}) });
    let saved = 0;
    queue.addEventListener("saved", () => (saved += 1) === 20 && console.log("saved"));
    for (let index = 0; index < 20; index += 1) queue.add({ memoryId: "m" + index, feedback: "POSITIVE" });
  `;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  child.kill("SIGKILL");
  await once(child, "exit");
  const { host, requests } = await serve(t);
  const { queue } = queueTo(t, clientOf(host), { journal: new FileJournal(path) });
  assert.equal((await queue.flush()).sent, 20);
  assert.equal(new Set(requests.map(({ body }) => body.memory_id)).size, 20);
  assert.equal(requests.length, 20);
});

test("what is given while WebAssembly is loading, or never will, is saved all the same", async (t) => {
  const path = file(t);
  const script = `
    WebAssembly.compile = () => new Promise(() => {});
    const { FeedbackQueue } = await import(${entry("queue.js")});
    const { FileJournal } = await import(${JSON.stringify(new URL("queue-journal.mjs", import.meta.url))});
    const queue = new FeedbackQueue({ feedbackBatch() {} }, { journal: new FileJournal(${JSON.stringify(path)}) });
    queue.addEventListener("saved", ({ item }) => {
      console.log(item.memoryId, item.state);
      if (item.memoryId === "second") process.exit();
    });
    queue.add({ memoryId: "first" });
    setTimeout(() => queue.add({ memoryId: "second" }), 50);
  `;
  assert.equal(await printed(script), "first saved\nsecond saved\n");
  const { host, requests } = await serve(t);
  const { queue } = queueTo(t, clientOf(host), { journal: new FileJournal(path) });
  assert.equal((await queue.flush()).sent, 2);
  assert.equal(requests.length, 2);
});

test("WebAssembly that could not be had is asked for again, whatever is given meanwhile", async () => {
  const script = `
    const { compile } = WebAssembly;
    let failures = 1;
    // Node compiles a .wasm of its own, from a Buffer.
    const isCutOff = (bytes) => bytes instanceof ArrayBuffer && failures-- > 0;
    WebAssembly.compile = (bytes) => isCutOff(bytes) ? Promise.reject(new Error("It was cut off")) : compile(bytes);
    const { FeedbackQueue } = await import(${entry("queue.js")});
    const queue = new FeedbackQueue({ feedbackBatch: async (items) => ({ results: items.map(() => ({ ok: true })) }) });
    queue.addEventListener("warning", () => setTimeout(() => queue.add({ memoryId: "m" })));
    queue.addEventListener("sent", ({ item }) => {
      console.log(item.memoryId, item.state);
      process.exit();
    });
  `;
  assert.equal(await printed(script), "m sent\n");
});

test("a host's Retry-After outlives the program", async (t) => {
  const path = file(t);
  const { host, requests } = await serve(t, statuses([429, { "retry-after": "2" }], 200));
  const first = queueTo(t, clientOf(host), { journal: new FileJournal(path) });
  first.queue.add(up);
  while (!entriesIn(path).has("host")) await pause(5);
  first.queue.close();
  const start = performance.now();
  const { queue } = queueTo(t, clientOf(host), { journal: new FileJournal(path) });
  assert.equal((await queue.flush()).sent, 1);
  assert(performance.now() - start > 1500);
  assert.equal(requests.length, 2);
});

test("neither token nor reason is where it must not be", async (t) => {
  const path = file(t);
  const { host } = await serve(t, statuses(404));
  const { queue, warnings } = queueTo(t, clientOf(host, { token: () => "the-token" }), { journal: new FileJournal(path) });
  leave(path, []);
  queue.add({ ...up, feedbackReason: "the-reason" });
  await queue.flush();
  const [{ error }] = await queue.deadLetters.list();
  assert.doesNotMatch(readFileSync(path, "utf8"), /the-token/);
  assert.doesNotMatch(JSON.stringify(error) + warnings.join(), /the-token|the-reason/);
});

const NEWER = `record:${idOf(1000, 1)}`;
const ODD = {
  "is no JSON": [`record:${idOf(1000, 2)}`, "{", /cannot be read/],
  "is no object": [`record:${idOf(1000, 3)}`, "5", /cannot be read/],
  "is no feedback": [`record:${idOf(1000, 4)}`, `{"v":1,"memoryId":"secret-id"}`, /cannot be read/],
  "has a rating that nobody knows": [`record:${idOf(1000, 5)}`, `{"v":1,"memoryId":"m","feedback":"GREAT"}`, /cannot be read/],
  "says a source that nobody knows": [`record:${idOf(1000, 7)}`, `{"v":1,"memoryId":"m","feedback":"POSITIVE","source":"robot"}`, /cannot be read/],
  "is no text": [`record:${idOf(1000, 6)}`, null, /cannot be read/],
  "was written by a newer version": [NEWER, `{"v":2,"shape":"unknown"}`, /is of a newer version/],
  "is under a foreign key": ["somebody-else", "1", /is none of the journal.s keys/],
  "has an id that is none": ["record:!!", RECORD, /is none of the journal.s keys/],
};
for (const [what, [key, value, warning]] of Object.entries(ODD)) {
  test(`a record that ${what} is reported, and nothing else is lost`, async (t) => {
    const path = file(t);
    leave(path, [[key, value], [`record:${idOf(500)}`, RECORD], ["host", "{nonsense"]]);
    const { host, requests } = await serve(t);
    const { queue, warnings } = queueTo(t, clientOf(host), { journal: new FileJournal(path) });
    await queue.flush();
    assert.deepEqual(requests.map(({ body }) => body.memory_id), ["left"]);
    assert.equal(warnings.length, 1, `${warnings}`);
    assert.match(warnings[0].message, warning);
    assert.doesNotMatch(warnings[0].message, /secret-id|Moved away/);
    if (key.startsWith("record:0") && key !== NEWER) {
      const [letter] = await queue.deadLetters.list();
      assert.deepEqual([`record:${letter.id}`, letter.text, letter.feedback], [key, value, undefined]);
      assert(!entriesIn(path).has(key));
    } else {
      assert(entriesIn(path).has(key));
    }
  });
}

test("a record from another century leaves room for what is given after it", async (t) => {
  const path = file(t);
  for (const clock of [4.5e15 - 1, 2 ** 53 - 1]) leave(path, [[`record:${clock.toString(36).padStart(11, "0")}0000001`, RECORD]]);
  const { host, requests } = await serve(t);
  const { queue, warnings } = queueTo(t, clientOf(host), { journal: new FileJournal(path) });
  await queue.flush();
  queue.add({ memoryId: "left", feedback: "POSITIVE" });
  assert.equal((await queue.flush()).sent, 1);
  assert.deepEqual(requests.map(({ body }) => [body.memory_id, body.feedback]), [["left", JSON.parse(RECORD).feedback], ["left", "POSITIVE"]]);
  assert.match(String(warnings), /is none of the journal.s keys/);
});

test("a record without a version, as an older one may have written it, is delivered", async (t) => {
  const path = file(t);
  leave(path, [[`record:${idOf(500)}`, `{"memoryId":"old","feedback":"POSITIVE"}`]]);
  const { host, requests } = await serve(t);
  const { queue, warnings } = queueTo(t, clientOf(host), { journal: new FileJournal(path) });
  await queue.flush();
  assert.deepEqual([requests.map(({ body }) => body.memory_id), warnings], [["old"], []]);
});

test("what is older than maxAgeMs is refused, and says so", async (t) => {
  const path = file(t);
  leave(path, [[`record:${idOf(60_000)}`, RECORD]]);
  const { queue } = queueTo(t, stub(), { journal: new FileJournal(path), maxAgeMs: 30_000 });
  await queue.flush();
  const [{ error, feedback }] = await queue.deadLetters.list();
  assert.deepEqual([error.code, feedback.memoryId], ["QUEUE_EXPIRED", "left"]);
});

test("dead letters that cannot be read are listed as they are, and can be cleared", async (t) => {
  const path = file(t);
  leave(path, [[`dead:${idOf(2)}`, "{"], [`dead:${idOf(1)}`, "null"]]);
  const { queue } = queueTo(t, stub(), { journal: new FileJournal(path) });
  assert.deepEqual((await queue.deadLetters.list()).map(({ text }) => text), ["{", "null"]);
  assert.equal(await queue.deadLetters.retry(), 0);
  await queue.deadLetters.clear();
  assert.deepEqual(keys(path), []);
});

const hangs = () => new Promise(() => {});
const fails = () => Promise.reject(new Error("disk full"));
const throws = () => {
  throw new Error("disk gone");
};
const JOURNALS = {
  "whose reads fail": { read: fails, write: async () => {} },
  "whose reads throw": { read: throws, write: async () => {} },
  "that reads nonsense": { read: async () => 5, write: async () => {} },
  "that reads the same again and again": { read: async () => [["host", "[0,0]"]], write: async () => {} },
  "whose writes fail": { read: async () => [], write: fails },
  "whose writes throw": { read: async () => [], write: throws },
};
for (const [what, journal] of Object.entries(JOURNALS)) {
  test(`with a journal ${what}, feedback is sent all the same`, { timeout: 30_000 }, async (t) => {
    const { host, requests } = await serve(t, (response) => json(response, 200, RECORDED));
    const { queue, warnings } = queueTo(t, clientOf(host), { journal });
    assert.equal((await queue.add(up).settled).state, "sent");
    assert.equal(requests.length, 1);
    await pause(20);
    assert(warnings.length >= 1 && warnings.length < 10, `${warnings.length}`);
  });
}

test("with a journal that hangs, feedback is sent after the limits of its reads", { timeout: 60_000 }, async (t) => {
  const { host } = await serve(t);
  const { queue, warnings } = queueTo(t, clientOf(host), { journal: { read: hangs, write: hangs } });
  assert.equal((await queue.add(up).settled).state, "sent");
  assert.match(warnings[0].message, /not answered for 5 seconds/);
});

test("what has ended is not found again in a journal that still has it", async () => {
  // A fresh process: both are saved before the rules have loaded, which then supersede the first.
  const script = `
    import { FeedbackQueue } from ${entry("queue.js")};
    const feedbackBatch = async (items) => ({ results: items.map(() => ({ ok: true })) });
    const queue = new FeedbackQueue({ feedbackBatch });
    for (const feedback of ["NEGATIVE", "POSITIVE"]) queue.add({ memoryId: "m", feedback });
    console.log(JSON.stringify(await queue.flush()));
    queue.close();`;
  assert.deepEqual(JSON.parse(await printed(script)), { sent: 1, superseded: 1, refused: 0, pending: 0 });
});
