// A Worker with the tarball in it, in workerd itself.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { build } from "esbuild";
import workerd from "workerd";
import { installedIn } from "./installation.mjs";

/** Installs the tarball in a copy of the project, and bundles its worker.js; returns where. */
export async function bundledIn(project) {
  const place = await installedIn(project);
  await bundle(place);
  return place;
}

/** Puts a project's worker.js and each .wasm that it imports into `bundle`. */
export async function bundle(place) {
  await build({
    absWorkingDir: place,
    entryPoints: ["worker.js"],
    outdir: "bundle",
    bundle: true,
    format: "esm",
    platform: "neutral",
    conditions: ["workerd"],
    loader: { ".wasm": "copy" },
    assetNames: "[name]",
  });
}

/** Serves what was bundled, by its config.capnp; `{origin, stop}`. */
export async function served(place) {
  const worker = spawn(workerd.default, ["serve", "config.capnp", "--control-fd=3"], {
    cwd: place,
    stdio: ["ignore", "inherit", "inherit", "pipe"],
  });
  const [line] = await once(createInterface(worker.stdio[3]), "line", { signal: AbortSignal.timeout(20_000) });
  return {
    origin: `http://127.0.0.1:${JSON.parse(line).port}`,
    async stop() {
      worker.kill();
      await once(worker, "exit");
    },
  };
}
