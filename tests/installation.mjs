// The tarball as npm installs it for others.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { cp, mkdtemp } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { required } from "./settings.mjs";

const { resolve } = createRequire(import.meta.url);

/** A program, run to its end; rejects with what it printed. */
export const run = promisify(execFile);

/** Copies a project out of the repository and installs the tarball there; returns where. */
export async function installedIn(project) {
  const place = await mkdtemp(join(tmpdir(), "mem0-feedback-"));
  process.once("exit", () => rmSync(place, { recursive: true }));
  await cp(project, place, { recursive: true });
  const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--offline"];
  await run("npm", ["install", required("TARBALL"), ...options], { cwd: place });
  return place;
}

/**
 * The program that npm installed for this platform, as a dependency of a package that would only
 * copy it by an install script.
 */
export function program(name, path) {
  const manifest = resolve(`${name}/package.json`);
  const { optionalDependencies } = createRequire(manifest)(manifest);
  for (const platform of Object.keys(optionalDependencies)) {
    try {
      return join(dirname(resolve(`${platform}/package.json`, { paths: [dirname(manifest)] })), path);
    } catch {
      // Another platform's.
    }
  }
  return assert.fail(`npm has no ${name} for ${process.platform} on ${process.arch}`);
}
