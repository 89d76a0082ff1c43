import { DEAD, idIn, inTime, pages, RECORD, type Journal } from "./journal.js";
import type { Entry } from "./entry.js";
import { read, written, type StoredFeedback } from "./record.js";

/** A feedback that was refused for good. */
export interface DeadLetter {
  /** The id that `add()` gave. */
  id: string;
  /** What was to be sent; nothing if the journal's text could not be read. */
  feedback?: StoredFeedback;
  /** That text. */
  text?: string;
  /** Why it was refused. */
  error: { name: string; message: string; code?: string };
  /** When it was set aside, in milliseconds since the Unix epoch. */
  at: number;
}

/** What was refused for good: to be read, exported as JSON, tried again, or cleared. It blocks nothing. */
export class DeadLetters {
  readonly #journal: Journal;
  readonly #add: (feedback: StoredFeedback) => Entry;

  constructor(journal: Journal, add: (feedback: StoredFeedback) => Entry) {
    this.#journal = journal;
    this.#add = add;
  }

  /** All of them, oldest first. */
  async list(): Promise<DeadLetter[]> {
    const letters: DeadLetter[] = [];
    for await (const page of pages(this.#journal, undefined, DEAD)) {
      for (const [key, value] of page) {
        if (!key.startsWith(DEAD)) return letters;
        letters.push(letterFrom(idIn(key), value));
      }
    }
    return letters;
  }

  /**
   * Gives all of them again, or those named, as if they had been given now. Resolves to how many.
   *
   * @throws what `add()` throws, when the queue is full say; the rest is still among the dead letters then.
   */
  async retry(ids?: readonly string[]): Promise<number> {
    const set: [string, string][] = [];
    const gone: string[] = [];
    try {
      for (const { id, feedback } of await this.list()) {
        if (!feedback || ids?.includes(id) === false) continue;
        set.push([RECORD + this.#add(feedback).id, written(feedback)]);
        gone.push(DEAD + id);
      }
    } finally {
      // In one transaction, so that it is always either here or there.
      await this.#write(set, gone);
    }
    return gone.length;
  }

  /** Forgets all of them. */
  async clear(): Promise<void> {
    await this.#write([], (await this.list()).map(({ id }) => DEAD + id));
  }

  #write(set: [string, string][], gone: string[]): Promise<void> {
    return inTime(this.#journal.write({ set, delete: gone }));
  }
}

function letterFrom(id: string, value: string): DeadLetter {
  try {
    const { text, error, at } = JSON.parse(value) as DeadLetter;
    const feedback = text === undefined ? read(value) : undefined;
    return { id, error, at, ...(text === undefined ? {} : { text }), ...(feedback ? { feedback } : {}) };
  } catch {
    return { id, text: value, error: { name: "Error", message: "It cannot be read" }, at: 0 };
  }
}
