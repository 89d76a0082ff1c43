import assert from "node:assert/strict";
import { test } from "node:test";
import { calibrate, checkConsistency, FeedbackAnalytics, fromScore } from "../../pkg/dist/analytics.js";
import { ValidationError } from "../../pkg/dist/index.js";
import { history } from "../analytics/history.mjs";

const vote = (memoryId, feedback, more) => ({ type: "vote", memoryId, rater: "ada", feedback, at: 1, ...more });

function of(records) {
  const analytics = new FeedbackAnalytics();
  records.forEach((record) => analytics.record(record));
  return analytics;
}

const [many, early] = [history(6, 3_000), new FeedbackAnalytics()];
many.forEach((record) => early.record(record));

test("what was recorded before the WebAssembly came is kept as what comes after", async () => {
  const half = early.snapshot();
  early.record(vote("late", "POSITIVE"));
  await half;
  early.record(vote("later", "POSITIVE"));
  assert.deepEqual(await early.snapshot(), await of([...many, vote("late", "POSITIVE"), vote("later", "POSITIVE")]).snapshot());
});

test("what was recorded is counted, and the last vote stands", async () => {
  const analytics = of([vote("m", "NEGATIVE"), vote("m", "positive", { at: 2 }), vote("n", "VERY_NEGATIVE")]);
  const { distribution, counts } = await analytics.report();
  assert.deepEqual(distribution.shares.map(({ count }) => count), [1, 0, 1]);
  assert.deepEqual(counts, { exposures: 0, votes: 2, raters: 1, memories: 2, outcomes: 0 });
  const { completion } = await analytics.report();
  assert.deepEqual(completion.response, { value: null, why: "no_exposures", n: 0 });
});

test("of two votes without a time the second one stands", async () => {
  const analytics = of([vote("m", "NEGATIVE", { at: undefined }), vote("m", "POSITIVE", { at: undefined })]);
  const { distribution } = await analytics.report();
  assert.deepEqual(distribution.shares.map(({ count }) => count), [1, 0, 0]);
});

test("merging gives the same in whatever order, and nothing is counted twice", async () => {
  const records = history(7, 2_000);
  const [one, two] = [of(records.slice(0, 1_200)), of(records.slice(800))];
  const all = await of(records).snapshot();
  await one.merge(two);
  await one.merge(one);
  await one.merge(all);
  assert.deepEqual(await one.snapshot(), all);
  await two.merge(JSON.parse(JSON.stringify(all)));
  assert.deepEqual(await two.snapshot(), all);
  assert.deepEqual(await two.report(), await one.report());
});

test("what is restored is what was written, and takes the place of what was there", async () => {
  const snapshot = await of(history(8, 1_000)).snapshot();
  const analytics = of(history(9, 100));
  await analytics.report();
  analytics.restore(snapshot);
  assert.deepEqual(await analytics.snapshot(), snapshot);
});

test("who subscribes is told of all that was taken in, once for what comes together", async () => {
  const analytics = new FeedbackAnalytics();
  let told = 0;
  const count = () => (told += 1);
  const [stop, stopAnother] = [analytics.subscribe(count), analytics.subscribe(count)];
  /** How often one of both is told of what an action does. */
  const after = async (action) => {
    told = 0;
    await action();
    await new Promise(setImmediate);
    return told / 2;
  };
  assert.equal(await after(() => history(8, 1_000).forEach((record) => analytics.record(record))), 1);
  const other = of([vote("m", "POSITIVE")]);
  const snapshot = await other.snapshot();
  for (const action of [() => analytics.merge(other), () => analytics.merge(snapshot), () => analytics.restore(snapshot)]) {
    assert.equal(await after(action), 1);
  }
  assert.equal(await after(() => analytics.report()), 0, "nothing has come");
  assert.equal(await after(() => assert.throws(() => analytics.record({ type: "click" }))), 0);
  stopAnother();
  assert.equal(await after(() => analytics.record(vote("n", "NEGATIVE"))), 0.5, "the other one is told all the same");
  stop();
  assert.equal(await after(() => analytics.record(vote("n", "POSITIVE"))), 0);
});

test("ids keep whatever is in them", async () => {
  const ids = ["\u0000", "a,b", "ä😀", "\u{10ffff}x", " x "];
  const { records } = await of(ids.map((id) => vote(id, "POSITIVE", { rater: id, session: id }))).snapshot();
  assert.deepEqual(records.map(({ memoryId }) => memoryId).sort(), ids.sort());
  assert.ok(records.every(({ memoryId, rater, session }) => memoryId === rater && rater === session));
});

