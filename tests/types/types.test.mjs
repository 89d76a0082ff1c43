import assert from "node:assert/strict";
import { readdir, readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { installedIn, run } from "../installation.mjs";
import { required } from "../settings.mjs";

const tests = fileURLToPath(new URL("..", import.meta.url));
let place;

before(async () => {
  place = await installedIn(join(tests, "types/fixtures"));
  await symlink(join(tests, "node_modules/mem0ai"), join(place, "node_modules/mem0ai"));
});

for (const [module, moduleResolution] of [["nodenext", "nodenext"], ["esnext", "bundler"]]) {
  test(`right calls compile and wrong ones do not, under ${moduleResolution}`, async () => {
    const tsc = join(tests, "node_modules/typescript/bin/tsc");
    const options = ["--module", module, "--moduleResolution", moduleResolution];
    await run(process.execPath, [tsc, "--project", place, ...options]).catch(({ stdout }) => assert.fail(stdout));
  });
}

test("the elements are typed in React, Preact, Solid, Svelte, Vue, Lit and Angular", async () => {
  const project = await installedIn(join(tests, "types/frameworks"));
  for (const name of ["react", "@types", "preact", "solid-js", "svelte", "vue", "@vue", "lit", "@lit", "@angular"]) {
    await symlink(join(tests, "node_modules", name), join(project, "node_modules", name));
  }
  const tsc = join(tests, "node_modules/typescript/bin/tsc");
  await run(process.execPath, [tsc, "--project", project]).catch(({ stdout }) => assert.fail(stdout));
});

test("no type of the package is any", async () => {
  const dist = join(place, "node_modules/mem0-feedback/dist");
  const faces = (await readdir(dist, { recursive: true })).filter((name) => name.endsWith(".d.ts"));
  for (const face of ["index.d.ts", "queue.d.ts", "queue/entry.d.ts", "element.d.ts", "element/react.d.ts", "report.d.ts"]) assert(faces.includes(face), face);
  for (const face of faces) {
    const types = (await readFile(join(dist, face), "utf8")).replace(/\/\*[^]*?\*\/|\/\/.*/g, "");
    assert.deepEqual(types.split("\n").filter((line) => /\bany\b/.test(line)), [], face);
  }
});

test("publint has nothing to say", async () => {
  const publint = join(tests, "node_modules/publint/src/cli.js");
  const { stdout } = await run(process.execPath, [publint, "--strict", required("TARBALL")]).catch(({ stdout }) => assert.fail(stdout));
  assert.match(stdout, /All good!/);
});

test("types are found, and are of the right kind, wherever modules can be imported", async () => {
  const attw = join(tests, "node_modules/@arethetypeswrong/cli/dist/index.js");
  const options = ["--profile", "esm-only", "--format", "ascii", "--no-color"];
  const { stdout } = await run(process.execPath, [attw, required("TARBALL"), ...options]).catch(({ stdout }) => assert.fail(stdout));
  assert.match(stdout, /"mem0-feedback\/slim"/);
});
