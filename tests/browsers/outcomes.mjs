// What came of the proofs: kept over many runs of the program, and shown as a table.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const OUTCOMES = fileURLToPath(new URL("../../target/browsers.json", import.meta.url));
/** What tells one proof from another. */
const KEY = ["browser", "proof", "origin", "sender"];
const COLUMNS = ["browser", "proof", "origin", "runs", "items", "lost", "stale", "pending", "doubled", "copies", "holds"];

/** Keeps an outcome in place of the last one of the same proof; without a pause, as others may do so too. */
export function record(outcome) {
  const others = kept().filter((it) => KEY.some((name) => it[name] !== outcome[name]));
  mkdirSync(dirname(OUTCOMES), { recursive: true });
  const unfinished = `${OUTCOMES}.${process.pid}`;
  writeFileSync(unfinished, `${JSON.stringify([...others, outcome], null, 2)}\n`);
  renameSync(unfinished, OUTCOMES);
}

function kept() {
  try {
    return JSON.parse(readFileSync(OUTCOMES, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return [];
    throw error;
  }
}

/** One line for each outcome, under names of columns. */
export function table(outcomes) {
  const cells = [COLUMNS, ...outcomes.map((it) => COLUMNS.map((column) => String(it[column] ?? "–")))];
  const widths = COLUMNS.map((_, at) => Math.max(...cells.map((row) => row[at].length)));
  return cells.map((row) => row.map((cell, at) => cell.padEnd(widths[at])).join("  ").trimEnd()).join("\n");
}
