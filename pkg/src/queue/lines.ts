/**
 * The journal's first half: lines in `localStorage`, written within the click itself. They
 * survive a crashed renderer, but not the death of the browser in the seconds that follow.
 */
export class Lines {
  readonly #prefix: string;
  readonly #storage: Storage | undefined;

  constructor(prefix: string) {
    this.#prefix = prefix;
    try {
      this.#storage = globalThis.localStorage;
    } catch {
      // In a sandboxed frame, or where the user forbids it.
    }
  }

  /** Whether the line is written. */
  write(sequence: string, text: string): boolean {
    try {
      this.#storage!.setItem(this.#prefix + sequence, text);
      return true;
    } catch {
      return false;
    }
  }

  erase(sequence: string): void {
    try {
      this.#storage?.removeItem(this.#prefix + sequence);
    } catch {
      // Then it is read again, and found to be settled.
    }
  }

  read(): [sequence: string, text: string][] {
    try {
      const keys = Object.keys(this.#storage ?? {}).filter((key) => key.startsWith(this.#prefix));
      return keys.map((key) => [key.slice(this.#prefix.length), this.#storage?.getItem(key) ?? ""]);
    } catch {
      return [];
    }
  }

  /** What another tab has written, if `event` tells of that. */
  written({ storageArea, key, newValue }: StorageEvent): [sequence: string, text: string] | undefined {
    if (storageArea !== this.#storage || newValue === null || !key?.startsWith(this.#prefix)) return undefined;
    return [key.slice(this.#prefix.length), newValue];
  }
}
