import assert from "node:assert/strict";
import { test } from "node:test";
import { Worker } from "node:worker_threads";
import { entry, printed } from "./fresh-node.mjs";
import { RECORDED, serve } from "./server.mjs";

for (const name of ["index.js", "slim/slim.js", "reason.js", "analytics.js"]) {
  test(`importing ${name} does nothing but define names`, async () => {
    const report = await printed(`
      const touched = [];
      const watched = ["fetch", "setTimeout", "setInterval", "setImmediate", "queueMicrotask", "addEventListener"];
      for (const name of watched) globalThis[name] = () => touched.push(name);
      for (const name of ["compile", "instantiate", "compileStreaming", "instantiateStreaming"]) {
        WebAssembly[name] = () => touched.push(name);
      }
      for (const name of ["Module", "Instance", "Memory"]) {
        WebAssembly[name] = class { constructor() { touched.push(name); } };
      }
      const before = Reflect.ownKeys(globalThis).length;
      await import(${entry(name)});
      const resources = process.getActiveResourcesInfo().filter((name) => /Timeout|Immediate|TCP/.test(name));
      process.stdout.write(JSON.stringify([touched, Reflect.ownKeys(globalThis).length - before, resources]));
    `);
    assert.deepEqual(JSON.parse(report), [[], 0, []]);
  });
}

test("it can be imported where a server has none of a browser's names", async () => {
  const names = await printed(`
    for (const name of ["fetch", "Headers", "Response", "AbortController", "localStorage", "navigator", "performance"]) {
      delete globalThis[name];
    }
    process.stdout.write(Object.keys(await import(${entry("index.js")})).join(" "));
  `);
  assert.match(names, /MemoryClient/);
});

test("it works in a worker thread", async (t) => {
  const { host, requests } = await serve(t);
  const script = `
    const { parentPort, workerData } = require("node:worker_threads");
    import(${entry("index.js")}).then(async ({ MemoryClient }) => {
      parentPort.postMessage(await new MemoryClient({ host: workerData }).feedback({ memoryId: "m", feedback: "POSITIVE" }));
    });
  `;
  const worker = new Worker(script, { eval: true, workerData: host });
  const [answer, code] = await Promise.all([
    new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject)),
    new Promise((resolve) => worker.once("exit", resolve)),
  ]);
  assert.deepEqual([answer, code, requests.length], [RECORDED, 0, 1]);
});
