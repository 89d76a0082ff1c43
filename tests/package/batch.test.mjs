import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { getEventListeners } from "node:events";
import { mock, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { MemoryClient, ValidationError } from "../../pkg/dist/index.js";
import { addMemory, address, standing } from "../sandbox.mjs";
import { fetching, json, RECORDED, serve } from "./server.mjs";

const host = "https://mem0.test";
const rated = (memoryId) => ({ memoryId, feedback: "POSITIVE" });
const rows = (length) => Array.from({ length }, (_, index) => rated(`m${index}`));
const counts = ({ succeeded, failed, skipped }) => [succeeded, failed, skipped];
mock.method(Math, "random", () => 0);

test("all are checked before any is sent", async () => {
  const { fetch, calls } = fetching();
  const client = new MemoryClient({ host, fetch });
  for (const wrong of [null, 5, {}, rated(""), { memoryId: "m", feedback: "GOOD" }, { memoryId: "m", rating: "POSITIVE" }]) {
    await assert.rejects(client.feedbackBatch([rated("a"), rated("b"), wrong]), (error) => {
      assert(error instanceof ValidationError);
      assert.match(error.message, /^items\[2\]/);
      return true;
    });
  }
  // A hole counts as an item that is missing.
  await assert.rejects(client.feedbackBatch([rated("a"), , rated("b")]), { message: /^items\[1\] takes an object/ });
  for (const wrong of [undefined, null, {}, "items", rated("a"), new Set([rated("a")])]) {
    await assert.rejects(client.feedbackBatch(wrong), { name: "ValidationError", message: /takes an array/ });
  }
  assert.equal(calls.length, 0);
});

test("the report has every item in its place", async (t) => {
  const { host } = await serve(t, (response, { body }) => {
    const status = { missing: 404, wrong: 400 }[body.memory_id] ?? 200;
    setTimeout(() => json(response, status, status === 200 ? { id: body.memory_id } : { error: "no" }), Math.floor(5 * performance.now()) % 20);
  });
  const ids = ["a", "missing", "b", "wrong", "c"];
  const { results, ...sums } = await new MemoryClient({ host }).feedbackBatch(ids.map(rated));
  assert.deepEqual(sums, { succeeded: 3, failed: 2, skipped: 0 });
  assert.deepEqual(results[0], { index: 0, memoryId: "a", ok: true, value: { ...RECORDED, id: "a" } });
  assert.deepEqual(
    results.map(({ index, memoryId, ok, value, error }) => [index, memoryId, ok, value?.id ?? error.name]),
    [
      [0, "a", true, "a"],
      [1, "missing", false, "MemoryNotFoundError"],
      [2, "b", true, "b"],
      [3, "wrong", false, "ValidationError"],
      [4, "c", true, "c"],
    ],
  );
});

test("an empty batch is done", async () => {
  const { fetch, calls } = fetching();
  const report = await new MemoryClient({ host, fetch }).feedbackBatch([], null);
  assert.deepEqual(report, { succeeded: 0, failed: 0, skipped: 0, results: [] });
  assert.equal(calls.length, 0);
});

test("what is stored in the end is what a loop would have stored", async () => {
  const key = "package-batch";
  const ids = await Promise.all(["tea", "cello", "Bergen"].map((text) => addMemory(key, `Likes ${text}`)));
  const ratings = ["POSITIVE", "NEGATIVE", "VERY_NEGATIVE", null];
  const items = Array.from({ length: 40 }, (_, n) => ({ memoryId: ids[(n * n) % 3], feedback: ratings[n % 4], feedbackReason: `${n}` }));
  // Later requests are often the quicker ones.
  let sent = 0;
  const slow = async (url, init) => {
    await new Promise((resolve) => setTimeout(resolve, (sent++ * 7) % 17));
    return fetch(url, init);
  };
  const report = await new MemoryClient({ host: address, apiKey: key, fetch: slow }).feedbackBatch(items);
  assert.deepEqual(counts(report), [40, 0, 0]);
  for (const id of ids) {
    const last = items.findLast(({ memoryId }) => memoryId === id);
    const expected = last && [last.feedback, last.feedbackReason];
    assert.deepEqual(await standing(key, id), expected ?? []);
  }
});

test("feedback on one memory is never in flight twice, though it fails and is retried", async () => {
  const flying = new Set();
  const order = new Map();
  let sent = 0;
  const client = new MemoryClient({
    host,
    fetch: async (_, init) => {
      const { memory_id, feedback_reason } = JSON.parse(init.body);
      assert(!flying.has(memory_id));
      flying.add(memory_id);
      const turn = sent++;
      await new Promise((resolve) => setTimeout(resolve, (turn * 5) % 7));
      flying.delete(memory_id);
      if (turn % 5 === 3) return Response.json({}, { status: 503 });
      order.set(memory_id, [...(order.get(memory_id) ?? []), Number(feedback_reason)]);
      return Response.json({});
    },
  });
  const items = Array.from({ length: 120 }, (_, n) => ({ memoryId: `m${(n * n) % 7}`, feedbackReason: `${n}` }));
  await client.feedbackBatch(items, { concurrency: 5 });
  for (const turns of order.values()) assert.deepEqual(turns, [...turns].sort((a, b) => a - b));
});

test("so many at once, and no more", async () => {
  for (const [concurrency, expected] of [[undefined, 6], [1, 1], [13, 13], [256, 40]]) {
    let flying = 0;
    let most = 0;
    const fetch = async () => {
      most = Math.max(most, (flying += 1));
      await new Promise((resolve) => setTimeout(resolve, 2));
      flying -= 1;
      return Response.json({});
    };
    await new MemoryClient({ host, fetch }).feedbackBatch(rows(40), { concurrency });
    assert.equal(most, expected);
  }
  for (const concurrency of [0, -1, 1.5, 257, "6", NaN, null]) {
    const call = new MemoryClient({ host }).feedbackBatch(rows(2), { concurrency });
    await assert.rejects(call, { name: "ValidationError", message: /^concurrency is .*whole number from 1 to 256/ });
  }
});

test("an abort resolves, with what was sent and what was not", async () => {
  const controller = new AbortController();
  const { fetch, calls } = fetching((_, nth) => {
    if (nth <= 4) return Response.json({});
    if (nth === 6) setTimeout(() => controller.abort("enough"), 5);
    return new Promise(() => {});
  });
  const { signal } = controller;
  const report = await new MemoryClient({ host, fetch }).feedbackBatch(rows(20), { signal, concurrency: 2 });
  assert.equal(calls.length, 6);
  assert.deepEqual(counts(report), [4, 2, 14]);
  assert.equal(report.results.length, 20);
  for (const [index, result] of report.results.entries()) {
    assert.deepEqual([result.index, result.memoryId, result.ok], [index, `m${index}`, index < 4]);
    if (!result.ok) assert.equal(result.error, "enough");
  }
  assert.equal(getEventListeners(signal, "abort").length, 0);
});

test("an abort before the first resolves too", async () => {
  const { fetch, calls } = fetching();
  const report = await new MemoryClient({ host, fetch }).feedbackBatch(rows(3), { signal: AbortSignal.abort() });
  assert.deepEqual(counts(report), [0, 0, 3]);
  assert(report.results.every(({ error }) => error.name === "AbortError"));
  assert.equal(calls.length, 0);
});

test("progress is told after each item, and may throw", async (t) => {
  const logged = t.mock.method(console, "error", () => {});
  const seen = [];
  const { fetch } = fetching(({ body }) => Response.json({}, { status: body.memory_id === "m1" ? 404 : 200 }));
  const report = await new MemoryClient({ host, fetch }).feedbackBatch(rows(4), {
    concurrency: 1,
    onProgress(progress) {
      seen.push(progress);
      throw new Error("mine");
    },
  });
  assert.deepEqual(counts(report), [3, 1, 0]);
  assert.deepEqual(seen, [
    { done: 1, total: 4, succeeded: 1, failed: 0 },
    { done: 2, total: 4, succeeded: 1, failed: 1 },
    { done: 3, total: 4, succeeded: 2, failed: 1 },
    { done: 4, total: 4, succeeded: 3, failed: 1 },
  ]);
  assert.equal(logged.mock.callCount(), 4);
});

test("progress may begin another feedback", async () => {
  const { fetch, calls } = fetching();
  const client = new MemoryClient({ host, fetch });
  const more = [];
  await client.feedbackBatch(rows(3), { onProgress: () => more.push(client.feedback(rated("more"))) });
  await Promise.all(more);
  assert.equal(calls.length, 6);
});

test("an item that is spoilt on its way fails alone", async () => {
  const items = rows(10);
  const { fetch } = fetching(() => {
    items[9].memoryId = "";
    return Response.json({});
  });
  const report = await new MemoryClient({ host, fetch }).feedbackBatch(items, { concurrency: 2 });
  assert.deepEqual(counts(report), [9, 1, 0]);
  assert(report.results[9].error instanceof ValidationError);
});

test("a fetch that throws at once does not pile up", async () => {
  const fetch = () => { throw new Error("blocked"); };
  const report = await new MemoryClient({ host, fetch, retries: 0 }).feedbackBatch(rows(50_000));
  assert.deepEqual(counts(report), [0, 50_000, 0]);
});

test("100,000 items hold at most 10 MB beyond themselves and the report, in linear time", async () => {
  const script = fileURLToPath(new URL("heap.mjs", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", script], { timeout: 60_000 });
  const { beyond, times } = JSON.parse(stdout);
  assert(beyond <= 10e6, `${(beyond / 1e6).toFixed(1)} MB`);
  assert(times[1] < 4 * times[0] + 500, `50,000 in ${times[0]} ms, 100,000 in ${times[1]} ms`);
});

test("an item that changes its memory while the batch runs is an error of its own", async () => {
  const items = rows(1).concat(rated("m0"), rated("m0"));
  const { fetch } = fetching(async () => {
    items[1].memoryId = "other";
    return Response.json(RECORDED);
  });
  const report = await new MemoryClient({ host, fetch }).feedbackBatch(items);
  assert.deepEqual(counts(report), [2, 1, 0]);
  assert.match(report.results[1].error.message, /^items\[1\]\.memoryId changed/);
});
