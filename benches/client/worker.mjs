// The client in a Worker beside plain JavaScript that does the same, in workerd on loopback: from the
// start of workerd to the first answer, and the processor's time for a request. Prints a line of JSON
// for each sample.
import { fileURLToPath } from "node:url";
import { post } from "../relay/messages.mjs";
import { print } from "../sample.mjs";
import { cpu, drive, startMem0, startWorker } from "../workers.mjs";

const WORKERS = ["ours", "plain"];
const STARTS = 15;
const ROUNDS = 9;
const LOAD = { connections: 16, requests: 3_000 };

const config = fileURLToPath(new URL("workerd.capnp", import.meta.url));
const item = {
  memoryId: "3c90c3cc-0d44-4b50-8888-8dd25736052a",
  feedback: "NEGATIVE",
  feedbackReason: "Contains outdated contact information",
};
const request = post("/", { "content-type": "application/json" }, JSON.stringify(item));

async function measureStarts(mem0) {
  for (let time = 0; time <= STARTS; time += 1) {
    for (const name of WORKERS) {
      const start = performance.now();
      const worker = await startWorker(config, name, mem0);
      await drive(worker.port, request, { connections: 1, requests: 1 });
      const ms = performance.now() - start;
      const spent = await cpu(worker.pid);
      await worker.stop();
      // The first one is for the disk.
      if (time === 0) continue;
      print(`${name} start`, ms);
      print(`${name} start cpu`, spent);
    }
  }
}

async function measureLoad(mem0) {
  const workers = {};
  for (const name of WORKERS) workers[name] = await startWorker(config, name, mem0);
  try {
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const [name, { port, pid }] of Object.entries(workers)) {
        const before = await cpu(pid);
        await drive(port, request, LOAD);
        // The first round is for the compiler.
        if (round > 0) print(`${name} cpu`, (((await cpu(pid)) - before) * 1000) / LOAD.requests);
      }
    }
  } finally {
    await Promise.all(Object.values(workers).map(({ stop }) => stop()));
  }
}

const server = await startMem0();
const mem0 = server.address().port;
await measureStarts(mem0);
await measureLoad(mem0);
server.close();
