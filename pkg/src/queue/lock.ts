import { tried } from "./tried.js";

/** The lock that says which of all tabs sends ([Web Locks](https://www.w3.org/TR/web-locks/)). */
export interface Lock {
  /** Waits for the lock, or takes it from its holder. */
  request(steal: boolean): void;
  /** Gives it back, or waits no more. */
  release(): void;
  /** Finds out whether it is held from here still, by the same page as a lock that nobody else has. */
  verify(verified: () => void): Promise<void>;
}

/**
 * The lock of that name, where there are any. `lost`: taken by another tab; or there is none to be had, in a
 * sandboxed frame and where the user forbids a site to keep anything.
 */
export function lockNamed(name: string, granted: () => void, lost: (isRefused?: boolean) => void): Lock | undefined {
  const locks = tried(() => navigator.locks);
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
        new Promise<unknown>((end) => {
          if (signal.aborted) return end(0);
          signal.onabort = end;
          granted();
        });
      locks.request(name, steal ? { steal } : { signal }, hold).catch((error) => {
        const lose = () => {
          if (last !== request) return;
          last = undefined;
          // The code of a SecurityError.
          lost(error.code === 18);
        };
        // A page that WebKit puts away is refused each one at once: without a task in between it would ask for ever.
        signal.onabort ? lose() : setTimeout(lose);
      });
    },
    async verify(verified) {
      const request = last;
      const own = name + Math.random();
      const all = await locks.request(own, () => locks.query()).catch(() => undefined);
      const holder = (name: string) => all?.held?.find((lock) => lock.name === name)?.clientId;
      // Else it was asked for, or given up, meanwhile.
      if (last === request) (all && holder(own) === holder(name) ? verified : lost)();
    },
  };
}
