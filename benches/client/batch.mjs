// A thousand feedbacks to a server that answers after 20 ms, beside what one would write by hand; and
// batches of up to 100,000 with a `fetch` that answers at once. Prints a line of JSON for each sample.
// To be run with --expose-gc.
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { MemoryClient } from "../../pkg/dist/index.js";
import { print } from "../sample.mjs";

const COUNT = 1_000;
const CONCURRENCY = 64;
const ROUNDS = 11;
/** One after another takes long: a tenth of them, so often. */
const SEQUENTIAL = COUNT / 10;
const SEQUENTIAL_ROUNDS = 3;
const SIZES = [1_000, 10_000, 100_000];
const SIZE_ROUNDS = 3;
const MEMORY_ROUNDS = 5;

/** The argument of a process that measures memory alone. */
const MEMORY = "memory";

const feedbacks = (count) =>
  Array.from({ length: count }, (_, index) => ({
    memoryId: `3c90c3cc-0d44-4b50-8888-${String(index).padStart(12, "0")}`,
    feedback: "NEGATIVE",
    feedbackReason: "Contains outdated contact information",
  }));

async function milliseconds(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** One feedback, by hand. */
async function post(host, { memoryId, feedback, feedbackReason }) {
  const response = await fetch(`${host}/v1/feedback/`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: "Token key" },
    body: JSON.stringify({ memory_id: memoryId, feedback, feedback_reason: feedbackReason }),
  });
  if (!response.ok) throw new Error(`${response.status}`);
  return response.json();
}

/** So many at once, by hand. */
async function pool(host, items, concurrency) {
  const waiting = items.values();
  const lane = async () => {
    for (const item of waiting) await post(host, item);
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
}

async function whole(client, items, options) {
  const { succeeded } = await client.feedbackBatch(items, options);
  if (succeeded !== items.length) throw new Error(`${succeeded} of ${items.length} were delivered`);
}

async function measureServer() {
  const server = fork(fileURLToPath(new URL("slow-server.mjs", import.meta.url)));
  const [port] = await once(server, "message");
  const requests = async () => {
    server.send("requests");
    return (await once(server, "message"))[0];
  };
  const host = `http://127.0.0.1:${port}`;
  const items = feedbacks(COUNT);
  const client = new MemoryClient({ host, apiKey: "key" });
  const relayed = new MemoryClient({ host, token: "scope" });
  for (let round = 0; round <= ROUNDS; round += 1) {
    const times = {
      ours: await milliseconds(() => whole(client, items, { concurrency: CONCURRENCY })),
      pool: await milliseconds(() => pool(host, items, CONCURRENCY)),
    };
    await requests();
    times.relay = await milliseconds(() => whole(relayed, items, { concurrency: CONCURRENCY }));
    const sent = await requests();
    // The first round is for the compiler, and opens the connections.
    if (round === 0) continue;
    for (const [name, ms] of Object.entries(times)) print(`thousand ${name}`, ms);
    print("relay requests", sent);
  }
  for (let round = 0; round < SEQUENTIAL_ROUNDS; round += 1) {
    const ms = await milliseconds(() => pool(host, items.slice(0, SEQUENTIAL), 1));
    print("thousand sequential", (ms * COUNT) / SEQUENTIAL);
  }
  server.disconnect();
}

/** What V8 holds, and WebAssembly's memory besides. */
function used() {
  globalThis.gc();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return heapUsed + external + arrayBuffers;
}

const answer = { ok: true, status: 200, json: async () => ({ message: "Feedback recorded" }) };
const immediate = new MemoryClient({ host: "https://mem0.test", apiKey: "key", fetch: async () => answer });

/** Microseconds for each feedback of a batch. */
async function measureSizes() {
  for (let round = 0; round <= SIZE_ROUNDS; round += 1) {
    for (const size of SIZES) {
      const items = feedbacks(size);
      globalThis.gc();
      const ms = await milliseconds(() => whole(immediate, items));
      if (round > 0) print(`batch ${size}`, (ms * 1000) / size);
    }
  }
}

/** Bytes beyond the items and the report that are held after a collection, at the most. */
async function measureMemory() {
  await whole(immediate, feedbacks(1));
  const total = SIZES.at(-1);
  const items = feedbacks(total);
  const before = used();
  const looks = [];
  const onProgress = ({ done }) => {
    if (done % (total / 10) === 0) looks.push({ share: done / total, held: used() - before });
  };
  const report = await immediate.feedbackBatch(items, { onProgress });
  const held = used() - before;
  // What the report holds grows evenly, and is known in the end.
  print("batch beyond", Math.max(...looks.map((look) => look.held - look.share * held)));
  if (report.succeeded !== total) throw new Error("not all were delivered");
}

/** Each in a fresh process: WebAssembly gives no memory back. */
async function measureMemories() {
  for (let round = 0; round < MEMORY_ROUNDS; round += 1) {
    const [code] = await once(fork(fileURLToPath(import.meta.url), [MEMORY]), "exit");
    if (code !== 0) throw new Error(`${MEMORY} ended with ${code}`);
  }
}

if (process.argv[2] === MEMORY) {
  await measureMemory();
} else {
  await measureServer();
  await measureSizes();
  await measureMemories();
}
