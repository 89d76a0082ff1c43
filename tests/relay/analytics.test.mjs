// Analytics that pages send in parts, and that the shards of a relay merge.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { FeedbackAnalytics } from "../../pkg/dist/analytics.js";
import { createRelay } from "../../pkg/dist/relay.js";
import { audience, claims, page, post, secret, startRelay, token } from "./worker.mjs";

const admin = "the admin's own secret, of 32 bytes and more";
const entry = (name) => fileURLToPath(new URL(name, import.meta.url));
const settings = { MEM0_FEEDBACK_ADMIN_SECRET: admin };
const [ada, bob] = ["ada", "bob"].map((sub) => token(claims(["m", "n"], { sub })));
const scope = (sub, more) => token(claims("*", { sub, ...more }));
let relay;

before(async () => (relay = await startRelay({ isDurable: true, settings })));
after(async () => {
  const said = relay.log.join("\n");
  for (const hidden of [admin, secret, "eyJ", "hush-hush"]) assert(!said.includes(hidden), `the log has ${hidden}`);
  await relay.stop();
});

const vote = (memoryId, feedback, at, more = {}) => ({ type: "vote", memoryId, feedback, at, ...more });

function send(to, by, records, options) {
  return post(to, { token: by, snapshot: { version: 1, records } }, { path: "/v1/analytics/", ...options });
}

function ask(from, authorization = `Bearer ${admin}`) {
  return fetch(`${from.origin}/v1/analytics/`, { headers: authorization ? { authorization } : {} });
}

async function whole(from) {
  const answer = await ask(from);
  assert.equal(answer.status, 200);
  const snapshot = await answer.json();
  const analytics = new FeedbackAnalytics();
  await analytics.merge(snapshot);
  return { ...(await analytics.snapshot()), analytics, count: snapshot.records.length };
}

const code = async (answer) => [answer.status, (await answer.json()).details?.code];

test("parts of several raters become one, in whatever order and however often they come", async () => {
  assert.deepEqual((await whole(relay)).records, []);
  const parts = [
    [ada, [vote("m", "NEGATIVE", 1000)]],
    [scope("server"), [{ type: "memory", memoryId: "m", text: "hush-hush", at: 900 }]],
    [bob, [vote("m", "POSITIVE", 1500, { reasonCodes: ["timely"] }), { type: "outcome", session: "s", score: 4, at: 1600 }]],
    [ada, [vote("m", "POSITIVE", 2000), { type: "exposure", memoryId: "n", session: "s", at: 2000 }]],
    [ada, [{ type: "exposure", memoryId: "n", session: "s", at: 1900, asked: true }]],
  ];
  const expected = new FeedbackAnalytics();
  for (const [by, records] of parts) {
    const rater = by === ada ? "ada" : "bob";
    for (const record of records) expected.record(record.type === "memory" ? record : { ...record, rater });
  }
  for (const [by, records] of [...parts.toReversed(), ...parts]) {
    const answer = await send(relay, by, records);
    assert.deepEqual([answer.status, (await answer.json()).kept], [202, records.length]);
    assert.equal(answer.headers.get("access-control-allow-origin"), page);
  }
  const { records, count, analytics } = await whole(relay);
  assert.deepEqual(records, (await expected.snapshot()).records);
  assert.equal(count, 6, "none is kept twice");
  const { distribution } = await analytics.report();
  assert.deepEqual(distribution.shares.map(({ count }) => count), [2, 0, 0]);
});

test("what was answered survives a kill at once", async () => {
  const before = await whole(relay);
  assert.equal((await send(relay, bob, [vote("n", "NEGATIVE", 3000)])).status, 202);
  await relay.kill();
  await relay.start();
  const { records } = await whole(relay);
  assert.equal(records.length, before.records.length + 1);
  assert(records.some(({ rater, memoryId, feedback }) => rater === "bob" && memoryId === "n" && feedback === "NEGATIVE"));
});

test("a page speaks for its own rater and memories alone", async () => {
  assert.equal((await send(relay, scope("eve"), [vote("m", "NEGATIVE", 5000, { rater: "ada", source: "metric" })])).status, 202);
  const { records } = await whole(relay);
  const [forged, ...others] = records.filter(({ at }) => at === 5000);
  assert.deepEqual([forged.rater, forged.source, others.length], ["eve", "human", 0]);
  const count = records.length;
  const says = [{ type: "memory", memoryId: "m", text: "forged", deletedAt: 7000, at: 7000 }];
  const answer = await send(relay, ada, says);
  assert.deepEqual([answer.status, (await answer.json()).kept], [202, 0]);
  const fine = vote("m", "POSITIVE", 6000);
  assert.deepEqual(await code(await send(relay, ada, [fine, vote("secret", "POSITIVE", 6000)])), [403, "memory_not_in_scope"]);
  assert.deepEqual(await code(await send(relay, scope("ada", { aud: "https://other.test" }), [fine])), [401, "scope_audience"]);
  assert.deepEqual(await code(await send(relay, scope("ada", { origins: ["https://b.test"] }), [fine])), [403, "origin_not_in_scope"]);
  assert.deepEqual(await code(await send(relay, ada, [fine], { origin: "https://evil.test" })), [403, "origin_not_allowed"]);
  assert.deepEqual(await code(await send(relay, ada, [{ ...fine, at: "now" }])), [400, "invalid_request"]);
  assert.deepEqual(await code(await send(relay, ada, [fine], { headers: { "content-type": "text/html" } })), [415, "content_type"]);
  const large = Array.from({ length: 2000 }, (_, at) => vote("m", "POSITIVE", at));
  assert.deepEqual(await code(await send(relay, ada, large)), [413, "too_large"]);
  assert.equal((await whole(relay)).records.length, count);
});