test("texts of any length and letters are told apart", async () => {
  const long = ["x", "é", "字", "😀"].map((letter) => letter.repeat(50_000));
  const says = (text, at) => ({ type: "memory", memoryId: `m${at}`, text, at });
  const all = [...history(5, 600), ...long.map(says), says("\ud83d", 4), says("\ude00", 5)];
  const { records } = await of(all.flatMap((record) => [record, vote("ä", "POSITIVE")])).snapshot();
  const texts = Array.from({ length: 6 }, (_, at) => records.find(({ memoryId }) => memoryId === `m${at}`).text);
  assert.deepEqual(texts, [...long, "\ufffd", "\ufffd"]);
  assert.deepEqual(records.filter(({ memoryId }) => memoryId === "ä").length, 1);
});

test("a record that is wrong is refused by its field", () => {
  const analytics = new FeedbackAnalytics();
  for (const [record, message] of [
    [null, /record\(\) takes an object/],
    [{ type: "click" }, /^type is "click": pass "exposure"/],
    [vote(" ", "POSITIVE"), /^memoryId is " "/],
    [vote("m", undefined), /^feedback is missing/],
    [vote("m", "GOOD"), /^feedback is "GOOD"/],
    [vote("m", null, { source: "dog" }), /^source is "dog": pass "human", "judge", "metric"/],
    [vote("m", null, { reasonCodes: ["x"] }), /^reasonCodes is "x"/],
    [vote("m", null, { reasonCodes: "x" }), /^reasonCodes is "x": pass an array/],
    [vote("m", null, { at: 1.5 }), /^at is 1.5/],
    [vote("m", null, { seq: -1 }), /^seq is -1/],
    [vote("m", null, { rater: 7 }), /^rater is 7/],
    [{ type: "exposure", memoryId: "m", asked: 1 }, /^asked is 1/],
    [{ type: "outcome", score: NaN }, /^score is NaN/],
    [{ type: "memory", memoryId: "m", text: 7 }, /^text is a number/],
    [{ type: "memory", memoryId: "m", updatedAt: "now" }, /^updatedAt is "now"/],
    [{ type: "memory", memoryId: "m", deletedAt: -1 }, /^deletedAt is -1/],
  ]) {
    assert.throws(() => analytics.record(record), (error) => error instanceof ValidationError && message.test(error.message));
  }
});

test("nothing is taken in of a snapshot that is wrong", async () => {
  const analytics = of([vote("m", "POSITIVE")]);
  const before = await analytics.snapshot();
  const wrong = (records, version = 1) => ({ version, records });
  for (const [snapshot, message] of [
    [null, /^version is missing/],
    [wrong([], 2), /^version is 2/],
    [wrong({}), /^records is an object/],
    [wrong([vote("n", "POSITIVE"), vote("n", "x")]), /^records\[1\]\.feedback is "x"/],
    [wrong([vote("n", "POSITIVE", { at: undefined })]), /^records\[0\]\.at is missing/],
  ]) {
    assert.throws(() => analytics.restore(snapshot), { message });
    await assert.rejects(analytics.merge(snapshot), { message });
  }
  assert.deepEqual(await analytics.snapshot(), before);
});

test("a report is asked for what it can give", async () => {
  const analytics = of([vote("m", "POSITIVE", { at: 5 }), vote("n", "NEGATIVE", { at: 9 })]);
  for (const [options, message] of [
    [{ by: "year" }, /^by is "year"/],
    [{ by: "toString" }, /^by is "toString"/],
    [{ from: "now" }, /^from is "now"/],
    [{ votes: 0 }, /^votes is 0/],
    [{ list: 1e9 }, /^list is 1000000000/],
    [{ halfLifeMs: 0.5 }, /^halfLifeMs is 0.5/],
  ]) {
    await assert.rejects(analytics.report(options), { name: "ValidationError", message });
  }
  const { counts, change } = await analytics.report({ from: new Date(6), to: 10, change: 9 });
  assert.equal(counts.votes, 1);
  assert.deepEqual([change.at, change.before.why, change.after.value], [9, "no_votes", 0]);
});

