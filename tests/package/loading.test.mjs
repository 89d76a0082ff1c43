import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { entry, printed } from "./fresh-node.mjs";
import { json, RECORDED, serve } from "./server.mjs";

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

test("checkReason waits for its WebAssembly no longer than it may", async () => {
  const report = await printed(`
    const { checkReason } = await import(${entry("reason.js")});
    const { NetworkError } = await import(${entry("index.js")});
    new Response();
    const { compile } = WebAssembly;
    WebAssembly.compile = () => new Promise(() => {});
    const late = await checkReason("Bad", { timeoutMs: 50 }).catch((error) => error);
    const soon = new AbortController();
    setTimeout(() => soon.abort("soon"), 20);
    const aborted = await checkReason("Bad", { signal: soon.signal }).catch((error) => error);
    process.stdout.write(JSON.stringify([late instanceof NetworkError, late.errorCode, aborted]));
  `);
  assert.deepEqual(JSON.parse(report), [true, "NET_TIMEOUT", "soon"]);
});

/** Gives every import of a .wasm a Module, as workerd and Vercel's edge runtime do. */
function importingModules(source) {
  const hook = `export const load = (url, context, next) => /\\.wasm(\\?module)?$/.test(url)
    ? { format: "module", shortCircuit: true, source: ${JSON.stringify(source)} }
    : next(url, context);`;
  return `
    import { register } from "node:module";
    register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(hook)}`)});
  `;
}

const REAL = `
  import { readFileSync } from "node:fs";
  export default new WebAssembly.Module(readFileSync(new URL(import.meta.url).pathname));
`;
const EMPTY = "export default new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));";

for (const way of ["workerd", "edge-light"]) {
  const script = `
    const { MemoryClient, MemoryError } = await import(${entry(`${way}/index.js`)});
    const { checkReason } = await import(${entry(`${way}/reason.js`)});
    const client = new MemoryClient({ host: "https://mem0.test", fetch: async () => Response.json({}) });
    const said = (error) => [error instanceof MemoryError, error.message, error.cause?.name];
    const outcomes = [
      await client.feedback({ memoryId: "m" }).then(({ message }) => message, said),
      await checkReason("Bad memory").then(({ codes }) => codes, said),
      await checkReason("Bad memory", { signal: AbortSignal.abort("mine") }).catch((reason) => reason),
    ];
    process.stdout.write(JSON.stringify(outcomes));
  `;

  test(`the Module that ${way} imports is used`, async () => {
    const report = await printed(importingModules(REAL) + script, "--no-warnings");
    assert.deepEqual(JSON.parse(report), ["Feedback recorded", ["vague_phrase"], "mine"]);
  });

  test(`a Module that does not start in ${way} is an error of ours`, async () => {
    const report = await printed(importingModules(EMPTY) + script, "--no-warnings");
    for (const [isOurs, message, cause] of JSON.parse(report).slice(0, 2)) {
      assert.equal(isOurs, true, message);
      assert.match(message, /WebAssembly did not load: ./);
      assert.equal(cause, "TypeError");
    }
  });
}
