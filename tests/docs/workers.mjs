// The documentation's examples of Workers, in workerd.
import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { claims, post, readBack, startRelay, token } from "../relay/worker.mjs";
import { address } from "../sandbox.mjs";
import { bundle, served } from "../workerd.mjs";
import { root } from "./blocks.mjs";
import { arrives, fault, first, key, project } from "./surroundings.mjs";

/** Serves a Worker; whatever it fetches, the sandbox answers. */
async function started(t, text, modules = {}) {
  const place = await project("worker.js", text);
  for (const [name, module] of Object.entries(modules)) await writeFile(join(place, name), module);
  await bundle(place);
  const files = await readdir(join(place, "bundle"));
  await writeFile(join(place, "config.capnp"), config(files));
  const worker = await served(place);
  t.after(() => worker.stop());
  return worker.origin;
}

function config(files) {
  // The first is the one that is served.
  const sorted = files.sort((one, other) => Number(one.endsWith(".wasm")) - Number(other.endsWith(".wasm")));
  const modules = sorted.map((name) => `(name = "${name}", ${name.endsWith(".wasm") ? "wasm" : "esModule"} = embed "bundle/${name}")`);
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "mem0", external = (address = "${new URL(address).host}", http = ())),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [${modules.join(", ")}],
  bindings = [(name = "MEM0_API_KEY", text = "${key}")],
  globalOutbound = "mem0",
  compatibilityDate = "2026-01-01",
);
`;
}

const down = { memoryId: first, feedback: "NEGATIVE", feedbackReason: "Moved to Porto" };
const posted = (url, body) => fetch(url, { method: "POST", body: JSON.stringify(body), signal: AbortSignal.timeout(20_000) });

/** Serves a relay, by the text of its worker.js, and sends it a vote that it is to keep and deliver. */
async function kept(t, text, { objects = {}, isDurable = true } = {}) {
  const entry = join(await project("worker.js", text), "worker.js");
  const relay = await startRelay({ entry, isDurable, objects, settings: { MEM0_API_KEY: key } });
  t.after(() => relay.stop());
  const scope = token(claims([first]));
  const item = { memory_id: first, feedback: "POSITIVE", feedback_reason: null };
  assert.equal((await post(relay, { token: scope, items: [item] })).status, 202);
  await arrives(first, "POSITIVE");
  return { relay, scope };
}

const RELAY = `import { createRelay } from "mem0-feedback/relay";
  export { FeedbackShard } from "mem0-feedback/relay";
  export default createRelay();`;

export const workers = {
  async "In a Cloudflare Worker: js"(t, { text }) {
    const session = "export const mayRate = (request, { memoryId }) => memoryId !== 'another';";
    const url = `${await started(t, text, { "session.js": session })}/memories/v1/feedback/`;
    assert.equal((await posted(url, down)).status, 200);
    await arrives(first, "NEGATIVE", "Moved to Porto");
    assert.equal((await posted(url, { ...down, memoryId: "another" })).status, 403);
    assert.equal((await posted(url, { ...down, feedback: "GOOD" })).status, 400);
    await fault(t, { status: 429 });
    assert.equal((await posted(url, down)).status, 429);
    assert.equal((await fetch(url)).status, 404);
  },
  async "In a Worker: js"(t, { text }) {
    assert.equal((await posted(await started(t, text), down)).status, 202);
    await arrives(first, "NEGATIVE", "Moved to Porto");
  },
  async "A relay that keeps votes: js"(t, { text }) {
    await kept(t, text);
  },
  async "A relay that keeps votes: jsonc"(t, { text }) {
    const { durable_objects: { bindings }, migrations } = JSON.parse(`{${text}}`);
    const deployed = await readFile(join(root, "examples/cloudflare-relay/wrangler.jsonc"), "utf8");
    for (const line of text.split("\n")) assert(deployed.replace(/\s+/g, "").includes(line.replace(/\s+|,$/g, "")), line);
    const classes = migrations.flatMap(({ new_sqlite_classes }) => new_sqlite_classes);
    const objects = Object.fromEntries(bindings.map(({ name, class_name }) => [name, class_name]));
    assert.deepEqual(Object.values(objects), classes);
    await kept(t, RELAY, { objects, isDurable: false });
  },
  async "Reading back: json"(t, { text }) {
    const shape = JSON.parse(text.replace(/"(\w+)"(?!:)/g, `"$1": null`));
    const { relay, scope } = await kept(t, RELAY);
    const answer = await (await readBack(relay, scope, [first])).json();
    const keys = (value) => Object.keys(value).sort();
    assert.deepEqual(keys(answer), keys(shape));
    assert.deepEqual(answer.results.map(keys), shape.results.map(keys));
  },
  async "Options of a shard: js"(t, { text, file }) {
    const [, imported] = /`(import \{ FeedbackShard as Shard \} [^`]+)`/.exec(await readFile(join(root, file), "utf8"));
    const { relay } = await kept(t, `${imported};\n${text}\nexport default createRelay();
      import { createRelay } from "mem0-feedback/relay";`);
    assert(relay.log.includes("delivery"), relay.log.join("\n"));
  },
};
