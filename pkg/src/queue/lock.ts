import { tried } from "./tried.js";

/** The lock that says which of all tabs sends ([Web Locks](https://www.w3.org/TR/web-locks/)). */
export interface Lock {
  /** Waits for the lock, or takes it from its holder. */
  request(steal: boolean): void;
  /** Gives it back, or waits no more. */
  release(): void;
  /**
   * Whether it is held from here: by the same page as a lock that nobody else has. Nothing, if it
   * was asked for or given up meanwhile.
   */
  isHeld(): Promise<boolean | undefined>;
}

/** The lock of that name, where there are any. `lost`: taken by another tab, or not to be had. */
export function lockNamed(name: string, granted: () => void, lost: () => void): Lock | undefined {
  // In a sandboxed frame each request for one is refused.
  const locks = tried(() => (origin === "null" ? undefined : navigator.locks));
  if (!locks) return undefined;
  let last: AbortController | undefined;
  const release = () => {
    last?.abort();
    last = undefined;
  };
  return {
    release,
    request(steal) {
      release();
      const request = (last = new AbortController());
      const { signal } = request;
      const hold = () =>
        new Promise<void>((end) => {
          if (signal.aborted) return end();
          signal.onabort = () => end();
          granted();
        });
      locks.request(name, steal ? { steal } : { signal }, hold).catch(() => {
        if (last !== request) return;
        last = undefined;
        lost();
      });
    },
    async isHeld() {
      const request = last;
      const own = name + crypto.randomUUID();
      const { held } = await locks.request(own, () => locks.query());
      const holder = (name: string) => held?.find((lock) => lock.name === name)?.clientId;
      return last === request ? holder(own) === holder(name) : undefined;
    },
  };
}
