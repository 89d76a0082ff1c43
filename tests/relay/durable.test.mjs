// Votes that are kept by shards until Mem0 has them.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { addMemory, address, lastRequest, requestsAfter, standing } from "../sandbox.mjs";
import { claims, key, older, page, post, readBack, secret, sequence, startRelay, token } from "./worker.mjs";

/** Longer, it is longer than the 10 s after which workerd puts an idle shard out of memory. */
const OUTAGE_MS = Number(process.env.RELAY_OUTAGE_MS ?? 6000);
let relay;
let memory;

before(async () => (relay = await startRelay({ isDurable: true })));
after(() => relay.stop());
beforeEach(async () => (memory = await addMemory(key, "Keeps bees")));
afterEach(async () => {
  await faults("DELETE");
  const said = relay.log.join("\n");
  for (const hidden of [key, secret, older, "eyJ", "hush-hush", "rater-", memory]) {
    assert(!said.includes(hidden), `the log has ${hidden}`);
  }
});

const faults = (method, fault) => fetch(`${address}/sandbox/faults`, { method, body: fault && JSON.stringify(fault) });
const scope = (rater = "rater-1", more = {}) => token(claims("*", { sub: rater, ...more }));
const vote = (feedback, more = {}) => ({ memory_id: memory, feedback, feedback_reason: null, ...more });
const seconds = (ago) => sequence((Date.now() - ago * 1000) * 1024, 7);

/** As `docs/relay.md` says. */
function shardOf(id) {
  return Buffer.from(id).reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193), 0x811c9dc5) >>> 0 & 31;
}

async function send(item, by = scope()) {
  const answer = await post(relay, { token: by, items: [item] });
  const { results } = await answer.json();
  return [answer.status, ...results.map(({ ok, status, code }) => (ok ? status : code))];
}

/** Waits for what Mem0 is to have in the end; a probe comes within 30 s. */
async function arrives(feedback, reason = feedback && null) {
  const expected = feedback === undefined ? [] : [feedback, reason];
  for (let left = 640; left; left--) {
    const found = await standing(key, memory);
    if (JSON.stringify(found) === JSON.stringify(expected)) return;
    await sleep(50);
  }
  assert.deepEqual(await standing(key, memory), expected);
}

async function mine(by = scope()) {
  const { results } = await (await readBack(relay, by, [memory])).json();
  return results;
}

test("202, and Mem0 has it soon", async () => {
  assert.deepEqual(await send(vote("NEGATIVE", { feedback_reason: "hush-hush", reason_codes: ["outdated"] })), [202, 202]);
  await arrives("NEGATIVE", "Was true once and no longer is. hush-hush");
});

test("a late retry does not undo a newer vote", async () => {
  // Both at once, however long the way of the first takes.
  const [earlier, later] = [seconds(2), seconds(1)];
  await send(vote("POSITIVE", { seq: later }));
  await arrives("POSITIVE");
  const before = await lastRequest();
  assert.deepEqual(await send(vote("NEGATIVE", { seq: earlier })), [202, 202]);
  assert.deepEqual(await send(vote(null, { seq: Date.now() - 60_000 })), [202, 202]);
  await sleep(300);
  assert.deepEqual((await requestsAfter(before)).filter(({ path }) => path === "/v1/feedback/"), []);
  await send(vote("NEGATIVE"));
  await arrives("NEGATIVE");
});

test("a clock that is ahead is held to the time of arrival", async () => {
  await send(vote("POSITIVE", { seq: seconds(-24 * 60 * 60) }));
  await send(vote("NEGATIVE", { seq: sequence(Date.now() * 1024 + 1, 8) }), scope("rater-2"));
  await arrives("NEGATIVE");
});

test("what arrives while an older vote is in flight waits for its turn, and is not taken for sent", async () => {
  await faults("PUT", { delay_ms: 800, path: "/v1/feedback/", count: 1 });
  await send(vote("POSITIVE"));
  await sleep(200);
  await faults("PUT", { status: 503, path: "/v1/feedback/" });
  await send(vote("NEGATIVE"));
  await arrives("POSITIVE");
  await sleep(200);
  assert.deepEqual((await mine()).map(({ feedback, state }) => [feedback, state]), [["NEGATIVE", "saved"]]);
  await faults("DELETE");
  await arrives("NEGATIVE");
});

test("what is older than all that is kept is refused", async () => {
  assert.deepEqual(await send(vote("POSITIVE", { seq: 1_600_000_000_000 })), [200, "too_old"]);
});

test("a judge's vote yields to a person's", async () => {
  const judge = scope("model", { source: "judge" });
  await send(vote("POSITIVE"), judge);
  await arrives("POSITIVE");
  await send(vote("NEGATIVE"));
  await arrives("NEGATIVE");
  assert.deepEqual(await send(vote("VERY_NEGATIVE"), judge), [202, 202]);
  assert.equal((await mine(judge))[0].state, "superseded");
  await sleep(300);
  await arrives("NEGATIVE");
  await send(vote(null));
  await arrives("VERY_NEGATIVE");
  await send(vote(null), judge);
  await arrives(undefined);
});

