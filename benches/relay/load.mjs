// Two relays side by side in workerd, under the same load on loopback: the example of this repository,
// and the peer beside this file. Prints a line of JSON for each sample. What stands in for Mem0 lives
// in this process.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { createScope } from "../../pkg/dist/relay.js";
import { print } from "../sample.mjs";
import { cpu, drive, startMem0, startWorker } from "../workers.mjs";
import { post } from "./messages.mjs";

const RELAYS = { ours: ["ours.js", "relay.wasm"], peer: ["peer.js"] };
/** By how many feedbacks a request carries. */
const LOADS = [
  { items: 1, connections: 32, requests: 4000 },
  { items: 40, connections: 8, requests: 300 },
];
const ROUNDS = 9;
/** Requests one after another, for what a relay adds to each. */
const IN_A_ROW = 1000;
const STARTS = 11;

const config = fileURLToPath(new URL("workerd.capnp", import.meta.url));
const bundles = new URL("../../target/bench/", import.meta.url);
const json = { "content-type": "application/json" };

/** A request to a relay, as a page makes it. */
async function requestOf(items) {
  const memories = Array.from({ length: items }, () => crypto.randomUUID());
  const token = await createScope({
    secret: "a secret of at least thirty-two bytes",
    kid: "2026-11",
    audience: "https://relay.example.com",
    memories,
    rater: "rater-5d41",
    expiresIn: 3_600_000,
  });
  const item = (memory_id) => ({ memory_id, feedback: "NEGATIVE", feedback_reason: "Contains outdated contact information" });
  const headers = { "content-type": "text/plain", origin: "https://app.example.com", "cf-connecting-ip": "192.0.2.1" };
  return post("/v1/feedback/", headers, JSON.stringify({ token, items: memories.map(item) }));
}

function quantile(times, share) {
  return times.sort((one, other) => one - other)[Math.floor(share * (times.length - 1))];
}

/** Each load in turns, so that what else the machine does meets both alike. */
async function measureLoads(relays) {
  for (const { items, ...load } of LOADS) {
    const request = await requestOf(items);
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const [name, { port, pid }] of Object.entries(relays)) {
        const before = await cpu(pid);
        const { all } = await drive(port, request, { ...load, delivered: items });
        // The first round is for the compiler.
        if (round === 0) continue;
        print(`${name} requests ${items}`, (load.requests * 1000) / all);
        print(`${name} time ${items}`, (all * 1000) / load.requests);
        print(`${name} cpu ${items}`, (((await cpu(pid)) - before) * 1000) / load.requests);
      }
    }
  }
}

/** What stands between a page and Mem0 with a relay, less what does without. */
async function measureLatency(relays, mem0) {
  const feedback = { memory_id: crypto.randomUUID(), feedback: "NEGATIVE", feedback_reason: "Contains outdated contact information" };
  const direct = post("/v1/feedback/", { ...json, authorization: "Token m0-a-key-of-the-usual-length" }, JSON.stringify(feedback));
  const request = await requestOf(1);
  const load = { connections: 1, requests: IN_A_ROW };
  for (let round = 0; round <= ROUNDS; round += 1) {
    const { times } = await drive(mem0, direct, { ...load, delivered: 0 });
    for (const [name, { port }] of Object.entries(relays)) {
      const through = await drive(port, request, load);
      if (round === 0) continue;
      for (const [word, share] of [["p50", 0.5], ["p99", 0.99]]) {
        print(`${name} added ${word}`, (quantile(through.times, share) - quantile(times, share)) * 1000);
      }
    }
  }
}

/** From the start of workerd to the first answer, and the first answer alone. */
async function measureStarts(mem0) {
  const request = await requestOf(1);
  for (let time = 0; time <= STARTS; time += 1) {
    for (const name of Object.keys(RELAYS)) {
      const start = performance.now();
      const relay = await startWorker(config, name, mem0);
      const { times } = await drive(relay.port, request, { connections: 1, requests: 1 });
      const end = performance.now();
      await relay.stop();
      if (time === 0) continue;
      print(`${name} start`, end - start);
      print(`${name} first`, times[0]);
    }
  }
}

async function printBundles() {
  for (const [name, files] of Object.entries(RELAYS)) {
    const sizes = await Promise.all(files.map(async (file) => gzipSync(await readFile(new URL(file, bundles)), { level: 9 }).length));
    print(`${name} bundle`, sizes.reduce((one, other) => one + other));
  }
}

const server = await startMem0();
const mem0 = server.address().port;
const relays = { ours: await startWorker(config, "ours", mem0), peer: await startWorker(config, "peer", mem0) };
try {
  await printBundles();
  await measureLoads(relays);
  await measureLatency(relays, mem0);
} finally {
  await Promise.all(Object.values(relays).map(({ stop }) => stop()));
}
await measureStarts(mem0);
server.close();
