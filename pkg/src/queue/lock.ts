/** What becomes of a lock. */
export interface LockEvents {
  granted(): void;
  /** Taken by another tab, or not to be had. */
  lost(): void;
}

/** The lock that says which of all tabs sends ([Web Locks](https://www.w3.org/TR/web-locks/)). */
export class Lock {
  readonly #locks: LockManager;
  readonly #name: string;
  readonly #events: LockEvents;
  #request: AbortController | undefined;

  constructor(locks: LockManager, name: string, events: LockEvents) {
    this.#locks = locks;
    this.#name = name;
    this.#events = events;
  }

  /** The page's locks, where there are any: in a sandboxed frame each request for one is refused. */
  static manager(): LockManager | undefined {
    try {
      return globalThis.origin === "null" ? undefined : globalThis.navigator?.locks;
    } catch {
      return undefined;
    }
  }

  /** Waits for the lock, or takes it from its holder. */
  request(steal: boolean): void {
    this.release();
    const request = (this.#request = new AbortController());
    const { signal } = request;
    const hold = () =>
      new Promise<void>((release) => {
        if (signal.aborted) return release();
        signal.addEventListener("abort", () => release());
        this.#events.granted();
      });
    const options = steal ? { steal } : { signal };
    this.#locks.request(this.#name, options, hold).catch(() => {
      if (this.#request === request) {
        this.#request = undefined;
        this.#events.lost();
      }
    });
  }

  /** Gives it back, or waits no more. */
  release(): void {
    const request = this.#request;
    this.#request = undefined;
    request?.abort();
  }

  /**
   * Whether it is held from here: by the same page as a lock that nobody else has. Nothing, if it
   * was asked for or given up meanwhile.
   */
  async isHeld(): Promise<boolean | undefined> {
    const request = this.#request;
    const own = `${this.#name}:${crypto.getRandomValues(new Uint32Array(2)).join()}`;
    const { held = [] } = await this.#locks.request(own, () => this.#locks.query());
    const holder = (name: string) => held.find((lock) => lock.name === name)?.clientId;
    return request === this.#request ? holder(own) === holder(this.#name) : undefined;
  }
}
