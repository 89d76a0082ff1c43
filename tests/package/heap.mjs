// Prints, as JSON, how many bytes a batch of 100,000 holds beyond its items and its report, and
// how many milliseconds 50,000 and 100,000 items took. To be run with --expose-gc.
import { MemoryClient } from "../../pkg/dist/index.js";

const TOTAL = 100_000;

function used() {
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** The same work, with a look at the memory every 10,000 items. */
async function run(total, look) {
  const items = Array.from({ length: total }, (_, index) => ({ memoryId: `memory-${index}`, feedback: "POSITIVE" }));
  const answer = { status: 200, json: () => ({ id: 1 }) };
  const client = new MemoryClient({ host: "https://mem0.test", fetch: async () => answer });
  const before = used();
  let most = 0;
  const start = performance.now();
  const report = await client.feedbackBatch(items, {
    onProgress({ done }) {
      // What the report holds by now grows evenly, and is known in the end.
      if (look && done % 10_000 === 0) most = Math.max(most, used() - before - (done / total) * look);
    },
  });
  const time = performance.now() - start;
  if (report.succeeded !== total) throw new Error("not all were delivered");
  return { most, time, held: used() - before, report, items };
}

await run(1_000);
const half = await run(TOTAL / 2).then(({ time }) => time);
const whole = await run(TOTAL).then(({ time, held }) => ({ time, held }));
const { most } = await run(TOTAL, whole.held);
console.log(JSON.stringify({ beyond: most, times: [half, whole.time].map(Math.round) }));
