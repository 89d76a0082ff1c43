import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { installedIn, run } from "../installation.mjs";
import { bun, deno } from "../runtimes.mjs";
import { addMemory, address, standing } from "../sandbox.mjs";

let place;

before(async () => {
  place = await installedIn(fileURLToPath(new URL("script", import.meta.url)));
});

/** Runs a script in the project, with nothing but what was installed there. */
async function printed([command, ...flags], script, ...args) {
  const env = { ...process.env, NO_COLOR: "1", DENO_DIR: join(place, "deno"), DENO_NO_UPDATE_CHECK: "1", DO_NOT_TRACK: "1" };
  const { stdout, stderr } = await run(command, [...flags, script, ...args], { cwd: place, env, timeout: 20_000 });
  assert.equal(stderr, "");
  return stdout;
}

const RUNTIMES = {
  Node: () => [process.execPath],
  Deno: () => deno(`--allow-net=${new URL(address).host}`),
  Bun: bun,
};

for (const [name, runtime] of Object.entries(RUNTIMES)) {
  test(`a plain script in ${name} sends a feedback and ends`, async () => {
    const key = `consumer-${name}`;
    const memoryId = await addMemory(key, "Reads on paper");
    assert.equal(await printed(runtime(), "send.mjs", address, key, memoryId, `Sent from ${name}`), "Feedback recorded\n");
    assert.deepEqual(await standing(key, memoryId), ["POSITIVE", `Sent from ${name}`]);
  });
}

for (const [name, runtime] of Object.entries(RUNTIMES)) {
  test(`a queue in ${name} sends the last word and lets the script end`, async () => {
    const key = `consumer-queue-${name}`;
    const memoryId = await addMemory(key, "Reads on a wall");
    const report = JSON.parse(await printed(runtime(), "queue.mjs", address, key, memoryId, `Queued in ${name}`));
    assert.deepEqual(report, { sent: 1, superseded: 1, refused: 0, pending: 0 });
    assert.deepEqual(await standing(key, memoryId), ["POSITIVE", `Queued in ${name}`]);
  });
}

for (const [name, runtime] of Object.entries({ Deno: () => deno("--allow-read=."), Bun: bun })) {
  test(`a worker in ${name} is no page's: it may hold a key`, async () => {
    assert.equal(await printed(runtime(), "worker.mjs"), "made\n");
  });
}

test("what npm installs are the files that are published", async () => {
  const home = join(place, "node_modules/mem0-feedback");
  const files = (await readdir(home, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => relative(home, join(parentPath, name)));
  const list = await readFile(new URL("../release/npm.txt", import.meta.url), "utf8");
  const published = list.trim().split("\n");
  const named = paths.map((path) => path.replace(/^(dist\/embed\/)[0-9A-Z]{8}(?=\.js$)/, "$1[hash]"));
  assert.deepEqual([...new Set(named)].sort(), published.sort());
});
