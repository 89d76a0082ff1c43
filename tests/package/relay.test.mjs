import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { MemoryClient } from "../../pkg/dist/index.js";
import { addMemory, address, standing } from "../sandbox.mjs";
import { json, serve } from "./server.mjs";

const item = { memoryId: "m", feedback: "POSITIVE" };
const host = "https://relay.test";
mock.method(Math, "random", () => 0);

/** A relay that takes tokens in `good`, and refuses items as `statusOf` says. */
function relay(t, { status = 200, good = () => true, statusOf = () => 200 } = {}) {
  return serve(t, (response, { body }) => {
    if (!good(body.token)) return json(response, 401, { error: "The token has expired" });
    const results = body.items.map(({ memory_id }) => {
      const status = statusOf(memory_id);
      return status < 300 ? { memory_id, ok: true, status } : { memory_id, ok: false, status, error: `no ${memory_id}` };
    });
    return json(response, status, { results });
  });
}

test("the sandbox's relay stores what is sent under a token", async () => {
  const key = "package-relay";
  const memoryId = await addMemory(key, "Plays the cello");
  await new MemoryClient({ host: address, token: key }).feedback({ memoryId, feedback: "very_negative", feedbackReason: "Never said" });
  assert.deepEqual(await standing(key, memoryId), ["VERY_NEGATIVE", "Never said"]);
});

test("one request in plain text, with the token inside", async (t) => {
  const { host, requests } = await relay(t);
  const answer = await new MemoryClient({ host, token: 'to"ken' }).feedback(item);
  assert.equal(answer.message, "Feedback recorded");
  const [{ method, path, headers, body }] = requests;
  assert.deepEqual([method, path, headers["content-type"]], ["POST", "/v1/feedback/", "text/plain"]);
  assert.equal(headers.authorization, undefined);
  assert.deepEqual(body, { token: 'to"ken', items: [{ memory_id: "m", feedback: "POSITIVE", feedback_reason: null }] });
});

test("202, stored for later, is delivered", async (t) => {
  const { host } = await relay(t, { status: 202, statusOf: () => 202 });
  assert.equal((await new MemoryClient({ host, token: "t" }).feedback(item)).status, 202);
});

test("a token function is told the memories, and asked once for each", async (t) => {
  const { host, requests } = await relay(t);
  const asked = [];
  const token = (need) => (asked.push(need), Promise.resolve(`for ${need.memoryIds}`));
  const client = new MemoryClient({ host, token });
  await client.feedback(item);
  await client.feedback(item);
  await client.feedback({ ...item, memoryId: "other" });
  assert.deepEqual(asked, [{ memoryIds: ["m"] }, { memoryIds: ["other"] }]);
  assert.deepEqual(requests.map(({ body }) => body.token), ["for m", "for m", "for other"]);
});

test("a 401 renews the token once, without a wait", async (t) => {
  const { host, requests } = await relay(t, { good: (token) => token === "new" });
  const given = ["old", "new"];
  const client = new MemoryClient({ host, token: () => given.shift(), retries: 0 });
  await client.feedback(item);
  await client.feedback(item);
  assert.deepEqual(requests.map(({ body }) => body.token), ["old", "new", "new"]);
});

test("a second 401 is an error, and so is the first with a fixed token", async (t) => {
  for (const [token, expected] of [[() => "bad", 2], ["bad", 1]]) {
    const { host, requests } = await relay(t, { good: () => false });
    await assert.rejects(new MemoryClient({ host, token }).feedback(item), {
      name: "AuthenticationError",
      errorCode: "HTTP_401",
      message: "The token has expired",
    });
    assert.equal(requests.length, expected);
  }
});

test("a token function that fails", async () => {
  const cause = new Error("signed out");
  const fetch = () => assert.fail("nothing may be sent");
  for (const token of [() => Promise.reject(cause), () => { throw cause; }]) {
    await assert.rejects(new MemoryClient({ host, token, fetch }).feedback(item), (error) => {
      assert.deepEqual([error.name, error.errorCode, error.cause], ["AuthenticationError", "AUTH_001", cause]);
      assert.equal(error.message, "token() failed: signed out");
      return true;
    });
  }
  for (const nonsense of [undefined, null, "", 5, {}, ["t"], Symbol("t")]) {
    await assert.rejects(new MemoryClient({ host, token: () => nonsense, fetch }).feedback(item), {
      name: "AuthenticationError",
      errorCode: "AUTH_001",
      message: /^token\(\) returned no token/,
    });
  }
});