test("a rater reads back what it said, and nobody else's", async () => {
  await faults("PUT", { status: 503, path: "/v1/feedback/" });
  const seq = seconds(1);
  await send(vote("POSITIVE", { feedback_reason: "hush-hush", reason_codes: ["timely"], seq }));
  const said = { ...vote("POSITIVE", { feedback_reason: "hush-hush", reason_codes: ["timely"] }), seq };
  assert.deepEqual(await mine(), [{ ...said, state: "saved" }]);
  assert.deepEqual(await mine(scope("rater-2")), []);
  await faults("DELETE");
  await arrives("POSITIVE", "Came up at the right moment. hush-hush");
  assert.deepEqual(await mine(), [{ ...said, state: "sent" }]);
  const other = await addMemory(key, "Sings");
  const narrow = token(claims([memory], { sub: "rater-1" }));
  assert.equal((await readBack(relay, narrow, [memory, other])).status, 403);
  const both = await (await readBack(relay, scope(), [other, memory, memory])).json();
  assert.deepEqual(both.results.map(({ memory_id }) => memory_id), [memory]);
});

test("reading back takes a scope in a header, for the pages that may", async () => {
  const url = `${relay.origin}/v1/feedback/?memory_ids=${memory}`;
  const code = async (answer) => [answer.status, (await answer.json()).details.code];
  assert.deepEqual(await code(await fetch(url)), [401, "scope_missing"]);
  assert.deepEqual(await code(await fetch(`${url}&token=${scope()}`)), [401, "scope_missing"]);
  assert.deepEqual(await code(await fetch(url, { headers: { authorization: "Token x" } })), [401, "scope_malformed"]);
  assert.deepEqual(await code(await readBack(relay, scope(), [])), [400, "invalid_request"]);
  const tooMany = Array.from({ length: 201 }, (_, index) => `m${index}`);
  assert.deepEqual(await code(await readBack(relay, scope(), tooMany)), [400, "invalid_request"]);
  assert.deepEqual(await code(await readBack(relay, scope(), [memory], { origin: "https://evil.test" })), [403, "origin_not_allowed"]);
  const bearer = await fetch(url, { headers: { authorization: `bearer ${scope()}`, origin: page } });
  assert.deepEqual([bearer.status, bearer.headers.get("access-control-allow-origin")], [200, page]);
  const preflight = await fetch(url, { method: "OPTIONS", headers: { origin: page } });
  assert.equal(preflight.headers.get("access-control-allow-methods"), "GET, POST");
  assert.equal(preflight.headers.get("access-control-allow-headers"), "Authorization, Content-Type");
});

test("what Mem0 refuses for good is kept as refused, and stops nothing", async () => {
  await faults("PUT", { status: 422, path: "/v1/feedback/", count: 1 });
  await send(vote("POSITIVE"));
  for (let left = 100; left && (await mine())[0].state !== "refused"; left--) await sleep(50);
  assert.equal((await mine())[0].state, "refused");
  assert(relay.log.includes('{"code":"refused","status":422}'));
  await send(vote("POSITIVE"));
  await arrives("POSITIVE");
});

test("memories that Mem0 does not know any more keep no other waiting", async () => {
  // All of one shard.
  const gone = [];
  for (let id; gone.length < 8; ) if (shardOf((id = randomUUID())) === shardOf(memory)) gone.push(id);
  const before = await lastRequest();
  const items = gone.map((memory_id) => ({ memory_id, feedback: "POSITIVE", feedback_reason: null }));
  assert.equal((await post(relay, { token: scope(), items })).status, 202);
  await sleep(1000);
  await send(vote("POSITIVE"));
  const start = Date.now();
  await arrives("POSITIVE");
  assert(Date.now() - start < 2000, `${Date.now() - start} ms`);
  const { results } = await (await readBack(relay, scope(), gone)).json();
  assert.deepEqual(results.map(({ state }) => state), gone.map(() => "refused"));
  const calls = (await requestsAfter(before)).filter(({ path }) => path === "/v1/feedback/");
  assert.equal(calls.length, 9);
});

test("a bare 500 for a memory that Mem0 knows refuses nothing at once", async () => {
  await faults("PUT", { status: 500, path: "/v1/feedback/", count: 2 });
  await send(vote("POSITIVE"));
  await arrives("POSITIVE");
});

test("an outage longer than several waits costs no vote, and no storm", async () => {
  await faults("PUT", { status: 503, path: "/v1/feedback/" });
  const before = await lastRequest();
  await send(vote("POSITIVE"));
  await sleep(OUTAGE_MS);
  const calls = (await requestsAfter(before)).filter(({ path }) => path === "/v1/feedback/").length;
  assert(calls >= 3 && calls < 25, `${calls} calls`);
  await faults("DELETE");
  await arrives("POSITIVE");
});

test("a vote that was answered survives a kill at once", async () => {
  await faults("PUT", { status: 503, path: "/v1/feedback/" });
  assert.deepEqual(await send(vote("POSITIVE")), [202, 202]);
  await relay.kill();
  await relay.start();
  assert.equal((await mine())[0].state, "saved");
  await relay.kill();
  await faults("DELETE");
  // Nobody asks: the alarm is enough.
  await relay.start();
  await arrives("POSITIVE");
});
