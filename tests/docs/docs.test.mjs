// Every fenced block of the documentation is run, each by its scene: what stands around the example,
// and what has to come of it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, beforeEach, test } from "node:test";
import { blocks, root } from "./blocks.mjs";
import { compiled } from "./compiled.mjs";
import { closeBrowser } from "./page.mjs";
import { pages } from "./pages.mjs";
import { scene } from "./scene.mjs";
import { scripts } from "./scripts.mjs";
import { forget } from "./surroundings.mjs";
import { workers } from "./workers.mjs";

const scenes = new Map(Object.entries({ ...compiled, ...pages, ...scripts, ...workers }));
const all = await blocks();

beforeEach(forget);
after(closeBrowser);

/** What stands in two READMEs is run once, and has come to the same end in both. */
const runs = new Map();
for (const block of all) {
  const { place, name, text } = block;
  test(`${place} ${name}`, { timeout: 120_000 }, (t) => {
    const same = `${name}\n${text}`;
    if (!runs.has(same)) runs.set(same, scene(scenes, block)(t));
    return runs.get(same).catch(({ message }) => assert.fail(`${place}: ${message}`));
  });
}

test("each scene has its block", () => {
  const names = new Set(all.map(({ name }) => name));
  assert.deepEqual([...scenes.keys()].filter((name) => !names.has(name)), []);
});

test("each entry point of the package is shown in a block", async () => {
  const { exports } = JSON.parse(await readFile(join(root, "pkg/package.json"), "utf8"));
  const text = all.map((block) => block.text).join("\n");
  const entries = Object.keys(exports).filter((entry) => entry !== "./package.json");
  const shown = (entry) => text.includes(`"mem0-feedback${entry.slice(1)}"`) || text.includes(`/${entry.slice(2)}"`);
  assert.deepEqual(entries.filter((entry) => !shown(entry)), []);
});
