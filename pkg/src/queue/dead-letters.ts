import type { Entry } from "./entry.js";
import { change, DEAD, idIn, pages, RECORD, type Journal } from "./journal.js";
import { read, written, type StoredFeedback } from "./record.js";
import { tried } from "./tried.js";
import { problem } from "./writer.js";

/** A feedback that was refused for good. */
export interface DeadLetter {
  /** The id that `add()` gave. */
  id: string;
  /** What was to be sent; nothing if the journal's text could not be read. */
  feedback?: StoredFeedback | undefined;
  /** That text. */
  text?: string;
  /** Why it was refused. */
  error: { name: string; message: string; code: string };
  /** When it was set aside, in milliseconds since the Unix epoch. */
  at: number;
}

/** What was refused for good: to be read, exported as JSON, tried again, or cleared. It blocks nothing. */
export interface DeadLetters {
  /** All of them, oldest first. */
  list(): Promise<DeadLetter[]>;
  /**
   * Gives all of them again, or those named, as if they had been given now. Resolves to how many.
   *
   * @throws what `add()` throws, when the queue is full say; the rest is still among the dead letters then.
   */
  retry(ids?: readonly string[]): Promise<number>;
  /** Forgets all of them. */
  clear(): Promise<void>;
}

/** Those in a journal, once what is to be written there has been: a letter of this very moment, say. */
export function deadLettersIn(
  journal: Journal,
  settle: () => Promise<void>,
  add: (feedback: StoredFeedback) => Entry,
): DeadLetters {
  const list = async () => {
    await settle();
    const letters: DeadLetter[] = [];
    for await (const page of pages(journal, undefined, DEAD)) {
      for (const [key, value] of page) {
        if (!key.startsWith(DEAD)) return letters;
        letters.push(letterFrom(idIn(key), value));
      }
    }
    return letters;
  };
  return {
    list,
    async retry(ids) {
      const set: [string, string][] = [];
      const gone: string[] = [];
      try {
        for (const { id, feedback } of await list()) {
          if (!feedback || ids?.includes(id) === false) continue;
          set.push([RECORD + add(feedback).id, written(feedback)]);
          gone.push(DEAD + id);
        }
      } finally {
        // In one transaction, so that it is always either here or there.
        await change(journal, set, gone);
      }
      return gone.length;
    },
    async clear() {
      await change(journal, [], (await list()).map(({ id }) => DEAD + id));
    },
  };
}

function letterFrom(id: string, value: string): DeadLetter {
  const letter = tried(() => {
    const { text, error, at } = JSON.parse(value) as DeadLetter;
    return { id, ...(text === undefined ? { feedback: read(value) } : { text }), error, at };
  });
  return letter ?? { id, text: value, error: problem("It cannot be read"), at: 0 };
}
