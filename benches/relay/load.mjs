// Two relays side by side in workerd, under the same load on loopback: the example of this repository,
// and the peer beside this file. Prints a line of JSON for each sample. What stands in for Mem0 lives
// in this process.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, connect } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { createScope } from "../../pkg/dist/relay.js";
import { Messages, post } from "./messages.mjs";

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
/** Of the clock in which Linux counts the time of a process. */
const TICK_MS = 10;

const folder = fileURLToPath(new URL(".", import.meta.url));
const bundles = new URL("../../target/bench/", import.meta.url);
const json = { "content-type": "application/json" };

function print(series, value) {
  console.log(JSON.stringify({ series, value }));
}

/** Takes every feedback, as Mem0 does, and does no more than that. */
async function startMem0() {
  const body = '{"message":"Feedback recorded"}';
  const answer = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
  const server = createServer((socket) => {
    const messages = new Messages();
    socket.setNoDelay(true).on("error", () => {});
    socket.on("data", (chunk) => messages.take(chunk).forEach(() => socket.write(answer)));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return server;
}

/** A relay in a process of its own. */
async function startRelay(name, mem0) {
  const child = spawn(process.env.WORKERD, ["serve", "workerd.capnp", name, "--control-fd=3", `--external-addr=mem0=127.0.0.1:${mem0}`], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit", "pipe"],
  });
  const [line] = await once(createInterface(child.stdio[3]), "line", { signal: AbortSignal.timeout(30_000) });
  const stop = async () => {
    child.kill();
    await once(child, "exit");
  };
  return { port: JSON.parse(line).port, pid: child.pid, stop };
}

/** Milliseconds of the processor that a process has had. */
async function cpu(pid) {
  const stat = await readFile(`/proc/${pid}/stat`, "latin1");
  // The program's name stands in brackets, and may have spaces in it.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** Sends a request so often, each connection one at a time; milliseconds for each, and for all. */
async function drive(port, request, { connections, requests, delivered = 1 }) {
  const times = [];
  let left = requests;
  const one = () =>
    new Promise((resolve, reject) => {
      const socket = connect(port, "127.0.0.1").setNoDelay(true);
      const messages = new Messages();
      let sent;
      const next = () => {
        if (left === 0) return resolve(socket.destroy());
        left -= 1;
        sent = performance.now();
        socket.write(request);
      };
      socket.on("connect", next).on("error", reject);
      socket.on("data", (chunk) => {
        const [answer] = messages.take(chunk);
        if (!answer) return;
        times.push(performance.now() - sent);
        const count = answer.split('"ok":true').length - 1;
        if (!answer.startsWith("HTTP/1.1 200") || count !== delivered) return reject(new Error(answer));
        next();
      });
    });
  const start = performance.now();
  await Promise.all(Array.from({ length: connections }, one));
  return { times, all: performance.now() - start };
}

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
      const relay = await startRelay(name, mem0);
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
const relays = { ours: await startRelay("ours", mem0), peer: await startRelay("peer", mem0) };
try {
  await printBundles();
  await measureLoads(relays);
  await measureLatency(relays, mem0);
} finally {
  await Promise.all(Object.values(relays).map(({ stop }) => stop()));
}
await measureStarts(mem0);
server.close();
