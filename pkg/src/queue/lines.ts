/**
 * The journal's first half: lines in `localStorage`, written within the click itself. They
 * survive a crashed renderer, but not the death of the browser in the seconds that follow.
 */
export class Lines {
  readonly #prefix: string;

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** Throws where the user forbids it, in a sandboxed frame, and when there is no room. */
  write(sequence: string, text: string): void {
    localStorage.setItem(this.#prefix + sequence, text);
  }

  /** The text of one line. */
  at(sequence: string): string | undefined {
    try {
      return localStorage.getItem(this.#prefix + sequence) ?? undefined;
    } catch {
      return undefined;
    }
  }

  erase(sequence: string): void {
    try {
      localStorage.removeItem(this.#prefix + sequence);
    } catch {
      // Then it was never written.
    }
  }

  read(): [sequence: string, text: string][] {
    try {
      const entries: [string, string][] = Object.entries(localStorage);
      return entries.flatMap(([key, text]) => (key.startsWith(this.#prefix) ? [[this.#sequence(key), text]] : []));
    } catch {
      return [];
    }
  }

  /** What another tab has written, if `event` tells of that. */
  written({ key, newValue }: StorageEvent): [sequence: string, text: string] | undefined {
    return newValue !== null && key?.startsWith(this.#prefix) ? [this.#sequence(key), newValue] : undefined;
  }

  #sequence(key: string): string {
    return key.slice(this.#prefix.length);
  }
}