test("a score is a feedback, or nothing within the band", async () => {
  assert.equal(await fromScore(0.9), "POSITIVE");
  assert.equal(await fromScore(0.3), "NEGATIVE");
  assert.equal(await fromScore(0), "VERY_NEGATIVE");
  const scale = { range: [1, 5], thresholds: [2, 3.5], abstain: 0.5 };
  assert.deepEqual(await Promise.all([5, 3.2, 2.7, 1.2].map((score) => fromScore(score, scale))), ["POSITIVE", null, "NEGATIVE", "VERY_NEGATIVE"]);
  for (const [score, options, message] of [
    [1.5, undefined, /^score is 1.5: pass a number from 0 to 1/],
    ["1", undefined, /^score is "1"/],
    [1, { range: [1, 1] }, /^range is/],
    [1, { thresholds: [0.6, 0.4] }, /^thresholds is/],
    [1, { thresholds: [0.6, 2] }, /^thresholds is/],
    [1, { abstain: -1 }, /^abstain is -1/],
  ]) {
    await assert.rejects(fromScore(score, options), { name: "ValidationError", message });
  }
});

test("a judge is compared with people, and better thresholds are found", async () => {
  const grades = ["VERY_NEGATIVE", "NEGATIVE", "POSITIVE"];
  const pairs = Array.from({ length: 60 }, (_, it) => ({ score: it / 60, feedback: grades[Math.floor(it / 20)] }));
  const { kappa, confusion, abstained, suggested } = await calibrate(pairs);
  assert.ok(kappa.value > 0.7 && kappa.value < 1 && kappa.n === 60);
  assert.deepEqual([confusion.flat().reduce((sum, count) => sum + count), abstained], [60, 0]);
  assert.deepEqual(suggested.kappa, { value: 1, low: 1, high: 1, n: 60 });
  assert.ok(Math.abs(suggested.thresholds[0] - 19.5 / 60) < 1e-12);
  await assert.rejects(calibrate([{ score: 0.5, feedback: null }]), { message: /^pairs\[0\]\.feedback is null/ });
});

test("memories that say much the same are found with opposite votes", async () => {
  const opinions = [
    { memoryId: "1", text: "Prefers window seats on flights", feedback: "POSITIVE" },
    { memoryId: "2", text: "prefers window seats on long flights", feedback: "NEGATIVE" },
    { memoryId: "3", text: "Works at a bakery", feedback: "NEGATIVE" },
  ];
  const { pairs, examples } = await checkConsistency(opinions);
  assert.deepEqual([pairs, examples.length, examples[0].liked, examples[0].disliked], [1, 1, "1", "2"]);
  const analytics = of(opinions.flatMap(({ memoryId, text, feedback }) => [
    { type: "memory", memoryId, text, at: 1 },
    vote(memoryId, feedback),
  ]));
  assert.deepEqual((await checkConsistency(analytics)).examples, examples);
  await assert.rejects(checkConsistency([{ memoryId: "1", text: 7 }]), { message: /^\[0\]\.text is a number/ });
});

test("a queue and elements feed it by one line", async () => {
  const [queue, page, analytics] = [new EventTarget(), new EventTarget(), new FeedbackAnalytics()];
  const end = analytics.observe(queue, { rater: "ada", session: "s" });
  analytics.observe(page, { session: "s", asked: () => true });
  const item = { id: "0i5cye1zi811z141z3", feedback: { memoryId: "m", feedback: "POSITIVE", reasonCodes: ["timely"] } };
  queue.dispatchEvent(Object.assign(new Event("queued"), { item }));
  const detail = { memoryIds: ["n", "o"], value: "NEGATIVE", reasonCodes: [] };
  page.dispatchEvent(Object.assign(new Event("mem0-feedback-exposure"), { detail }));
  page.dispatchEvent(Object.assign(new Event("mem0-feedback-change"), { detail }));
  end();
  queue.dispatchEvent(Object.assign(new Event("queued"), { item: { ...item, feedback: { memoryId: "p" } } }));
  const { records } = await analytics.snapshot();
  const seen = records.map(({ type, memoryId, rater, session, asked }) => [type, memoryId, rater, session, asked]);
  assert.deepEqual(seen, [
    ["exposure", "n", "s", "s", true],
    ["exposure", "o", "s", "s", true],
    ["vote", "m", "ada", "s", undefined],
    ["vote", "n", "s", "s", undefined],
    ["vote", "o", "s", "s", undefined],
  ]);
  assert.equal(records[2].at, Math.floor(parseInt("0i5cye1zi81", 36) / 1024));
  assert.throws(() => analytics.observe({}), { name: "ValidationError" });
});
