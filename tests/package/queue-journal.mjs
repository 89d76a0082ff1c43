// A journal in a file, as a program of one's own might keep it: a line of JSON for each transaction.
import { appendFileSync, closeSync, existsSync, fdatasyncSync, openSync, readFileSync, writeSync } from "node:fs";

/** Entries of a journal file. */
export function entriesIn(path) {
  const entries = new Map();
  if (!existsSync(path)) return entries;
  for (const line of readFileSync(path, "utf8").split("\n")) {
    if (!line) continue;
    const changes = JSON.parse(line);
    for (const [key, value] of changes.set) entries.set(key, value);
    for (const key of changes.delete) entries.delete(key);
  }
  return entries;
}

/** Keeps its entries in the file at `path`. */
export class FileJournal {
  constructor(path) {
    this.path = path;
    this.entries = entriesIn(path);
  }

  async write(changes) {
    const file = openSync(this.path, "a");
    writeSync(file, `${JSON.stringify(changes)}\n`);
    fdatasyncSync(file);
    closeSync(file);
    for (const [key, value] of changes.set) this.entries.set(key, value);
    for (const key of changes.delete) this.entries.delete(key);
  }

  async read(after, limit) {
    const keys = [...this.entries.keys()].filter((key) => key > after).sort();
    return keys.slice(0, limit).map((key) => [key, this.entries.get(key)]);
  }
}

/** Puts entries into a journal file, as an earlier program left them. */
export function leave(path, entries) {
  appendFileSync(path, `${JSON.stringify({ set: entries, delete: [] })}\n`);
}
