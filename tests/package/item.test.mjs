import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { Feedback, MemoryClient, REASON_CODES, ValidationError } from "../../pkg/dist/index.js";
import { fetching } from "./server.mjs";

const SECRET = "My sister's number is 555-0143";

function setUp() {
  const { fetch, calls } = fetching();
  return { client: new MemoryClient({ host: "https://mem0.test", apiKey: "key", fetch }), calls };
}

/** What goes to Mem0. */
async function sent(item) {
  const { client, calls } = setUp();
  await client.feedback(item);
  assert.equal(calls.length, 1);
  return calls[0].body;
}

/** The message of the refusal, which comes before anything is sent. */
async function refused(item) {
  const { client, calls } = setUp();
  const error = await client.feedback(item).then(
    () => assert.fail("it was accepted"),
    (error) => error,
  );
  assert(error instanceof ValidationError, `${error}`);
  assert.equal(error.errorCode, "VAL_001");
  assert.equal(calls.length, 0);
  return error.message;
}

test("all three keys are on the wire, whichever were given", async () => {
  const none = { memory_id: "m", feedback: null, feedback_reason: null };
  assert.deepEqual(await sent({ memoryId: "m" }), none);
  assert.deepEqual(await sent({ memoryId: "m", feedback: null }), none);
  assert.deepEqual(await sent({ memoryId: "m", feedback: undefined, feedbackReason: undefined }), none);
  assert.deepEqual(await sent({ memoryId: "m", feedback: null, feedbackReason: null, reasonCodes: null }), none);
  assert.deepEqual(await sent({ memoryId: "m", feedback: "POSITIVE" }), { ...none, feedback: "POSITIVE" });
  assert.deepEqual(await sent({ memoryId: "m", feedbackReason: "Why" }), { ...none, feedback_reason: "Why" });
});

test("both spellings are read, and may stand together if they agree", async () => {
  const wire = { memory_id: "m", feedback: "NEGATIVE", feedback_reason: "Moved in May. " };
  assert.deepEqual(await sent({ memory_id: "m", feedback: "NEGATIVE", feedback_reason: "Moved in May. " }), wire);
  assert.deepEqual(await sent({ memoryId: "m", feedback: "NEGATIVE", feedbackReason: "Moved in May. " }), wire);
  const both = { memoryId: "m", feedbackReason: "Moved in May. ", reasonCodes: [], reason_codes: [] };
  assert.deepEqual(await sent({ ...wire, ...both }), wire);
});

test("spellings that disagree are refused", async () => {
  assert.equal(
    await refused({ memoryId: "one", memory_id: "two", feedback: "POSITIVE" }),
    'memoryId is "one" but memory_id is "two": pass one of them',
  );
  assert.match(await refused({ memoryId: "m", feedbackReason: "a", feedback_reason: "b" }), /^feedbackReason is a string/);
  assert.match(await refused({ memoryId: "m", feedbackReason: null, feedback_reason: "null" }), /^feedbackReason/);
  assert.match(await refused({ memoryId: Symbol("m"), memory_id: "m" }), /^memoryId is a symbol/);
  assert.match(await refused({ memoryId: Object.create(null), memory_id: "m" }), /^memoryId is an object/);
  const codes = { reasonCodes: ["accurate"], reason_codes: ["timely"] };
  assert.match(await refused({ memoryId: "m", feedback: "POSITIVE", ...codes }), /^reasonCodes/);
});

test("a slip of the pen removes nothing", async () => {
  for (const slip of [{ rating: "POSITIVE" }, { Feedback: "POSITIVE" }, { feedback: undefined, feedBack: "NEGATIVE" }]) {
    const message = await refused({ memoryId: "m", ...slip });
    assert.match(message, new RegExp(`^${Object.keys(slip).at(-1)} is no field of a feedback`));
    assert.match(message, /pass feedback: "POSITIVE"/);
  }
  // Where the grade, or null, is written out, other keys do no harm.
  assert.equal((await sent({ memoryId: "m", feedback: "POSITIVE", rating: 5 })).feedback, "POSITIVE");
  assert.equal((await sent({ memoryId: "m", feedback: null, note: "x" })).feedback, null);
});

test("ratings are read in any case, constants and literals alike", async () => {
  const { POSITIVE, NEGATIVE, VERY_NEGATIVE } = Feedback;
  for (const rating of [POSITIVE, NEGATIVE, VERY_NEGATIVE]) {
    for (const written of [rating, rating.toLowerCase(), rating[0] + rating.slice(1).toLowerCase()]) {
      assert.equal((await sent({ memoryId: "m", feedback: written })).feedback, rating);
    }
  }
});

test("what is no rating is refused by name and value", async () => {
  const use = ': use "POSITIVE", "NEGATIVE", "VERY_NEGATIVE" or null';
  assert.equal(await refused({ memoryId: "m", feedback: "" }), `feedback is ""${use}`);
  assert.equal(await refused({ memoryId: "m", feedback: "GOOD" }), `feedback is "GOOD"${use}`);
  assert.equal(await refused({ memoryId: "m", feedback: " POSITIVE" }), `feedback is " POSITIVE"${use}`);
  assert.equal(await refused({ memoryId: "m", feedback: 5 }), `feedback is 5${use}`);
  assert.equal(await refused({ memoryId: "m", feedback: true }), `feedback is true${use}`);
  for (const wrong of [5n, [], ["POSITIVE"], {}, () => "POSITIVE", Symbol("POSITIVE"), NaN, "x".repeat(10_000)]) {
    const message = await refused({ memoryId: "m", feedback: wrong });
    assert(message.startsWith("feedback is ") && message.length < 200, message);
  }
});

