import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { promisify } from "node:util";
import { Worker } from "node:worker_threads";
import { json, RECORDED, serve } from "./server.mjs";

const entry = (name) => JSON.stringify(new URL(`../../pkg/dist/${name}`, import.meta.url));

/** Runs a script in a Node of its own, and returns what it printed. */
async function printed(script, ...flags) {
  const args = [...flags, "--input-type=module", "-e", script];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { timeout: 10_000 });
  assert.equal(stderr, "");
  return stdout;
}

for (const name of ["index.js", "slim/slim.js", "reason.js"]) {
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

test("a client loads WebAssembly at its first feedback, and once", async () => {
  const report = await printed(`
    const { MemoryClient } = await import(${entry("index.js")});
    // Node's own fetch brings WebAssembly of its own.
    new Response();
    const { compile } = WebAssembly;
    let compiled = 0;
    WebAssembly.compile = (bytes) => (compiled++, compile(bytes));
    const client = new MemoryClient({ host: "https://mem0.test", fetch: async () => Response.json({}) });
    const counts = [compiled];
    await client.feedback({ memoryId: "" }).catch(() => {});
    counts.push(compiled);
    await Promise.all([1, 2, 3].map((n) => client.feedback({ memoryId: "m" + n })));
    counts.push(compiled);
    process.stdout.write(JSON.stringify(counts));
  `);
  assert.deepEqual(JSON.parse(report), [0, 0, 1]);
});

test("WebAssembly that a policy forbids is a ConfigurationError; a load that failed is tried again", async () => {
  const report = await printed(`
    const { MemoryClient, ConfigurationError } = await import(${entry("index.js")});
    new Response();
    const { compile } = WebAssembly;
    WebAssembly.compile = async () => { throw new WebAssembly.CompileError("blocked by the policy"); };
    const client = new MemoryClient({ host: "https://mem0.test", fetch: async () => Response.json({}) });
    const error = await client.feedback({ memoryId: "m" }).catch((error) => error);
    WebAssembly.compile = compile;
    const { message } = await client.feedback({ memoryId: "m" });
    const { suggestion, cause } = error;
    process.stdout.write(JSON.stringify([error instanceof ConfigurationError, suggestion, cause.message, message]));
  `);
  const [isConfiguration, suggestion, cause, message] = JSON.parse(report);
  assert.equal(isConfiguration, true);
  assert.match(suggestion, /'wasm-unsafe-eval'/);
  assert.deepEqual([cause, message], ["blocked by the policy", "Feedback recorded"]);
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

test("slim sends once it has been given its .wasm, in whichever form, and says so when it was not", async (t) => {
  const { host, requests } = await serve(t, (response) => json(response, 200, RECORDED));
  const bytes = await readFile(new URL("../../pkg/dist/client.wasm", import.meta.url));
  const base64 = JSON.stringify(bytes.toString("base64"));
  for (const source of ["bytes", "new WebAssembly.Module(bytes)", "new Response(bytes, { headers: { 'content-type': 'application/wasm' } })"]) {
    const report = await printed(`
      const { MemoryClient, init } = await import(${entry("slim/slim.js")});
      const bytes = Buffer.from(${base64}, "base64");
      const client = new MemoryClient({ host: ${JSON.stringify(host)} });
      const error = await client.feedback({ memoryId: "m" }).catch((error) => error);
      await init(${source});
      const { message } = await client.feedback({ memoryId: "m" });
      process.stdout.write(JSON.stringify([error.name, error.message, message]));
    `, "--no-warnings");
    assert.deepEqual(JSON.parse(report), [
      "ConfigurationError",
      "the .wasm is missing: call init(source) once before",
      "Feedback recorded",
    ]);
  }
  assert.equal(requests.length, 3);
});

test("a .wasm that does not come, or never, is an error within the time of the call", async () => {
  const report = await printed(`
    const { MemoryClient, NetworkError, init } = await import(${entry("slim/slim.js")});
    const client = new MemoryClient({ host: "https://mem0.test", fetch: async () => Response.json({}), timeoutMs: 50 });
    init(Promise.reject(new TypeError("gone"))).catch(() => {});
    const gone = await client.feedback({ memoryId: "m" }).catch((error) => error);
    init(new Promise(() => {}));
    const late = await client.feedback({ memoryId: "m" }).catch((error) => error);
    const aborted = await client.feedback({ memoryId: "m" }, { signal: AbortSignal.abort("mine"), timeoutMs: 5000 }).catch((error) => error);
    const soon = new AbortController();
    setTimeout(() => soon.abort("soon"), 20);
    const batch = await client.feedbackBatch([{ memoryId: "m" }], { signal: soon.signal, timeoutMs: 5000 });
    process.stdout.write(JSON.stringify([gone instanceof NetworkError, gone.cause.message, late instanceof NetworkError, late.errorCode, aborted, batch.skipped, batch.results[0].error]));
  `);
  assert.deepEqual(JSON.parse(report), [true, "gone", true, "NET_TIMEOUT", "mine", 1, "soon"]);
});
