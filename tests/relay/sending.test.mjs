// Analytics on their way from where they are recorded to a relay.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { FeedbackAnalytics } from "../../pkg/dist/analytics.js";
import { claims, startRelay, token } from "./worker.mjs";

const admin = "the admin's own secret, of 32 bytes and more";
let relay;

before(async () => (relay = await startRelay({ isDurable: true, settings: { MEM0_FEEDBACK_ADMIN_SECRET: admin } })));
after(() => relay.stop());

const scope = (sub, memories = "*") => token(claims(memories, { sub }));

/** What the relay has of a rater. */
async function of(rater) {
  const answer = await fetch(`${relay.origin}/v1/analytics/`, { headers: { authorization: `Bearer ${admin}` } });
  return (await answer.json()).records.filter((record) => record.rater === rater);
}

async function until(condition) {
  for (let left = 100; left && !(await condition()); left--) await sleep(50);
  assert(await condition());
}

test("what is recorded is sent by itself, and nothing that was there before or is another's", async () => {
  const analytics = new FeedbackAnalytics();
  analytics.record({ type: "exposure", memoryId: "early" });
  const end = analytics.sendTo({ host: `${relay.origin}/`, token: scope("ada"), everyMs: 100 });
  await analytics.merge({ version: 1, records: [{ type: "vote", memoryId: "m", rater: "bob", feedback: "NEGATIVE", at: 1 }] });
  analytics.record({ type: "vote", memoryId: "m", feedback: "POSITIVE" });
  await until(async () => (await of("ada")).length === 1);
  const { records } = await analytics.snapshot();
  const [{ at, seq }] = records.filter(({ feedback }) => feedback === "POSITIVE");
  const [kept] = await of("ada");
  assert.deepEqual([kept.memoryId, kept.feedback, kept.at, kept.seq], ["m", "POSITIVE", at, seq]);
  await end();
  analytics.record({ type: "vote", memoryId: "n", feedback: "POSITIVE" });
  await end();
  assert.equal((await of("ada")).length, 1);
});

test("more than a part holds goes in several, each under a scope for its memories", async () => {
  const analytics = new FeedbackAnalytics();
  const asked = [];
  const give = async ({ memoryIds }) => {
    asked.push(memoryIds.length);
    return scope("bea", memoryIds);
  };
  const end = analytics.sendTo({ host: relay.origin, token: give });
  for (let n = 0; n < 1000; n++) analytics.record({ type: "exposure", memoryId: `m${n}`, session: "s".repeat(100), at: n });
  await end();
  assert.equal((await of("bea")).length, 1000);
  assert(asked.length > 2 && asked.length < 8, `${asked}`);
  assert.equal(asked.reduce((sum, count) => sum + count), 1000);
});

test("what the relay cannot take now waits, and what it never will is dropped and told", async () => {
  const analytics = new FeedbackAnalytics();
  const errors = [];
  const target = { host: relay.origin, token: scope("cy", ["m"]), everyMs: 100, onError: (error) => errors.push(error.message) };
  const { origin } = relay;
  await relay.kill();
  const end = analytics.sendTo({ ...target, get host() { return relay.origin; } });
  analytics.record({ type: "exposure", memoryId: "m" });
  await sleep(350);
  await relay.start();
  assert.notEqual(relay.origin, origin);
  await until(async () => (await of("cy")).length === 1);
  analytics.record({ type: "exposure", memoryId: "not mine" });
  await until(() => errors.length === 1);
  assert.match(errors[0], /answered 403 to 1 record/);
  analytics.record({ type: "exposure", memoryId: "m", session: "s" });
  await end();
  assert.equal((await of("cy")).length, 2);
});

test("texts are sent as a relay can take them", async () => {
  const analytics = new FeedbackAnalytics();
  const end = analytics.sendTo({ host: relay.origin, token: scope("dan") });
  analytics.record({ type: "memory", memoryId: "long", text: `\ud800${"😀".repeat(3000)}` });
  await end();
  const answer = await fetch(`${relay.origin}/v1/analytics/`, { headers: { authorization: `Bearer ${admin}` } });
  const { records } = await answer.json();
  assert.equal(records.find(({ memoryId }) => memoryId === "long").text, `\ufffd${"😀".repeat(1023)}`);
});

test("a target that is none is refused at once, without its token", () => {
  const analytics = new FeedbackAnalytics();
  for (const [target, said] of [
    [undefined, /host is/],
    [{ host: "", token: "t" }, /host is/],
    [{ host: "/relay", token: "" }, /token is/],
    [{ host: "/relay", token: "hush-hush", everyMs: 1 }, /everyMs is 1/],
  ]) {
    assert.throws(() => analytics.sendTo(target), (error) => said.test(error.message) && !error.message.includes("hush"));
  }
});
