import type { MemoryError } from "../errors.js";
import type { Entry } from "./entry.js";
import { change, DEAD, RECORD, SENT, type Journal, type JournalChanges } from "./journal.js";
import type { Lines } from "./lines.js";
import { written } from "./record.js";

/** Writes the journal's second half, a transaction at a time, and erases the lines of the first. */
export interface Writer {
  /** Writes into the first half; where that is refused, or full, the second has to do. */
  writeLine(id: string, text: string): void;
  /** Whether the last line was written. */
  hasLines(): boolean;
  /** Adds to the next transaction. */
  save(entry: Entry): void;
  /** Adds to the next transaction. What was delivered is remembered, and what was refused set aside. */
  remove(entry: Entry): void;
  /** Writes the transaction, and says what it has saved and removed; nothing if it failed. */
  commit(): Promise<{ saved: Entry[]; removed: Entry[] } | undefined>;
  /** Whether what is written outlives the program. */
  isDurable(): boolean;
  /** Sets a record aside that nobody can read. */
  setAside(id: string, text: string, error: unknown): Promise<void>;
  /** Whether the changes were made. */
  write(set: JournalChanges["set"], gone: string[]): Promise<boolean>;
}

export function writerTo(journal: Journal, lines: Lines | undefined, warn: (error: unknown) => false): Writer {
  let saved: Entry[] = [];
  let removed: Entry[] = [];
  let hasLines = !!lines;
  const isDurable = () => journal.isDurable !== false;
  const write = (set: JournalChanges["set"], gone: string[]) => change(journal, set, gone).then(() => true, warn);
  return {
    isDurable,
    hasLines: () => hasLines,
    write,
    writeLine(id, text) {
      try {
        lines?.write(id, text);
        hasLines = !!lines;
      } catch (error) {
        if (hasLines) warn(error);
        hasLines = false;
      }
    },
    save: (entry) => saved.push(entry),
    remove: (entry) => removed.push(entry),
    async commit() {
      const done = { saved, removed };
      const set = saved.map(({ id, feedback }): [string, string] => [RECORD + id, written(feedback)]);
      const ends = removed.flatMap((entry) => endOf(entry, isDurable()));
      const gone = removed.map(({ id }) => RECORD + id);
      saved = [];
      removed = [];
      if (!(await write([...set, ...ends], gone))) return undefined;
      for (const { id } of isDurable() ? [...done.removed, ...done.saved] : done.removed) lines?.erase(id);
      return done;
    },
    async setAside(id, text, error) {
      if (await write([deadLetter(id, { text }, error)], [RECORD + id])) lines?.erase(id);
    },
  };
}

/** What is kept of an error, and told to other tabs: neither what was sent nor a stack. */
export interface Problem {
  name: string;
  message: string;
  code: string;
}

export function problem(error: unknown): Problem {
  const { name = "Error", message = String(error), errorCode: code = "QUEUE_REFUSED" } = (error ?? {}) as Partial<MemoryError>;
  return { name, message, code };
}

function endOf({ id, memoryId, feedback, state, error }: Entry, isDurable: boolean): [key: string, value: string][] {
  if (state === "refused") return [deadLetter(id, feedback, error)];
  // In a journal that ends with the program it would only grow.
  return state === "sent" && isDurable ? [[SENT + id, memoryId]] : [];
}

function deadLetter(id: string, what: object, error: unknown): [key: string, value: string] {
  return [DEAD + id, JSON.stringify({ ...what, error: problem(error), at: Date.now() })];
}
