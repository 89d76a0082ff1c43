// Five uses each for a scope, a rater and an address.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { addMemory, address, lastRequest, requestsAfter } from "../sandbox.mjs";
import { claims, key, post, startRelay, token } from "./worker.mjs";

const entry = fileURLToPath(new URL("limiter.js", import.meta.url));
let relay;
let memory;

before(async () => {
  memory = await addMemory(key, "Keeps bees");
  relay = await startRelay({ entry, objects: { COUNTERS: "Counter" } });
});
after(() => relay.stop());

const item = () => ({ memory_id: memory, feedback: "POSITIVE" });
const send = (scope, address) =>
  post(relay, { token: scope, items: [item()] }, { headers: { "cf-connecting-ip": address } });

/** How many of eight uses are forwarded; what is too much is refused, and reaches nobody. */
async function forwarded(use) {
  const before = await lastRequest();
  const statuses = [];
  for (let number = 0; number < 8; number++) {
    const answer = await use(number);
    statuses.push(answer.status);
    if (answer.status === 429) {
      assert.equal((await answer.json()).details.code, "rate_limited");
      assert.equal(answer.headers.get("retry-after"), "10");
    }
  }
  const calls = (await requestsAfter(before)).filter(({ path }) => path === "/v1/feedback/").length;
  assert.deepEqual(statuses, [...Array(calls).fill(200), ...Array(8 - calls).fill(429)]);
  return calls;
}

test("threat: replay beyond limits", async () => {
  const scope = token(claims([memory], { sub: "one" }));
  assert.equal(await forwarded((number) => send(scope, `192.0.2.${number}`)), 5);
});

test("threat: a rater with many scopes", async () => {
  assert.equal(await forwarded((number) => send(token(claims([memory], { sub: "two" })), `198.51.100.${number}`)), 5);
});

test("threat: an address with many raters", async () => {
  const use = (number) => send(token(claims([memory], { sub: `three-${number}` })), "203.0.113.1");
  assert.equal(await forwarded(use), 5);
});

test("threat: an address that guesses tokens", async () => {
  const statuses = [];
  for (let number = 0; number < 8; number++) {
    const forged = token(claims("*"), { by: `a secret of somebody else, number ${number}` });
    statuses.push((await send(forged, "203.0.113.2")).status);
  }
  assert.deepEqual(statuses, [...Array(5).fill(401), ...Array(3).fill(429)]);
});

test("those whose address is not known do not wait for one another", async () => {
  const headers = { "content-type": "text/plain" };
  for (let number = 0; number < 8; number++) {
    const scope = token(claims([memory], { sub: `four-${number}` }));
    const body = JSON.stringify({ token: scope, items: [item()] });
    assert.equal((await fetch(`${relay.origin}/v1/feedback/`, { method: "POST", headers, body })).status, 200);
  }
});

test("a page is told how long Mem0 asks to wait", async () => {
  const fault = { path: "/v1/feedback/", status: 429, retry_after: "60", count: 1 };
  await fetch(`${address}/sandbox/faults`, { method: "PUT", body: JSON.stringify(fault) });
  const answer = await send(token(claims([memory], { sub: "five" })), "203.0.113.3");
  const { results } = await answer.json();
  assert.deepEqual([results[0].status, results[0].code], [429, "upstream_limit"]);
  assert.equal(answer.headers.get("retry-after"), "60");
});
