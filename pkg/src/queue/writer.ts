import type { MemoryError } from "../errors.js";
import type { Entry } from "./entry.js";
import { Fate } from "./commands.js";
import { DEAD, inTime, RECORD, SENT, type Journal, type JournalChanges } from "./journal.js";
import type { Lines } from "./lines.js";
import { written } from "./record.js";

/** Writes the journal's second half, a transaction at a time, and erases the lines of the first. */
export class Writer {
  readonly #journal: Journal;
  readonly #lines: Lines | undefined;
  readonly #warn: (error: unknown) => void;
  #changes: JournalChanges = { set: [], delete: [] };
  #saved: Entry[] = [];
  #removed: [entry: Entry, fate: Fate][] = [];
  #hasLines = true;

  constructor(journal: Journal, lines: Lines | undefined, warn: (error: unknown) => void) {
    this.#journal = journal;
    this.#lines = lines;
    this.#warn = warn;
  }

  /** Writes into the first half; where that is refused, or full, the second has to do. */
  writeLine(id: string, text: string): void {
    try {
      this.#lines?.write(id, text);
      this.#hasLines = true;
    } catch (error) {
      if (this.#hasLines) this.#warn(error);
      this.#hasLines = false;
    }
  }

  /** Adds to the next transaction. */
  save(entry: Entry): void {
    this.#saved.push(entry);
    this.#changes.set.push([RECORD + entry.id, written(entry.feedback)]);
  }

  /** Adds to the next transaction. What was delivered is remembered, and what was refused set aside. */
  remove(entry: Entry, fate: Fate): void {
    const { id, memoryId, feedback, error } = entry;
    this.#removed.push([entry, fate]);
    this.#changes.delete.push(RECORD + id);
    if (fate === Fate.Sent) {
      // In a journal that ends with the program it would only grow.
      if (this.isDurable) this.#changes.set.push([SENT + id, memoryId]);
    } else if (fate !== Fate.Superseded) {
      this.#changes.set.push(deadLetter(id, feedback, error));
    }
  }

  /** Writes the transaction: what it has saved, and what gave way to that; nothing if it failed. */
  async commit(): Promise<{ saved: Entry[]; superseded: Entry[] } | undefined> {
    const changes = this.#changes;
    const saved = this.#saved;
    const removed = this.#removed;
    this.#changes = { set: [], delete: [] };
    this.#saved = [];
    this.#removed = [];
    if (!(await this.write(changes))) return undefined;
    if (this.isDurable) {
      for (const entry of saved) {
        entry.isSaved = true;
        this.#lines?.erase(entry.id);
      }
    }
    for (const [{ id }] of removed) this.#lines?.erase(id);
    const superseded = removed.filter(([, fate]) => fate === Fate.Superseded).map(([entry]) => entry);
    return { saved, superseded };
  }

  /** Whether what is written outlives the program. */
  get isDurable(): boolean {
    return this.#journal.isDurable !== false;
  }

  /** Sets a record aside that nobody can read. */
  async setAside(id: string, text: string, error: unknown): Promise<void> {
    const isWritten = await this.write({ set: [deadLetter(id, { text }, error)], delete: [RECORD + id] });
    if (isWritten) this.#lines?.erase(id);
  }

  /** Whether the changes were made. */
  async write(changes: JournalChanges): Promise<boolean> {
    try {
      await inTime(this.#journal.write(changes));
      return true;
    } catch (error) {
      this.#warn(error);
      return false;
    }
  }
}

/** What is kept of an error, and told to other tabs: neither what was sent nor a stack. */
export interface Problem {
  name: string;
  message: string;
  code: string | undefined;
}

export function problem(error: unknown): Problem {
  const { name = "Error", message = String(error), errorCode: code } = (error ?? {}) as Partial<MemoryError>;
  return { name, message, code };
}

function deadLetter(id: string, what: object, error: unknown): [key: string, value: string] {
  return [DEAD + id, JSON.stringify({ ...what, error: problem(error), at: Date.now() })];
}
