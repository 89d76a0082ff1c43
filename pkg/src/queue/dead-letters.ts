import { inTime, pages, type Journal } from "./journal.js";
import { read, type StoredFeedback } from "./record.js";

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

const PREFIX = "dead:";

/** What was refused for good: to be read, exported as JSON, tried again, or cleared. It blocks nothing. */
export class DeadLetters {
  readonly #journal: Journal;
  readonly #add: (feedback: StoredFeedback) => void;

  constructor(journal: Journal, add: (feedback: StoredFeedback) => void) {
    this.#journal = journal;
    this.#add = add;
  }

  /** All of them, oldest first. */
  async list(): Promise<DeadLetter[]> {
    const letters: DeadLetter[] = [];
    for await (const page of pages(this.#journal, undefined, PREFIX)) {
      for (const [key, value] of page) {
        if (!key.startsWith(PREFIX)) return letters;
        const letter = letterFrom(key.slice(PREFIX.length), value);
        if (letter) letters.push(letter);
      }
    }
    return letters;
  }

  /** Gives all of them again, or those named, as if they had been given now. Resolves to how many. */
  async retry(ids?: readonly string[]): Promise<number> {
    const letters = (await this.list()).filter(({ id, feedback }) => feedback && (!ids || ids.includes(id)));
    for (const { feedback } of letters) this.#add(feedback!);
    await this.#remove(letters);
    return letters.length;
  }

  /** Forgets all of them. */
  async clear(): Promise<void> {
    await this.#remove(await this.list());
  }

  #remove(letters: DeadLetter[]): Promise<void> {
    return inTime(this.#journal.write({ set: [], delete: letters.map(({ id }) => PREFIX + id) }));
  }
}

function letterFrom(id: string, value: string): DeadLetter | undefined {
  try {
    const { text, error, at } = JSON.parse(value) as DeadLetter;
    const feedback = text === undefined ? read(value) : undefined;
    return { id, error, at, ...(text === undefined ? {} : { text }), ...(feedback ? { feedback } : {}) };
  } catch {
    return undefined;
  }
}
