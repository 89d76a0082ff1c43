// The tarball as npm installs it for others.
import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { cp, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { required } from "./settings.mjs";

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
