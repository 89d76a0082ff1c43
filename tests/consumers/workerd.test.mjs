import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { before, beforeEach, afterEach, test } from "node:test";
import { fileURLToPath } from "node:url";
import { addMemory, standing } from "../sandbox.mjs";
import { bundledIn, served } from "../workerd.mjs";

const key = "consumer-workerd";
let place;
let worker;

before(async () => {
  place = await bundledIn(fileURLToPath(new URL("workerd", import.meta.url)));
});

// A fresh one for each test: what happens at the first request is what is tested.
beforeEach(async () => {
  worker = await served(place);
});

afterEach(() => worker.stop());

async function send(memory, reason) {
  const url = `${worker.origin}?${new URLSearchParams({ key, memory, reason })}`;
  const answer = await fetch(url, { signal: AbortSignal.timeout(20_000) });
  const text = await answer.text();
  assert.equal(answer.status, 200, text);
  return JSON.parse(text).message;
}

test("the bundle has one .wasm and no flags", async () => {
  assert.deepEqual((await readdir(join(place, "bundle"))).sort(), ["client.wasm", "worker.js"]);
  assert.doesNotMatch(await readFile(join(place, "config.capnp"), "utf8"), /compatibilityFlags/);
});

test("a Worker sends a feedback", async () => {
  const memory = await addMemory(key, "Reads at the edge");
  assert.equal(await send(memory, "Sent from a Worker"), "Feedback recorded");
  assert.deepEqual(await standing(key, memory), ["VERY_NEGATIVE", "Sent from a Worker"]);
});

test("two first requests that overlap are both answered", async () => {
  const memories = [await addMemory(key, "Reads in bed"), await addMemory(key, "Reads on trains")];
  const answers = await Promise.all(memories.map((memory, index) => send(memory, `Overlapping ${index}`)));
  assert.deepEqual(answers, ["Feedback recorded", "Feedback recorded"]);
  assert.deepEqual(await Promise.all(memories.map((memory) => standing(key, memory))), [
    ["VERY_NEGATIVE", "Overlapping 0"],
    ["VERY_NEGATIVE", "Overlapping 1"],
  ]);
});
