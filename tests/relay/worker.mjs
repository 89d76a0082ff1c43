// The example's Worker in real workerd, with the sandbox as Mem0.
import { spawn } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import workerd from "workerd";
import { address } from "../sandbox.mjs";

export const audience = "https://relay.test";
export const page = "https://app.example.com";
export const secret = "a secret of at least thirty-two bytes";
export const older = "an older secret that is still accepted";
export const key = `relay-key-${randomUUID()}`;

const example = fileURLToPath(new URL("../../examples/cloudflare-relay/worker.js", import.meta.url));
const pkg = fileURLToPath(new URL("../../pkg/", import.meta.url));

/**
 * Starts it; what it logs is kept in `log`. A durable one keeps votes in its shards, on disk, and
 * can be killed and started again; `objects` are other Durable Objects, by binding.
 */
export async function startRelay({ entry = example, settings = {}, isDurable = false, objects = {} } = {}) {
  const place = await mkdtemp(join(tmpdir(), "relay-"));
  await build({
    entryPoints: [entry],
    outfile: join(place, "worker.js"),
    bundle: true,
    minify: true,
    format: "esm",
    platform: "neutral",
    alias: { "mem0-feedback/relay": join(pkg, "dist/workerd/relay.js") },
    loader: { ".wasm": "copy" },
    assetNames: "[name]",
    logLevel: "error",
  });
  const texts = {
    MEM0_API_KEY: key,
    MEM0_HOST: address,
    MEM0_FEEDBACK_AUDIENCE: audience,
    MEM0_FEEDBACK_ORIGINS: page,
    MEM0_FEEDBACK_SECRETS: JSON.stringify({ "2026-11": secret, "2026-10": older }),
    ...settings,
  };
  await mkdir(join(place, "disk"));
  const classes = { ...(isDurable && { MEM0_FEEDBACK_SHARDS: "FeedbackShard" }), ...objects };
  await writeFile(join(place, "config.capnp"), config(texts, classes));
  let child;
  const relay = {
    origin: undefined,
    log: [],
    place,
    async start() {
      child = spawn(workerd.default, ["serve", "config.capnp", "--control-fd=3"], {
        cwd: place,
        stdio: ["ignore", "pipe", "pipe", "pipe"],
      });
      for (const stream of [child.stdout, child.stderr]) {
        createInterface(stream).on("line", (line) => relay.log.push(line));
      }
      const [line] = await once(createInterface(child.stdio[3]), "line", { signal: AbortSignal.timeout(30_000) });
      relay.origin = `http://127.0.0.1:${JSON.parse(line).port}`;
    },
    /** Ends it at once, as a power cut would as far as the process is concerned. */
    async kill() {
      child.kill("SIGKILL");
      await once(child, "exit");
    },
    async stop() {
      await relay.kill();
      await rm(place, { recursive: true });
    },
  };
  await relay.start();
  return relay;
}

function config(texts, classes) {
  const text = JSON.stringify;
  const bindings = [
    ...Object.entries(texts).map(([name, value]) => `(name = ${text(name)}, text = ${text(value)})`),
    ...Object.entries(classes).map(([name, its]) => `(name = ${text(name)}, durableObjectNamespace = ${text(its)})`),
  ];
  const namespaces = Object.values(classes).map(
    (name) => `(className = ${text(name)}, uniqueKey = ${text(name)}, enableSql = true)`,
  );
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "internet", network = (allow = ["private"])),
    (name = "disk", disk = (path = "disk", writable = true)),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [
    (name = "worker.js", esModule = embed "worker.js"),
    (name = "relay.wasm", wasm = embed "relay.wasm"),
  ],
  bindings = [${bindings.join(", ")}],
  durableObjectNamespaces = [${namespaces.join(", ")}],
  durableObjectStorage = (localDisk = "disk"),
  compatibilityDate = "2026-01-01",
);
`;
}

/** The claims of a scope that is good. */
export function claims(memories, more = {}) {
  const now = Math.floor(Date.now() / 1000);
  return { aud: audience, iat: now, exp: now + 900, jti: randomUUID(), sub: "rater", memories, ...more };
}

/** A token, signed by hand, so that anything about it can be wrong. */
export function token(body, { header = {}, by = secret } = {}) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg: "HS256", typ: "JWT", kid: "2026-11", ...header })}.${part(body)}`;
  return `${signed}.${createHmac("sha256", by).update(signed).digest("base64url")}`;
}

/** Posts to a relay as a page does. */
export function post(relay, body, { origin = page, headers = {}, path = "/v1/feedback/" } = {}) {
  return fetch(relay.origin + path, {
    method: "POST",
    headers: { "content-type": "text/plain", ...(origin && { origin }), "cf-connecting-ip": "192.0.2.1", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

/** Reads back what a rater has said of memories. */
export function readBack(relay, scope, memories, { origin = page } = {}) {
  const asked = new URLSearchParams({ memory_ids: memories.join(",") });
  return fetch(`${relay.origin}/v1/feedback/?${asked}`, {
    headers: { authorization: `Token ${scope}`, ...(origin && { origin }) },
  });
}

/** A sequence as a queue writes it. */
export function sequence(clock, tab) {
  return clock.toString(36).padStart(11, "0") + tab.toString(36).padStart(7, "0");
}
