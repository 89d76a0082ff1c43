// People and judges in one queue.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { FeedbackAnalytics } from "../../pkg/dist/analytics.js";
import { MemoryClient, ValidationError } from "../../pkg/dist/index.js";
import { entriesIn, FileJournal, leave } from "./queue-journal.mjs";
import { clientOf, pause, queueTo, stub } from "./queues.mjs";
import { json, serve } from "./server.mjs";
import { addMemory, address, standing } from "../sandbox.mjs";

const KEY = "queue-source";

const person = { memoryId: "m", feedback: "POSITIVE" };
const judge = { memoryId: "m", feedback: "NEGATIVE", source: "judge" };
const ends = (...items) => Promise.all(items.map(async (item) => (await item.settled).state));
/** It waits no longer, whatever has become of it. */
const begun = async (item) => {
  while (/queued|saved/.test(item.state)) await pause(5);
};
const said = (transport) => transport.calls.flatMap(({ items }) => items.map(({ feedback }) => feedback));

function file(t) {
  const folder = mkdtempSync(join(tmpdir(), "mem0-feedback-"));
  t.after(() => rmSync(folder, { recursive: true }));
  return join(folder, "journal");
}

/** A transport whose answers wait until `open()`. */
function closed(answer) {
  let open;
  const opened = new Promise((resolve) => (open = resolve));
  return Object.assign(stub(async (item) => (await opened, answer?.(item) ?? { ok: true })), { open });
}

test("a source that nobody knows is refused, and a person's is left out", (t) => {
  const { queue } = queueTo(t, closed());
  for (const [source, shown] of [["robot", '"robot"'], [null, "null"], [7, "7"], ["Judge", '"Judge"'], [{}, "an object"]]) {
    assert.throws(() => queue.add({ ...person, source }), (error) => {
      assert(error instanceof ValidationError);
      return error.message === `source is ${shown}: pass "human" or "judge"`;
    });
  }
  assert.equal(queue.size, 0);
  assert.deepEqual(Object.keys(queue.add({ ...person, source: "human" }).feedback), Object.keys(queue.add(person).feedback));
  assert.equal(queue.add({ ...judge, memoryId: "n" }).feedback.source, "judge");
});

for (const vote of [person, { ...person, feedback: null }]) {
  test(`while a person's ${vote.feedback} waits or is in flight, and once it was sent, a judge says nothing`, async (t) => {
    const transport = closed();
    const { queue } = queueTo(t, transport);
    const mine = queue.add(vote);
    const early = queue.add(judge);
    await begun(mine);
    const meanwhile = queue.add(judge);
    assert.deepEqual(await ends(early, meanwhile), ["superseded", "superseded"]);
    transport.open();
    assert.deepEqual(await ends(mine), ["sent"]);
    assert.deepEqual(await ends(queue.add(judge)), ["superseded"]);
    assert.deepEqual(said(transport), [vote.feedback]);
    assert.deepEqual(await ends(queue.add({ ...judge, memoryId: "n" })), ["sent"]);
  });
}

test("a person takes the place of a judge who waits, and follows one who is in flight", async (t) => {
  const transport = closed();
  const { queue } = queueTo(t, transport);
  const sending = queue.add(judge);
  const waiting = queue.add({ ...judge, memoryId: "n" });
  const other = queue.add({ ...person, memoryId: "n" });
  await begun(sending);
  const mine = queue.add(person);
  const late = queue.add(judge);
  transport.open();
  assert.deepEqual(await ends(sending, waiting, other, mine, late), ["sent", "superseded", "sent", "sent", "superseded"]);
  const calls = transport.calls.flatMap(({ items }) => items);
  assert.deepEqual(calls.filter(({ memoryId }) => memoryId === "m").map(({ feedback }) => feedback), ["NEGATIVE", "POSITIVE"]);
  assert.deepEqual(calls.filter(({ memoryId }) => memoryId === "n").map(({ feedback }) => feedback), ["POSITIVE"]);
});

test("among judges the last wins", async (t) => {
  const transport = stub();
  const { queue } = queueTo(t, transport);
  const items = [queue.add(judge), queue.add({ ...judge, feedback: "VERY_NEGATIVE" })];
  assert.deepEqual(await ends(...items), ["superseded", "sent"]);
  assert.deepEqual(said(transport), ["VERY_NEGATIVE"]);
});

test("a journal keeps who speaks: the next queue knows a person's vote that waits, and one that was sent", async (t) => {
  const path = file(t);
  const first = queueTo(t, stub(({ memoryId }) => (memoryId === "m" ? new Promise(() => {}) : { ok: true })), { journal: new FileJournal(path) });
  const sent = first.queue.add({ ...person, memoryId: "sent" });
  first.queue.add(person);
  await sent.settled;
  first.queue.add({ ...judge, memoryId: "judged" });
  first.queue.close();
  await pause(50);
  const transport = stub();
  const { queue, warnings } = queueTo(t, transport, { journal: new FileJournal(path) });
  const items = ["sent", "m"].map((memoryId) => queue.add({ ...judge, memoryId }));
  assert.deepEqual(await ends(...items), ["superseded", "superseded"]);
  await queue.flush();
  const calls = transport.calls.flatMap(({ items }) => items).map(({ memoryId, source }) => [memoryId, source]);
  assert.deepEqual(calls.sort(), [["judged", "judge"], ["m", undefined]]);
  assert.deepEqual(warnings, []);
});

