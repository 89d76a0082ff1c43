import type { Driver } from "./driver.js";
import type { Lines } from "./lines.js";

/**
 * Tells the driver what happens to the page. Never by `unload`, which would keep the page out of
 * the back-forward cache; and `pagehide` on the window, since documents never get it.
 */
export function watchPage(driver: Driver, lines: Lines | undefined): () => void {
  const watch = new AbortController();
  const on = <Type extends keyof WindowEventMap>(type: Type, listen: (event: WindowEventMap[Type]) => unknown) =>
    addEventListener(type, listen, watch);
  document.addEventListener("visibilitychange", () => driver.leave(document.hidden), watch);
  on("online", () => driver.hint());
  on("storage", (event) => lines && driver.overhear(lines.written(event)));
  on("pagehide", ({ persisted }) => {
    driver.leave(true);
    if (persisted) driver.rest();
  });
  on("pageshow", ({ persisted }) => persisted && driver.comeBack());
  return () => watch.abort();
}
