import { LINE } from "./journal.js";
import { tried } from "./tried.js";

/**
 * The journal's first half: lines in `localStorage`, written within the click itself. They
 * survive a crashed renderer, but not the death of the browser in the seconds that follow.
 */
export interface Lines {
  /** Throws where the user forbids it, in a sandboxed frame, and when there is no room. */
  write(id: string, text: string): void;
  /** The text of one line. */
  at(id: string): string | undefined | null;
  erase(id: string): void;
  /** All of them, as entries of a journal. */
  read(): [key: string, text: string][];
  /** What another tab has written, if `event` tells of that. */
  written(event: StorageEvent): [key: string, text: string][];
}

/** The lines whose keys begin so. */
export function linesUnder(prefix: string): Lines {
  const line = (key: string | null, text: string | null): [key: string, text: string][] =>
    text !== null && key?.startsWith(prefix) ? [[LINE + key.slice(prefix.length), text]] : [];
  return {
    write: (id, text) => localStorage.setItem(prefix + id, text),
    at: (id) => tried(() => localStorage.getItem(prefix + id)),
    erase: (id) => tried(() => localStorage.removeItem(prefix + id)),
    read: () => tried(() => Object.entries<string>(localStorage).flatMap(([key, text]) => line(key, text))) ?? [],
    written: ({ key, newValue }) => line(key, newValue),
  };
}
