import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { MemoryClient } from "../../pkg/dist/index.js";
import { fetching, json, RECORDED, serve } from "./server.mjs";

const item = { memoryId: "m", feedback: "POSITIVE" };
// No wait but those that the server asks for.
mock.method(Math, "random", () => 0);

/** How many attempts are made when every answer is the same. */
async function attempts(t, answer, options) {
  const { host, requests } = await serve(t, answer);
  await assert.rejects(new MemoryClient({ host, ...options }).feedback(item));
  return requests.length;
}

test("what the server refuses is not sent again", async (t) => {
  for (const status of [400, 401, 403, 404, 409, 413, 418, 422]) {
    assert.equal(await attempts(t, (response) => json(response, status, {})), 1, `${status}`);
  }
});

test("what may be over soon is sent three times", async (t) => {
  for (const status of [408, 429, 500, 502, 503, 504, 599]) {
    assert.equal(await attempts(t, (response) => json(response, status, {})), 3, `${status}`);
  }
  assert.equal(await attempts(t, (response) => response.socket.destroy()), 3);
  assert.equal(await attempts(t, (response) => response.end("<html>")), 3);
});

test("`retries` says how often", async (t) => {
  for (const retries of [0, 1, 5]) {
    assert.equal(await attempts(t, (response) => json(response, 503, {}), { retries }), retries + 1);
  }
});

test("a later attempt that is answered delivers, and each one is the same", async (t) => {
  const statuses = [503, 429, 200];
  const { host, requests } = await serve(t, (response) => json(response, statuses.shift(), RECORDED));
  assert.deepEqual(await new MemoryClient({ host, apiKey: "key" }).feedback(item), RECORDED);
  assert.equal(requests.length, 3);
  assert.equal(new Set(requests.map(({ text, path, headers }) => `${path} ${text} ${headers.authorization}`)).size, 1);
});

test("a wait that the server asks for is kept", async (t) => {
  const arrivals = [];
  const { host } = await serve(t, (response) => {
    arrivals.push(Date.now());
    const first = arrivals.length === 1;
    json(response, first ? 429 : 200, RECORDED, first ? { "retry-after": "1" } : {});
  });
  await new MemoryClient({ host }).feedback(item);
  assert.equal(arrivals.length, 2);
  assert(arrivals[1] - arrivals[0] >= 995, `${arrivals[1] - arrivals[0]} ms`);
});

test("a wait beyond the time for the call is refused at once", async (t) => {
  for (const [header, timeoutMs] of [["31", 30_000], [new Date(Date.now() + 90_000).toUTCString(), 30_000], ["1", 900]]) {
    const { host, requests } = await serve(t, (response) => json(response, 429, {}, { "retry-after": header }));
    const start = Date.now();
    await assert.rejects(new MemoryClient({ host, timeoutMs }).feedback(item), { name: "RateLimitError" });
    assert(Date.now() - start < 500);
    assert.equal(requests.length, 1);
  }
});

test("the waits grow, with jitter over all of their span", async (t) => {
  const { setTimeout } = globalThis;
  let waits = [];
  t.mock.method(globalThis, "setTimeout", (callback, ms, ...rest) => {
    waits.push(ms);
    return setTimeout(callback, ms < 20_000 ? 0 : ms, ...rest);
  });
  const { fetch } = fetching(() => Response.json({}, { status: 503 }));
  const client = new MemoryClient({ host: "https://a.test", fetch, retries: 6 });
  for (const [luck, expected] of [
    [0.999_999, [499, 999, 1999, 3999, 7999, 15999]],
    [0.5, [249, 499, 999, 1999, 3999, 7999]],
  ]) {
    waits = [];
    t.mock.method(Math, "random", () => luck);
    await assert.rejects(client.feedback(item));
    // Node's own timers go through the same door.
    assert.deepEqual(waits.filter((ms) => expected.includes(ms)), expected);
  }
});