test("all is read under the admin's secret alone", async () => {
  for (const wrong of [null, "Bearer ", `Bearer ${admin}x`, `Bearer ${admin.replace("a", "b")}`, `Token ${ada}`]) {
    assert.equal((await ask(relay, wrong)).status, 401, wrong);
  }
});

test("what is more than a stretch of rows comes whole", async () => {
  const raters = ["x", "y"];
  for (const rater of raters) {
    for (let part = 0; part < 4; part++) {
      const records = Array.from({ length: 300 }, (_, n) => vote(`${n}`, "POSITIVE", 10_000 + part));
      assert.equal((await send(relay, scope(rater), records)).status, 202);
    }
  }
  const { records } = await whole(relay);
  assert.deepEqual(raters.map((its) => records.filter(({ rater }) => rater === its).length), [1200, 1200]);
});

test("the oldest make room, of a rater and in all", async (t) => {
  const bounded = await startRelay({ entry: entry("crowded.js"), isDurable: true, settings });
  t.after(() => bounded.stop());
  // All of one shard.
  const raters = ["r0", "r37", "r46"];
  const votes = (from, count) => Array.from({ length: count }, (_, n) => vote("m", "POSITIVE", from + n));
  const kept = async () => {
    const { records } = await whole(bounded);
    return raters.map((its) => records.filter(({ rater }) => rater === its).map(({ at }) => at));
  };
  await send(bounded, scope(raters[0]), votes(0, 7));
  assert.deepEqual(await kept(), [[2, 3, 4, 5, 6], [], []]);
  await send(bounded, scope(raters[1]), votes(10, 2));
  await sleep(5);
  await send(bounded, scope(raters[2]), votes(20, 3));
  const [first, second, third] = await kept();
  assert.deepEqual([first.length + second.length, third], [5, [20, 21, 22]]);
});

test("all is forgotten in its time", async (t) => {
  const forgetful = await startRelay({ entry: entry("forgetful.js"), isDurable: true, settings });
  t.after(() => forgetful.stop());
  await send(forgetful, scope("r0"), [vote("m", "POSITIVE", 1)]);
  assert.equal((await whole(forgetful)).count, 1);
  await sleep(1100);
  // The alarm comes an hour later, unless there is something else to be done by that shard.
  const item = { memory_id: "r0", feedback: "POSITIVE", feedback_reason: null };
  await post(forgetful, { token: scope("ada"), items: [item] });
  for (let left = 100; left && (await whole(forgetful)).count; left--) await sleep(50);
  assert.equal((await whole(forgetful)).count, 0);
});

test("without an admin's secret nobody reads, and the answer says so", async (t) => {
  const closed = await startRelay({ isDurable: true });
  t.after(() => closed.stop());
  assert.deepEqual(await code(await ask(closed)), [501, "no_admin_secret"]);
});

const env = {
  MEM0_API_KEY: "key",
  MEM0_FEEDBACK_AUDIENCE: audience,
  MEM0_FEEDBACK_ORIGINS: page,
  MEM0_FEEDBACK_SECRETS: JSON.stringify({ "2026-11": secret }),
};

function sendTo(handler, method = "POST", bindings = env) {
  const snapshot = { version: 1, records: [vote("m", "POSITIVE", 1, { rater: "bob" })] };
  const headers = { "content-type": "text/plain", origin: page, authorization: `Bearer ${admin}` };
  const body = method === "POST" ? JSON.stringify({ token: ada, snapshot }) : undefined;
  return handler.fetch(new Request("https://relay.test/v1/analytics/", { method, headers, body }), bindings);
}

test("without shards the owner gets each part, checked, and may fail", async () => {
  const parts = [];
  const log = [];
  const taking = createRelay({ onAnalytics: async (part) => parts.push(part), log() {} });
  const answer = await sendTo(taking);
  assert.deepEqual([answer.status, (await answer.json()).kept], [200, 1]);
  const record = vote("m", "POSITIVE", 1, { rater: "ada", session: "", source: "human", reasonCodes: [], seq: 0 });
  assert.deepEqual(parts, [{ version: 1, records: [record] }]);
  assert.deepEqual(await code(await sendTo(taking, "GET", { ...env, ...settings })), [501, "not_durable"]);
  const failing = createRelay({ onAnalytics: () => { throw new Error("full"); }, log: (line) => log.push(JSON.parse(line)) });
  assert.deepEqual(await code(await sendTo(failing)), [503, "shard"]);
  assert.deepEqual(log.map(({ code }) => code), ["on_analytics", "shard"]);
  assert.deepEqual(await code(await sendTo(createRelay({ log() {} }))), [501, "no_analytics"]);
});

test("an admin's secret that is too short is named in the log", async () => {
  const log = [];
  const weak = createRelay({ adminSecret: "short", log: (line) => log.push(line) });
  assert.deepEqual(await code(await sendTo(weak)), [500, "not_set_up"]);
  assert.match(log[0], /adminSecret.*at least 32 bytes/);
  assert(!log[0].includes("short"));
});
