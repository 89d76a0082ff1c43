// Copies of the projects with their packages, in a folder that is kept between runs.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, readFile, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { program, run } from "../installation.mjs";
import { required } from "../settings.mjs";

const SOURCE = fileURLToPath(new URL("../consumers", import.meta.url));
/** Where the copies are. */
export const PLACE = fileURLToPath(new URL("../../target/consumers", import.meta.url));
/** The package, as it was unpacked. */
export const PACKAGE = join(PLACE, "node_modules/mem0-feedback");
const STAMP = join(PLACE, "stamp.json");
const PROGRAMS = join(PLACE, "programs");
const NODES = ["node-20", "node-22", "node-24"];

/**
 * Copies them, installs what their lockfile says and unpacks the package, which needs nothing else, and the crate;
 * returns why a project cannot be used, by its name.
 */
export async function prepare(projects) {
  await mkdir(PLACE, { recursive: true });
  for (const name of await readdir(PLACE)) {
    if (!["node_modules", "programs", "stamp.json"].includes(name)) await rm(join(PLACE, name), { recursive: true });
  }
  await cp(SOURCE, PLACE, { recursive: true });
  await unpack(required("CRATE"), join(PLACE, "crate"));
  const obstacles = await install(projects);
  await unpack(required("TARBALL"), PACKAGE);
  await link();
  return obstacles;
}

/**
 * Installs the packages of all projects at once, of those from earlier runs too; of one after the
 * other only when that fails.
 */
async function install(projects) {
  const { workspaces } = JSON.parse(await readFile(join(PLACE, "package.json"), "utf8"));
  const lock = createHash("sha256").update(await readFile(join(PLACE, "package-lock.json"))).digest("hex");
  const stamp = await readFile(STAMP, "utf8").then(JSON.parse).catch(() => ({}));
  const earlier = stamp.lock === lock ? stamp.installed : [];
  const wanted = workspaces.filter((name) => projects.includes(name) || earlier.includes(name));
  if (wanted.length === earlier.length) return new Map();
  await rm(STAMP, { force: true });
  const obstacles = new Map();
  if (await obstacle(wanted)) {
    for (const name of wanted) obstacles.set(name, await obstacle([name]));
    const good = wanted.filter((name) => !obstacles.get(name));
    const why = await obstacle(good);
    for (const name of why ? good : []) obstacles.set(name, why);
  }
  const installed = wanted.filter((name) => !obstacles.get(name));
  await writeFile(STAMP, JSON.stringify({ lock, installed }));
  return obstacles;
}

/** Why the packages of some projects cannot be installed; nothing when they have been. */
async function obstacle(projects) {
  const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const chosen = projects.map((name) => `--workspace=${name}`);
  try {
    await run("npm", ["ci", ...options, ...chosen], { cwd: PLACE, maxBuffer: Infinity });
    return undefined;
  } catch ({ stderr }) {
    return `npm ci: ${stderr.trim().split("\n")[0]}`;
  }
}

async function unpack(archive, folder) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await run("tar", ["--extract", "--strip-components=1", "--directory", folder, "--file", archive]);
}

/** Gives the programs that rows are run by a folder of their own. */
async function link() {
  await rm(PROGRAMS, { recursive: true, force: true });
  await mkdir(PROGRAMS);
  const places = { wrangler: fileURLToPath(new URL("../wrangler/node_modules/.bin/wrangler", import.meta.url)) };
  for (const [name, path] of [["deno", "deno"], ["bun", "bin/bun"]]) places[name] = program(name, path);
  for (const name of NODES) places[name] = join(PLACE, "node_modules", name, "bin/node");
  places.node = places["node-24"];
  for (const [name, place] of Object.entries(places)) {
    if (existsSync(place)) await symlink(place, join(PROGRAMS, name));
  }
}

/** Whether there is a program of that name. */
export function isThere(name) {
  return existsSync(join(PROGRAMS, name));
}

/** What commands of a project find in their environment: its own programs first, and nobody to ask or tell. */
export function environment(project, more) {
  const folders = [PROGRAMS, join(PLACE, project, "node_modules/.bin"), join(PLACE, "node_modules/.bin")];
  return {
    ...process.env,
    PATH: [...folders, process.env.PATH].join(":"),
    HOME: PLACE,
    CARGO_HOME: process.env.CARGO_HOME ?? join(process.env.HOME ?? "", ".cargo"),
    RUSTUP_HOME: process.env.RUSTUP_HOME ?? join(process.env.HOME ?? "", ".rustup"),
    CI: "true",
    NO_COLOR: "1",
    BROWSER: "none",
    ASTRO_TELEMETRY_DISABLED: "1",
    DENO_NO_UPDATE_CHECK: "1",
    DO_NOT_TRACK: "1",
    NEXT_TELEMETRY_DISABLED: "1",
    NG_CLI_ANALYTICS: "false",
    WRANGLER_SEND_METRICS: "false",
    ...more,
  };
}
