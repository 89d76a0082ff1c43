// What came of each run, kept so that a bench that was ended goes on where it was.
import { createHash } from "node:crypto";
import { appendFileSync, mkdirSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const FILE = fileURLToPath(new URL("../../target/bench/delivery.jsonl", import.meta.url));

/** What a run is besides the page. */
const HARNESS = ["courses.mjs", "lab.mjs", "../peers/collector.mjs", "../peers/votes.mjs"].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

/** Adds a line. */
export function keep(outcome) {
  mkdirSync(dirname(FILE), { recursive: true });
  appendFileSync(FILE, `${JSON.stringify(outcome)}\n`);
}

/** The runs so far of one course that have a digest. */
export function kept(course, digest) {
  let text = "";
  try {
    text = readFileSync(FILE, "utf8");
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
  const outcomes = text.split("\n").filter(Boolean).map((line) => JSON.parse(line));
  return outcomes.filter((it) => it.course === course && it.digest === digest);
}

/** Of a built page, which has a sender's settings and version in it, of what is done to it, and of the browser's version. */
export function digestOf(folder, browser) {
  const hash = createHash("sha256").update(browser);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((it) => it.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort();
  for (const path of [...HARNESS, ...paths]) hash.update(readFileSync(path));
  return hash.digest("hex").slice(0, 16);
}
