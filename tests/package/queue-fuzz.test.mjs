// Whatever a journal holds. A second of it each time; QUEUE_FUZZ_SECONDS for longer.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { FeedbackQueue } from "../../pkg/dist/queue.js";
import { deadLettersIn } from "../../pkg/dist/queue/dead-letters.js";
import { newMemoryJournal } from "../../pkg/dist/queue/journal.js";
import { bytesOf, idOf, read, stampIn, written } from "../../pkg/dist/queue/record.js";
import { ValidationError } from "../../pkg/dist/index.js";
import { pause, stub } from "./queues.mjs";

const seconds = Number(process.env.QUEUE_FUZZ_SECONDS ?? 1);
const limits = { numRuns: Infinity, interruptAfterTimeLimit: seconds * 1000 };
const patience = { timeout: seconds * 1000 + 60_000 };
const corpus = JSON.parse(readFileSync(new URL("queue-corpus.json", import.meta.url), "utf8"));

const rating = fc.constantFrom("POSITIVE", "NEGATIVE", "VERY_NEGATIVE", null);
const codes = fc.uniqueArray(fc.constantFrom("inaccurate", "outdated", "accurate"));
const feedback = fc.record({
  memoryId: fc.string({ unit: "binary", minLength: 1 }).filter((id) => id.trim()),
  feedback: rating,
  feedbackReason: fc.option(fc.string({ unit: "binary", minLength: 1 })),
  reasonCodes: codes.map((some) => ["inaccurate", "outdated", "accurate"].filter((code) => some.includes(code))),
  source: fc.constant("judge"),
}, { noNullPrototype: true, requiredKeys: ["memoryId", "feedback", "feedbackReason", "reasonCodes"] });

/** Texts that are nearly records. */
const damaged = fc.tuple(feedback, fc.nat(), fc.nat(), fc.string({ unit: "binary", maxLength: 8 })).map(([it, start, length, put]) => {
  const text = written(it);
  const place = start % text.length;
  return text.slice(0, place) + put + text.slice(place + (length % 16));
});
const misshapen = fc.dictionary(
  fc.constantFrom("v", "memoryId", "memory_id", "feedback", "feedbackReason", "reasonCodes", "source", "text", "error", "at", "__proto__"),
  fc.oneof(fc.jsonValue(), rating, codes),
).map((it) => JSON.stringify(it));
const text = fc.oneof(fc.constantFrom(...corpus), fc.string({ unit: "binary" }), fc.json(), damaged, misshapen);
const mark = fc.constantFrom("", "j");
const id = fc.tuple(fc.nat({ max: 2 ** 31 - 1 }), fc.nat({ max: 2 ** 31 - 1 }), mark).map(([clock, tab, mark]) => idOf([clock, tab]) + mark);
const key = fc.oneof(
  fc.tuple(fc.constantFrom("record:", "sent:", "dead:", "line:", "other:", ""), fc.oneof(id, fc.string())).map(([kind, it]) => kind + it),
  fc.constantFrom("host", "record:", ":", "host:host"),
);

test("a record is read or refused as a ValidationError or a SyntaxError, nothing else", patience, () => {
  fc.assert(fc.property(text, (some) => {
    try {
      const it = read(some);
      if (it) assert.deepEqual(read(written(it)), it);
    } catch (error) {
      assert(error instanceof ValidationError || error instanceof SyntaxError, error.stack);
    }
  }), limits);
});

test("what was written is read as it was", patience, () => {
  fc.assert(fc.property(feedback, (it) => assert.deepEqual(read(written(it)), it)), limits);
});

test("a record counts as its bytes in UTF-8, or as half more at the most", patience, () => {
  const bytes = (text) => bytesOf({ reasonCodes: [] }, text) - 7;
  for (const text of ["plain", "日本語"]) assert.equal(bytes(text), Buffer.byteLength(text), text);
  fc.assert(fc.property(fc.string({ unit: "binary" }), (reason) => {
    const text = JSON.stringify(reason);
    const exact = Buffer.byteLength(text);
    const most = 1.5 * exact + 2 * (text.match(/\x7f/g) ?? []).length;
    assert(bytes(text) >= exact && bytes(text) <= most, text);
  }), limits);
});

test("a stamp is what was written, sorts as it was given, or is none", patience, () => {
  const numbers = fc.tuple(fc.nat({ max: 2 ** 52 - 1 }), fc.nat({ max: 2 ** 32 - 1 }));
  fc.assert(fc.property(numbers, numbers, mark, fc.string(), ([clock, tab], [later, other], mark, some) => {
    const one = idOf([clock, tab]) + mark;
    assert.deepEqual(stampIn(one), [clock, tab, mark === "j"]);
    assert.equal(idOf([clock, tab]) < idOf([later, other]), clock < later || (clock === later && tab < other));
    const found = stampIn(some);
    assert(found === undefined || idOf(found) + (found[2] ? "j" : "") === some);
  }), limits);
});

test("dead letters are listed, whatever is there, and cleared", patience, async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.tuple(key, text)), async (entries) => {
    const journal = newMemoryJournal();
    await journal.write({ set: entries, delete: [] });
    const letters = deadLettersIn(journal, async () => {}, () => assert.fail("nothing is retried"));
    for (const letter of await letters.list()) JSON.stringify(letter);
    await letters.clear();
    assert.deepEqual(await letters.list(), []);
  }), limits);
});

test("a queue delivers the good record among whatever else is there", patience, async (t) => {
  const rejections = [];
  const note = (error) => rejections.push(error);
  process.on("unhandledRejection", note);
  t.after(() => process.off("unhandledRejection", note));
  await fc.assert(fc.asyncProperty(fc.array(fc.tuple(key, text), { maxLength: 30 }), feedback, async (entries, good) => {
    const journal = newMemoryJournal();
    const memoryId = `good-${good.memoryId}`;
    const mine = idOf([Date.now() * 1024, 2 ** 32 - 1]);
    await journal.write({ set: [...entries, [`record:${mine}`, written({ ...good, memoryId })]], delete: [] });
    const transport = stub();
    const queue = new FeedbackQueue(transport, { journal, maxAgeMs: 3650 * 24 * 60 * 60 * 1000 });
    // By that entry an earlier visit may have left a long wait.
    const isHeld = entries.some(([some]) => some === "host");
    await queue.flush({ timeoutMs: isHeld ? 50 : 10_000 });
    const sent = transport.calls.flatMap(({ items }) => items.map((item) => item.memoryId));
    assert(isHeld || sent.includes(memoryId), JSON.stringify(sent));
    queue.close();
    await pause(0);
    assert.deepEqual(rejections, []);
  }), limits);
});
