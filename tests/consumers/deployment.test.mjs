import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { installedIn, run } from "../installation.mjs";

const wrangler = fileURLToPath(new URL("../wrangler/node_modules/wrangler/bin/wrangler.js", import.meta.url));
/** Bytes of the Worker after gzip, by which Cloudflare measures it. */
const BUDGET = 120_000;
let place;
let said;

before(async () => {
  place = await installedIn(fileURLToPath(new URL("../../examples/cloudflare-relay", import.meta.url)));
  const env = { ...process.env, CI: "true", HOME: place, WRANGLER_HIDE_BANNER: "true", WRANGLER_SEND_METRICS: "false" };
  const { stdout, stderr } = await run(process.execPath, [wrangler, "deploy", "--dry-run", "--outdir", "bundle"], { cwd: place, env });
  said = stdout + stderr;
});

test("wrangler would deploy the example, and has nothing to complain of", () => {
  assert.match(said, /--dry-run: exiting now/);
  assert.doesNotMatch(said, /warning|error/i);
  for (const binding of ["MEM0_FEEDBACK_AUDIENCE", "MEM0_FEEDBACK_ORIGINS", "MEM0_FEEDBACK_LIMITER"]) {
    assert(said.includes(binding), said);
  }
});

test("what it would upload is within the budget", async (t) => {
  const files = (await readdir(join(place, "bundle"))).filter((name) => /\.(js|wasm)$/.test(name));
  const bytes = await Promise.all(files.map(async (name) => gzipSync(await readFile(join(place, "bundle", name))).length));
  const sum = bytes.reduce((one, other) => one + other);
  t.diagnostic(`${files}: ${sum} bytes after gzip`);
  assert.equal(files.filter((name) => name.endsWith(".wasm")).length, 1);
  assert(sum <= BUDGET, `${sum} bytes`);
});
