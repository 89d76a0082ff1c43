import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { addMemory, standing } from "../sandbox.mjs";
import { bundledIn, served } from "../workerd.mjs";

const key = "consumer-workerd-queue";
let place;
let worker;

before(async () => {
  place = await bundledIn(fileURLToPath(new URL("workerd-queue", import.meta.url)));
  worker = await served(place);
});

after(() => worker?.stop());

/** Answered before anything is sent; what the Worker said of each memory. */
async function send(memories, reason) {
  const query = [["key", key], ["reason", reason], ...memories.map((memory) => ["memory", memory])];
  const answer = await fetch(`${worker.origin}?${new URLSearchParams(query)}`, { signal: AbortSignal.timeout(20_000) });
  return answer.json();
}

async function delivered(memory, reason) {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const [rating, why] = await standing(key, memory);
    if (why === reason) return rating;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return assert.fail(`${memory} did not arrive`);
}

test("it needs no compatibility flag", async () => {
  assert.doesNotMatch(await readFile(join(place, "config.capnp"), "utf8"), /compatibilityFlags/);
});

test("what a Worker queued is delivered after its answer, in waitUntil", async () => {
  const memories = await Promise.all(["Reads late", "Reads early", "Reads twice"].map((text) => addMemory(key, text)));
  assert.deepEqual(await send(memories, "Queued at the edge"), ["queued", "queued", "queued"]);
  for (const memory of memories) assert.equal(await delivered(memory, "Queued at the edge"), "NEGATIVE");
});

test("requests that overlap have each their own queue", async () => {
  const memories = await Promise.all(["Reads here", "Reads there"].map((text) => addMemory(key, text)));
  await Promise.all(memories.map((memory, index) => send([memory], `Overlapping ${index}`)));
  for (const [index, memory] of memories.entries()) assert.equal(await delivered(memory, `Overlapping ${index}`), "NEGATIVE");
});