test("a token function that has none yet is asked again by the next call", async (t) => {
  const { host } = await relay(t);
  for (const nothing of [null, undefined, ""]) {
    const given = [nothing, "token"];
    const client = new MemoryClient({ host, token: () => given.shift() });
    await assert.rejects(client.feedback(item), { name: "AuthenticationError" });
    await client.feedback(item);
  }
});

test("an item that the relay refuses is an error of its own", async (t) => {
  const { host, requests } = await relay(t, { statusOf: (id) => (id === "bad" ? 404 : 200) });
  const client = new MemoryClient({ host, token: "t" });
  await assert.rejects(client.feedback({ memoryId: "bad" }), {
    name: "MemoryNotFoundError",
    errorCode: "HTTP_404",
    message: "no bad",
  });
  requests.length = 0;
  const report = await client.feedbackBatch(["a", "bad", "b"].map((memoryId) => ({ memoryId })));
  assert.equal(requests.length, 1);
  assert.deepEqual([report.succeeded, report.failed, report.skipped], [2, 1, 0]);
  assert.deepEqual(report.results.map(({ ok, memoryId }) => [memoryId, ok]), [["a", true], ["bad", false], ["b", true]]);
  assert.equal(report.results[1].error.message, "no bad");
});

test("what failed for now is sent again alone", async (t) => {
  let busy = 2;
  const { host, requests } = await relay(t, { statusOf: (id) => (id === "busy" && busy-- > 0 ? 503 : 200) });
  const items = ["a", "busy", "b"].map((memoryId) => ({ memoryId }));
  const report = await new MemoryClient({ host, token: "t" }).feedbackBatch(items);
  assert.equal(report.succeeded, 3);
  const sent = requests.map(({ body }) => body.items.map(({ memory_id }) => memory_id));
  assert.deepEqual(sent, [["a", "busy", "b"], ["busy"], ["busy"]]);
});

test("an answer without results is delivery of nothing", async (t) => {
  for (const body of [{}, { results: [] }, { results: "x" }, { results: [null] }, { results: {} }]) {
    const { host } = await serve(t, (response) => json(response, 200, body));
    await assert.rejects(new MemoryClient({ host, token: "t", retries: 0 }).feedback(item), {
      name: "NetworkError",
      errorCode: "NET_GENERIC",
    });
  }
});

test("200 items go in one request, all of them in order", async (t) => {
  const { host, requests } = await relay(t);
  const items = Array.from({ length: 450 }, (_, index) => ({ memoryId: `m${index}`, feedback: "POSITIVE" }));
  const report = await new MemoryClient({ host, token: "t" }).feedbackBatch(items, { concurrency: 1 });
  assert.equal(report.succeeded, 450);
  assert.deepEqual(requests.map(({ body }) => body.items.length), [200, 200, 50]);
  const sent = requests.flatMap(({ body }) => body.items.map(({ memory_id }) => memory_id));
  assert.deepEqual(sent, items.map(({ memoryId }) => memoryId));
});

test("no request is larger than 64 KiB, but for one that is by itself", async (t) => {
  const { host, requests } = await relay(t);
  const reason = (length) => "é".repeat(length / 2);
  const lengths = [20_000, 20_000, 30_000, 100_000, 10, ...Array(20).fill(9_000)];
  const items = lengths.map((length, index) => ({ memoryId: `m${index}`, feedbackReason: reason(length) }));
  const token = "t".repeat(2_000);
  const report = await new MemoryClient({ host, token }).feedbackBatch(items, { concurrency: 1 });
  assert.equal(report.succeeded, lengths.length);
  for (const { text, body } of requests) {
    assert(Buffer.byteLength(text) <= 64 * 1024 || body.items.length === 1, `${Buffer.byteLength(text)}`);
  }
  assert.deepEqual(requests.flatMap(({ body }) => body.items.map(({ memory_id }) => memory_id)), items.map(({ memoryId }) => memoryId));
  assert(requests.length <= 8, `${requests.length}`);
});

