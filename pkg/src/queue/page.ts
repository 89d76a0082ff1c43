import { Happened } from "./commands.js";
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
  const leave = (isLeaving: boolean) => driver.tell(Happened.Leaving, isLeaving);
  document.addEventListener("visibilitychange", () => leave(document.hidden), watch);
  on("online", () => driver.tell(Happened.Hint));
  on("storage", (event) => lines && driver.overhear(lines.written(event)));
  on("pagehide", ({ persisted }) => {
    leave(true);
    if (persisted) driver.rest();
  });
  on("pageshow", ({ persisted }) => {
    if (persisted) driver.comeBack();
    leave(false);
  });
  return () => watch.abort();
}
