// What records cost: milliseconds to take them in and to report on them, by how many there are, beside
// plain JavaScript (see peer.mjs), and bytes of memory. Prints a line of JSON for each sample. To be
// run with --expose-gc.
import { setImmediate as turn } from "node:timers/promises";
import { FeedbackAnalytics } from "../../pkg/dist/analytics.js";
import { history } from "../../tests/analytics/history.mjs";
import { memory } from "../instance.mjs";
import { print } from "../sample.mjs";
import { summary } from "./peer.mjs";

const SIZES = [10_000, 100_000, 1_000_000];
const ROUNDS = 5;

/** What is no longer used gives its memory back, that of WebAssembly in a turn of its own. */
async function clear() {
  globalThis.gc();
  await turn();
}

async function ours(records) {
  const start = performance.now();
  const analytics = new FeedbackAnalytics();
  for (const record of records) analytics.record(record);
  const recorded = performance.now();
  const report = await analytics.report();
  const end = performance.now();
  return { record: recorded - start, report: end - recorded, all: end - start, made: report };
}

function plain(records) {
  const start = performance.now();
  const made = summary(records);
  return { all: performance.now() - start, made };
}

/** Both count the same, or the times mean nothing. */
function compare({ completion, distribution, trend, toMend }, peer) {
  const found = [
    completion.response.value,
    completion.coverage.value,
    completion.participation.value,
    ...distribution.shares.map(({ count }) => count),
    trend.byTime.buckets.length,
    toMend[0].disapproval.low,
  ];
  found.forEach((value, place) => {
    if (Math.abs(value - peer[place]) > 1e-9) throw new Error(`${found} is not ${peer}`);
  });
}

await new FeedbackAnalytics().report();
for (const size of SIZES) {
  // As they come from a file: in one piece, and not as parts that are yet to be put together.
  const records = JSON.parse(JSON.stringify(history(size, size)));
  for (let round = 0; round < ROUNDS; round += 1) {
    await clear();
    const { record, report, all, made } = await ours(records);
    await clear();
    const peer = plain(records);
    compare(made, peer.made);
    print(`record ${size}`, record);
    print(`report ${size}`, report);
    print(`ours ${size}`, all);
    print(`peer ${size}`, peer.all);
  }
  print(`wasm ${size}`, memory.buffer.byteLength);
}
