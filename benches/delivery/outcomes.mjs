// What came of each run, kept so that a bench that was ended goes on where it was.
import { createHash } from "node:crypto";
import { appendFileSync, mkdirSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const FILE = fileURLToPath(new URL("../../target/bench/delivery.jsonl", import.meta.url));

/** Adds a line. */
export function keep(outcome) {
  mkdirSync(dirname(FILE), { recursive: true });
  appendFileSync(FILE, `${JSON.stringify(outcome)}\n`);
}

/** The runs so far of one course with one build of a sender's page. */
export function kept(course, page) {
  let text = "";
  try {
    text = readFileSync(FILE, "utf8");
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
  const outcomes = text.split("\n").filter(Boolean).map((line) => JSON.parse(line));
  return outcomes.filter((it) => it.course === course && it.page === page);
}

/** Tells one build of a page from another: its settings and versions are in it. */
export function digest(folder) {
  const hash = createHash("sha256");
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((it) => it.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort();
  for (const path of paths) hash.update(readFileSync(path));
  return hash.digest("hex").slice(0, 16);
}
