// What the documentation's programs find around them: a project with the package in it, and Mem0's
// address leading to the sandbox.
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { mkdir, mkdtemp, readFile, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { run } from "../installation.mjs";
import { secret } from "../relay/worker.mjs";
import { address, standing } from "../sandbox.mjs";
import { root } from "./blocks.mjs";

const seed = JSON.parse(await readFile(new URL("seed.json", import.meta.url), "utf8"));
/** The key under which the memories of the examples are. */
export const { key } = seed;
/** Their ids. */
export const memories = seed.memories.map(({ id }) => id);
export const [first, second, third] = memories;

/** What an example may import beside the package. */
const NEIGHBOURS = ["jose", "react", "@types", "preact", "solid-js", "svelte", "vue", "@vue", "csstype"];

/** For programs outside of a browser: what is sent to Mem0 arrives at the sandbox. */
const OUTSIDE = `const { fetch } = globalThis;
globalThis.fetch = (input, init) => fetch(String(input).replace(/^https:\\/\\/api\\.mem0\\.ai(?=\\/)/, ${JSON.stringify(address)}), init);
`;

const projects = await mkdtemp(join(tmpdir(), "mem0-feedback-docs-"));
process.once("exit", () => rmSync(projects, { recursive: true }));

/** A folder that is gone with the tests. */
export const folder = () => mkdtemp(join(projects, "example-"));

/** Makes a project of one file; returns where it is. */
export async function project(file, text) {
  const place = await folder();
  await mkdir(join(place, "node_modules"));
  await symlink(join(root, "pkg"), join(place, "node_modules/mem0-feedback"));
  for (const name of NEIGHBOURS) {
    await symlink(join(root, "tests/node_modules", name), join(place, "node_modules", name));
  }
  await writeFile(join(place, "package.json"), `{"private": true, "type": "module"}`);
  await writeFile(join(place, "outside.js"), OUTSIDE);
  await writeFile(join(place, file), text);
  return place;
}

/** Where programs find the switch that leads Mem0's address to the sandbox. */
export const outside = (place) => pathToFileURL(join(place, "outside.js")).href;

/** Runs a program in a project to its end, with the credentials that examples read; what it printed. */
export async function printed(place, program, args) {
  const env = { ...process.env, MEM0_API_KEY: key, MEM0_FEEDBACK_SECRET: secret, NO_COLOR: "1" };
  const { stdout, stderr } = await run(program, args, { cwd: place, env, timeout: 30_000 });
  return stdout + stderr;
}

/** Takes back what earlier examples have said. */
export async function forget() {
  for (const memory of memories) {
    const body = JSON.stringify({ memory_id: memory, feedback: null });
    const headers = { authorization: `Token ${key}`, "content-type": "application/json" };
    const answer = await fetch(`${address}/v1/feedback/`, { method: "POST", headers, body });
    assert(answer.ok, `the sandbox answered ${answer.status}`);
  }
}

/** Waits until Mem0 has that of a memory. */
export async function arrives(memory, feedback, reason = null) {
  for (let left = 100; left; left -= 1) {
    if (JSON.stringify(await standing(key, memory)) === JSON.stringify([feedback, reason])) return;
    await sleep(50);
  }
  assert.deepEqual(await standing(key, memory), [feedback, reason]);
}

/** Lets requests to Mem0 fail until the test ends. */
export async function fault(t, what) {
  const controls = `${address}/sandbox/faults`;
  t.after(() => fetch(controls, { method: "DELETE" }));
  const answer = await fetch(controls, { method: "PUT", body: JSON.stringify({ path: "/v1/feedback/", ...what }) });
  assert(answer.ok, `the sandbox answered ${answer.status}`);
}
