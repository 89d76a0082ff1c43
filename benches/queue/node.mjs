// What a feedback costs in Node, by how many are pending: microseconds to add it and to deliver it,
// bytes of JavaScript's heap and of WebAssembly's memory while it waits. Prints a line of JSON for
// each sample. To be run with --expose-gc.
import { FeedbackQueue } from "../../pkg/dist/queue.js";
import { memory } from "../instance.mjs";
import { print } from "../sample.mjs";

const SIZES = [100, 1_000, 10_000, 100_000];
const ROUNDS = 7;
/** So many feedbacks are measured at least for one sample. */
const LEAST = 2_000;
const BATCH_SIZES = [1, 200];

const items = Array.from({ length: SIZES.at(-1) }, (_, index) => ({
  memoryId: `3c90c3cc-0d44-4b50-8888-${String(index).padStart(12, "0")}`,
  feedback: "NEGATIVE",
  feedbackReason: "Contains outdated contact information",
}));

function answering(batchSize) {
  return { batchSize, feedbackBatch: async (sent) => ({ results: sent.map(() => ({ ok: true })) }) };
}

/** Bytes: what JavaScript keeps, and what WebAssembly has ever taken. */
function used() {
  globalThis.gc();
  return { heap: process.memoryUsage().heapUsed, wasm: memory.buffer.byteLength };
}

/** Until nothing has been done for a while. */
async function idle() {
  for (let before, busy = 1; busy > 0.05; busy = performance.eventLoopUtilization(before).utilization) {
    before = performance.eventLoopUtilization();
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

/** Once, in a fresh process: WebAssembly gives no memory back. */
async function measureMemory() {
  const count = SIZES.at(-1);
  let answer;
  const answered = new Promise((resolve) => (answer = resolve));
  const transport = answering(200);
  const queue = new FeedbackQueue({
    batchSize: 200,
    feedbackBatch: async (sent) => answered.then(() => transport.feedbackBatch(sent)),
  });
  await queue.flush();
  const before = used();
  for (const item of items) queue.add(item);
  await idle();
  const waiting = used();
  print("heap waiting", (waiting.heap - before.heap) / count);
  print("wasm waiting", (waiting.wasm - before.wasm) / count);
  answer();
  await queue.flush({ timeoutMs: 60_000 });
  print("heap delivered", (used().heap - before.heap) / count);
  queue.close();
}

/** Microseconds for each of them, to be added and to be delivered. */
async function measureTime(count, batchSize) {
  let added = 0;
  let drained = 0;
  const times = Math.max(1, LEAST / count);
  for (let time = 0; time < times; time += 1) {
    const queue = new FeedbackQueue(answering(batchSize));
    await queue.flush();
    const start = performance.now();
    for (let index = 0; index < count; index += 1) queue.add(items[index]);
    const middle = performance.now();
    const { sent } = await queue.flush({ timeoutMs: 60_000 });
    const end = performance.now();
    if (sent !== count) throw new Error(`${sent} of ${count} were delivered`);
    queue.close();
    added += middle - start;
    drained += end - middle;
  }
  return [added, drained].map((ms) => (ms * 1000) / (times * count));
}

await measureMemory();
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const count of SIZES) {
    for (const batchSize of BATCH_SIZES) {
      const [add, drain] = await measureTime(count, batchSize);
      // The first round is for the compiler.
      if (round === 0) continue;
      print(`add ${batchSize} ${count}`, add);
      print(`drain ${batchSize} ${count}`, drain);
    }
  }
}
