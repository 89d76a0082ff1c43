import assert from "node:assert/strict";
import { test } from "node:test";
import { ConfigurationError, MemoryClient, configure, feedback, feedbackBatch } from "../../pkg/dist/index.js";
import { fetching, RECORDED } from "./server.mjs";

const item = { memoryId: "m", feedback: "POSITIVE" };
const host = "https://mem0.test";

// The first test has to be the first: there is one default client in a process.
test("before configure() there is no client, and the error says what to call", async () => {
  for (const call of [() => feedback(item), () => feedbackBatch([item])]) {
    await assert.rejects(call(), (error) => {
      assert(error instanceof ConfigurationError);
      assert.match(error.message, /call configure\(\{host\}\) or configure\(\{apiKey\}\) once before/);
      return true;
    });
  }
});

test("configure() sets up what feedback() and feedbackBatch() use, and hands it out", async () => {
  const { fetch, calls } = fetching();
  assert(configure({ host, fetch }) instanceof MemoryClient);
  assert.deepEqual(await feedback(item), RECORDED);
  assert.equal((await feedbackBatch([item, { ...item, memoryId: "n" }])).succeeded, 2);
  assert.equal(calls.length, 3);
  await assert.rejects(feedback(item, { signal: AbortSignal.abort("mine") }), (reason) => reason === "mine");
  assert.equal((await feedbackBatch([item], { signal: AbortSignal.abort() })).skipped, 1);
  assert.equal(calls.length, 3);
});

test("the last configure() counts, and one that throws changes nothing", async () => {
  const first = fetching();
  const second = fetching();
  configure({ host, fetch: first.fetch });
  configure({ host, fetch: second.fetch });
  assert.throws(() => configure({ host: "nowhere" }), ConfigurationError);
  await feedback(item);
  assert.deepEqual([first.calls.length, second.calls.length], [0, 1]);
});

test("without a fetch of its own the client uses the one that is global when it sends", async (t) => {
  configure({ host });
  const { fetch, calls } = fetching();
  t.mock.method(globalThis, "fetch", fetch);
  await feedback(item);
  assert.equal(calls.length, 1);
});