test("a memory has to be named", async () => {
  assert.match(await refused({ feedback: "POSITIVE" }), /^memoryId is missing: pass the id/);
  for (const blank of ["", " ", "\t\n\u00a0"]) {
    assert.match(await refused({ memoryId: blank, feedback: "POSITIVE" }), /^memoryId is "/);
  }
  for (const wrong of [5, null, {}, ["m"], true, 5n, Symbol("m"), () => "m"]) {
    assert.match(await refused({ memoryId: wrong, feedback: "POSITIVE" }), /^memoryId is .*: pass the id/);
  }
});

test("what is no item is refused", async () => {
  for (const wrong of [undefined, null, "m", 5, [], [{ memoryId: "m" }], () => ({})]) {
    assert.match(await refused(wrong), /^feedback\(\) takes an object, \{memoryId, feedback\}; got /);
  }
});

test("an empty reason is none", async () => {
  assert.equal((await sent({ memoryId: "m", feedback: "POSITIVE", feedbackReason: "" })).feedback_reason, null);
  assert.equal((await sent({ memoryId: "m", feedback: "POSITIVE", feedback_reason: "" })).feedback_reason, null);
});

test("any reason arrives as it was written", async () => {
  for (const reason of ['"quoted" \\ back\u0000\u001f\n\t', "Ünïcode 🎉 日本語 \u2028", "x".repeat(100_000)]) {
    assert.equal((await sent({ memoryId: "m", feedbackReason: reason })).feedback_reason, reason);
  }
});

test("of a reason an error tells type and length alone", async () => {
  const wrong = [
    [{ memoryId: "m", feedbackReason: [SECRET] }, "an array"],
    [{ memoryId: "m", feedbackReason: { text: SECRET } }, "an object"],
    [{ memoryId: "m", feedbackReason: SECRET, feedback_reason: "x" }, `a string of ${SECRET.length} characters`],
    [{ memoryId: "", feedbackReason: SECRET }, 'memoryId is ""'],
    [{ memoryId: "m", feedback: "GOOD", feedbackReason: SECRET }, 'feedback is "GOOD"'],
    [{ memoryId: { memory_id: "m", feedbackReason: SECRET } }, "memoryId is an object"],
    [[{ memoryId: "m", feedbackReason: SECRET }], "got an array"],
  ];
  for (const [item, told] of wrong) {
    const message = await refused(item);
    assert(!message.includes("555"), message);
    assert(message.includes(told), message);
  }
  const { client } = setUp();
  await assert.rejects(client.feedbackBatch({ memoryId: "m", feedbackReason: SECRET }), (error) => {
    assert(error instanceof ValidationError);
    assert.equal(error.message, "feedbackBatch() takes an array; got an object");
    return true;
  });
});

test("Mem0 gets the codes as sentences before the words", async () => {
  const item = { memoryId: "m", feedback: "NEGATIVE", reasonCodes: ["duplicate", "outdated", "duplicate"] };
  const sentences = "Was true once and no longer is. Repeats another memory.";
  assert.equal((await sent(item)).feedback_reason, sentences);
  assert.equal((await sent({ ...item, feedbackReason: "He moved." })).feedback_reason, `${sentences} He moved.`);
  assert.deepEqual(Object.keys(await sent(item)), ["memory_id", "feedback", "feedback_reason"]);
});

test("a relay gets the codes as codes", async () => {
  const { fetch, calls } = fetching(() => Response.json({ results: [{ memory_id: "m", ok: true, status: 200 }] }));
  const client = new MemoryClient({ host: "https://relay.test", token: "token", fetch });
  const rated = { memoryId: "m", feedback: "NEGATIVE" };
  await client.feedback({ ...rated, reason_codes: ["outdated"], feedbackReason: "He moved." });
  await client.feedback({ ...rated, feedbackReason: "" });
  assert.deepEqual(calls.map(({ body }) => body.items), [
    [{ memory_id: "m", feedback: "NEGATIVE", feedback_reason: "He moved.", reason_codes: ["outdated"] }],
    [{ memory_id: "m", feedback: "NEGATIVE", feedback_reason: null }],
  ]);
});

test("each code has a sentence of its own, and what is no code is refused", async () => {
  const sentences = new Set();
  for (const code of REASON_CODES) {
    sentences.add((await sent({ memoryId: "m", reasonCodes: [code] })).feedback_reason);
  }
  assert.equal(sentences.size, REASON_CODES.length);
  assert.match(await refused({ memoryId: "m", reasonCodes: ["wrong"] }), /^reasonCodes has "wrong": use inaccurate, /);
  assert.match(await refused({ memoryId: "m", reasonCodes: [null] }), /^reasonCodes has null/);
  assert.match(await refused({ memoryId: "m", reasonCodes: "outdated" }), /^reasonCodes is "outdated": pass an array/);
});

test("the codes stand in the order of the Rust table", async () => {
  const source = await readFile(new URL("../../src/core/reason_code.rs", import.meta.url), "utf8");
  const rows = [...source.matchAll(/^ {8}\(\w+, "(\w+)", "(.+)"\),$/gm)];
  assert.deepEqual(rows.map(([, code]) => code), [...REASON_CODES]);
  for (const [, code, sentence] of rows) {
    assert.equal((await sent({ memoryId: "m", reasonCodes: [code] })).feedback_reason, sentence);
  }
});