test("of one memory a request carries one feedback, and the last is the last", async (t) => {
  const { host, requests } = await relay(t);
  const items = ["a", "b", "a", "a", "c"].map((memoryId, index) => ({ memoryId, feedbackReason: `${index}` }));
  await new MemoryClient({ host, token: "t" }).feedbackBatch(items);
  for (const { body } of requests) {
    const ids = body.items.map(({ memory_id }) => memory_id);
    assert.equal(new Set(ids).size, ids.length);
  }
  const ofA = requests.flatMap(({ body }) => body.items).filter(({ memory_id }) => memory_id === "a");
  assert.deepEqual(ofA.map(({ feedback_reason }) => feedback_reason), ["0", "2", "3"]);
});

test("scopes that came with their memories are used, each in requests of its own", async (t) => {
  const { host, requests } = await relay(t);
  const asked = [];
  const client = new MemoryClient({ host, token: (need) => (asked.push(need.memoryIds), "asked") });
  client.addScope("one", ["a", "b"]);
  client.addScope("two", ["c"]);
  const items = ["a", "c", "x", "b", "a"].map((memoryId) => ({ ...item, memoryId }));
  const { succeeded, results } = await client.feedbackBatch(items);
  assert.equal(succeeded, 5);
  assert.deepEqual(results.map(({ index, memoryId }) => [index, memoryId]), items.map(({ memoryId }, index) => [index, memoryId]));
  const sent = requests.map(({ body }) => [body.token, body.items.map(({ memory_id }) => memory_id)]);
  // Of one memory never two at once: the second "a" follows in a request of its own.
  assert.deepEqual(sent.sort(), [["asked", ["x"]], ["one", ["a"]], ["one", ["a", "b"]], ["two", ["c"]]]);
  assert.deepEqual(asked, [["x"]]);
  await client.feedback({ ...item, memoryId: "c" });
  assert.equal(requests.at(-1).body.token, "two");
});

test("a scope that the relay refuses is renewed for all memories that had it", async (t) => {
  const { host } = await relay(t, { good: (token) => token === "new" });
  const asked = [];
  const client = new MemoryClient({ host, token: (need) => (asked.push(need.memoryIds), "new") });
  client.addScope("old", ["a", "b"]);
  await client.feedback({ ...item, memoryId: "a" });
  await client.feedback({ ...item, memoryId: "b" });
  assert.deepEqual(asked, [["a", "b"]]);
});

test("with scopes, too, no more requests are under way than asked for", async (t) => {
  let most = 0;
  let now = 0;
  const { host } = await serve(t, (response, { body }) => {
    most = Math.max(most, (now += 1));
    setTimeout(() => {
      now -= 1;
      json(response, 200, { results: body.items.map(({ memory_id }) => ({ memory_id, ok: true, status: 200 })) });
    }, 20);
  });
  const client = new MemoryClient({ host, token: () => "asked" });
  const items = Array.from({ length: 12 }, (_, at) => ({ ...item, memoryId: `m${at}` }));
  for (const { memoryId } of items) client.addScope(`scope of ${memoryId}`, [memoryId]);
  assert.equal((await client.feedbackBatch(items, { concurrency: 3 })).succeeded, 12);
  assert.equal(most, 3);
});

test("scopes are for a client that can ask for their successors", () => {
  for (const options of [{ apiKey: "k" }, { host }, { host, token: "fixed" }]) {
    assert.throws(() => new MemoryClient(options).addScope("scope", ["m"]), {
      name: "ConfigurationError",
      message: "addScope() needs a token that is a function",
    });
  }
});

test("a relay is told when it was said; Mem0 is not", async (t) => {
  const { host, requests } = await relay(t);
  const said = { ...item, seq: "0i3op9rqeps1pk7tt4" };
  await new MemoryClient({ host, token: "t" }).feedback(said);
  assert.equal(requests[0].body.items[0].seq, said.seq);
  const mem0 = await serve(t);
  await new MemoryClient({ host: mem0.host, apiKey: "k" }).feedback(said);
  assert.deepEqual(Object.keys(mem0.requests[0].body), ["memory_id", "feedback", "feedback_reason"]);
  const client = new MemoryClient({ host, token: "t" });
  await assert.rejects(client.feedback({ ...item, seq: 7 }), { name: "ValidationError", message: "seq is 7: pass a string" });
});
