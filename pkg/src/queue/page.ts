import type { Database } from "./database.js";
import type { Driver } from "./driver.js";
import type { Lines } from "./lines.js";

/**
 * Tells the driver what happens to the page. Never by `unload`, which would keep the page out of
 * the back-forward cache; and `pagehide` on the window, since documents never get it.
 */
export function watchPage(driver: Driver, lines: Lines | undefined, database: Database | undefined): () => void {
  const watch = new AbortController();
  const { signal } = watch;
  document.addEventListener("visibilitychange", () => driver.leave(document.visibilityState === "hidden"), { signal });
  addEventListener("online", () => driver.hint(), { signal });
  addEventListener(
    "storage",
    (event) => {
      const line = lines?.written(event);
      if (line) driver.lineWritten(...line);
    },
    { signal },
  );
  addEventListener(
    "pagehide",
    ({ persisted }) => {
      driver.leave(true);
      if (!persisted) return;
      driver.rest();
      database?.close();
    },
    { signal },
  );
  addEventListener("pageshow", ({ persisted }) => persisted && driver.comeBack(), { signal });
  return () => watch.abort();
}
