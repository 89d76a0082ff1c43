// What one call takes of the processor beyond a bare fetch, in Node, with a `fetch` that answers at
// once. Prints a line of JSON for each sample, in microseconds. To be run with --expose-gc.
import MemoryClient from "../../pkg/dist/index.js";
import Official from "../peers/node_modules/mem0ai/dist/index.mjs";
import { print } from "../sample.mjs";

/** A multiple of the callers, so that each is as often the first as any other. */
const ROUNDS = 12;
/** In one round, for each; in all more than 10⁵. */
const CALLS = 10_000;

const host = "https://mem0.test";
const answer = { ok: true, status: 200, headers: new Headers(), json: async () => ({ message: "Feedback recorded", status: "ok" }) };
globalThis.fetch = async () => answer;

const ours = new MemoryClient({ host, apiKey: "key" });
const official = new Official({ host, apiKey: "key" });
const headers = { "content-type": "application/json", authorization: "Token key" };

/** The same call by each; a bare fetch reads the answer, too. */
const CALLERS = {
  ours: (item) => ours.feedback(item),
  mem0ai: (item) => official.feedback(item),
  bare: async (item) => {
    const body = JSON.stringify({ memory_id: item.memoryId, feedback: item.feedback, feedback_reason: item.feedbackReason });
    const response = await fetch(`${host}/v1/feedback/`, { method: "POST", headers, body });
    return response.json();
  },
};

function processor() {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** Microseconds for one call. */
async function measured(call) {
  const item = { memoryId: "3c90c3cc-0d44-4b50-8888-8dd25736052a", feedback: "NEGATIVE", feedbackReason: "Contains outdated contact information" };
  globalThis.gc();
  const before = processor();
  for (let index = 0; index < CALLS; index += 1) await call(item);
  return (processor() - before) / CALLS;
}

const names = Object.keys(CALLERS);
// The first round is for the compiler.
for (let round = 0; round <= ROUNDS; round += 1) {
  const times = {};
  for (const name of names) times[name] = await measured(CALLERS[name]);
  names.push(names.shift());
  if (round === 0) continue;
  print("call bare", times.bare);
  for (const name of ["ours", "mem0ai"]) print(`call ${name} beyond`, times[name] - times.bare);
}
