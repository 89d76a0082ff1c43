import { inTime } from "../in-time.js";
import type { Lines } from "./lines.js";

/** Changes to a journal, to be made all at once or not at all. */
export interface JournalChanges {
  /** Entries to be there. */
  set: [key: string, value: string][];
  /** Keys of entries to be gone; some may not be there. */
  delete: string[];
}

/**
 * Where a queue keeps what it has not delivered: a sorted map of texts. What `write` has resolved
 * for must outlive the program, if anything is to.
 */
export interface Journal {
  /** `false` while what is written would not outlive the program; may change. */
  readonly isDurable?: boolean;
  /** Makes all of the changes, or rejects and makes none. */
  write(changes: JournalChanges): Promise<void>;
  /** Entries with keys above `after`, in the order of their keys, at most `limit`. */
  read(after: string, limit: number): Promise<[key: string, value: string][]>;
}

/** How keys begin: the rest is a feedback's id. */
export const LINE = "line:";
export const RECORD = "record:";
export const SENT = "sent:";
export const DEAD = "dead:";
/** The line that keeps the last sequence, for a clock that is set back; it is no feedback's. */
export const CLOCK = "clock";
/** What is known of the host: a key by itself. */
export const HOST = "host";

/** The id in a key: what follows the kind, or all of it if it has none. */
export function idIn(key: string): string {
  return key.slice(key.indexOf(":") + 1);
}

/** Gone with the program. */
export function newMemoryJournal(): Journal {
  const entries = new Map<string, string>();
  return {
    isDurable: false,
    async write(changes) {
      for (const [key, value] of changes.set) entries.set(key, value);
      for (const key of changes.delete) entries.delete(key);
    },
    async read(after, limit) {
      // As texts, in which a comma is behind the key: below whatever keys consist of.
      return [...entries].filter(([key]) => key > after).sort().slice(0, limit);
    },
  };
}

/**
 * All that is kept, the lines of the first half under `line:` keys, and before the rest: a record
 * goes from the first half to the second, and would be missed if that were read first.
 */
export async function* pages(journal: Journal, lines?: Lines, after = ""): AsyncGenerator<[key: string, value: string][]> {
  if (lines) yield lines.read();
  for (let page; (page = (await answered(async () => journal.read(after, 500)))!).length !== 0; ) {
    const [last] = page[page.length - 1]!;
    if (!(last > after)) throw new Error("The journal's keys are unsorted");
    yield page;
    after = last;
  }
}

/** Makes changes, all at once. */
export function change(journal: Journal, set: JournalChanges["set"], gone: string[]): Promise<unknown> {
  return answered(async () => journal.write({ set, delete: gone }));
}

/** Rejects when nobody answers: a database can hang for ever, and a request too. */
export function answered<T>(
  ask: () => Promise<T>,
  who = "The journal",
  seconds = 5,
  signal?: AbortSignal,
): Promise<T | undefined> {
  return inTime(ask, seconds * 1000, signal, () => new Error(`${who} has not answered for ${seconds} seconds`));
}