test("a record that does not say who speaks, as older versions wrote them, is a person's", async (t) => {
  const path = file(t);
  const id = ((Date.now() - 60_000) * 1024).toString(36).padStart(11, "0") + "0000007";
  leave(path, [[`record:${id}`, JSON.stringify({ v: 1, ...person, feedbackReason: null, reasonCodes: [] })]]);
  const transport = stub();
  const { queue } = queueTo(t, transport, { journal: new FileJournal(path) });
  assert.deepEqual(await ends(queue.add(judge)), ["superseded"]);
  await queue.flush();
  assert.deepEqual(said(transport), ["POSITIVE"]);
});

test("what a judge said and was refused says so in the dead letters, and is tried again as a judge's", async (t) => {
  const path = file(t);
  const refusal = Object.assign(new Error("gone"), { debugInfo: { statusCode: 404 } });
  const answers = [{ ok: false, error: refusal }];
  const transport = stub(() => answers.pop() ?? { ok: true });
  const { queue } = queueTo(t, transport, { journal: new FileJournal(path) });
  const item = queue.add(judge);
  assert.deepEqual(await ends(item), ["refused"]);
  const [letter] = await queue.deadLetters.list();
  assert.deepEqual([letter.id, letter.feedback], [item.id, item.feedback]);
  assert.equal(await queue.deadLetters.retry(), 1);
  await queue.flush();
  assert.deepEqual(transport.calls.map(({ items: [{ source }] }) => source), ["judge", "judge"]);
  assert.deepEqual([...entriesIn(path).keys()].map((key) => /^sent:.{18}j$/.test(key)), [true]);
});

test("clear() forgets a judge's as well, and nothing that is given after it", async (t) => {
  const path = file(t);
  const hour = 60 * 60 * 1000;
  const idOf = (at) => (at * 1024).toString(36).padStart(11, "0") + "0000007j";
  const [before, after] = [idOf(Date.now() - hour), idOf(Date.now() + hour)].map((id) => `record:${id}`);
  const text = (memoryId) => JSON.stringify({ v: 1, ...judge, memoryId });
  leave(path, [[before, text("before")], [after, text("after")]]);
  const { queue } = queueTo(t, closed(), { journal: new FileJournal(path) });
  await queue.clear();
  queue.close();
  await pause(50);
  assert.deepEqual([...entriesIn(path).keys()].filter((key) => key.endsWith("j")), [after]);
});

test("Mem0 is not told who speaks, and takes what a judge says", async (t) => {
  const memoryId = await addMemory(KEY, "Prefers aisle seats");
  const bodies = [];
  const send = (url, init) => (bodies.push(JSON.parse(init.body)), fetch(url, init));
  const { queue } = queueTo(t, new MemoryClient({ host: address, apiKey: KEY, fetch: send }));
  assert.deepEqual(await ends(queue.add({ ...judge, memoryId, feedbackReason: "Contradicts the transcript" })), ["sent"]);
  assert.deepEqual(bodies, [{ memory_id: memoryId, feedback: "NEGATIVE", feedback_reason: "Contradicts the transcript" }]);
  assert.deepEqual(await standing(KEY, memoryId), ["NEGATIVE", "Contradicts the transcript"]);
  assert.deepEqual(await ends(queue.add({ ...person, memoryId })), ["sent"]);
  assert.deepEqual(await ends(queue.add({ ...judge, memoryId })), ["superseded"]);
  assert.deepEqual(await standing(KEY, memoryId), ["POSITIVE", null]);
});

test("a relay is told when a judge spoke, and not that it did", async (t) => {
  const { host, requests } = await serve(t, (response, { body }) =>
    json(response, 200, { results: body.items.map(({ memory_id }) => ({ memory_id, ok: true, status: 200 })) }));
  const { queue } = queueTo(t, clientOf(host, { token: "t" }));
  const item = queue.add(judge);
  await queue.flush();
  const [{ body }] = requests;
  assert.match(item.id, /^[0-9a-z]{18}j$/);
  assert.deepEqual(body.items, [{ memory_id: "m", feedback: "NEGATIVE", feedback_reason: null, seq: item.id.slice(0, 18) }]);
});

test("analytics that observe a queue are told who speaks", async (t) => {
  const { queue } = queueTo(t, stub());
  const analytics = new FeedbackAnalytics();
  analytics.observe(queue, { rater: "ada" });
  const [vote, verdict] = [queue.add(person), queue.add({ ...judge, memoryId: "n" })];
  await queue.flush();
  const { records } = await analytics.snapshot();
  const told = records.map(({ memoryId, source, feedback, at }) => [memoryId, source, feedback, at]);
  const at = ({ id }) => Math.floor(parseInt(id.slice(0, 11), 36) / 1024);
  assert.deepEqual(told, [["m", "human", "POSITIVE", at(vote)], ["n", "judge", "NEGATIVE", at(verdict)]]);
});
