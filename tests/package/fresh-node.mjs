// A script in a Node of its own, which has loaded nothing yet.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** A module of the package, as it is written in a script. */
export const entry = (name) => JSON.stringify(new URL(`../../pkg/dist/${name}`, import.meta.url));

/** Runs a script, and returns what it printed. */
export async function printed(script, ...flags) {
  const args = [...flags, "--input-type=module", "-e", script];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { timeout: 10_000 });
  assert.equal(stderr, "");
  return stdout;
}
