/** Milliseconds after which a frame is not waited for any longer: a page out of sight has none. */
const PATIENCE = 200;

let frame: Promise<void> | undefined;
let end: (() => void) | undefined;

// Here, before all who send what is left; and not within the click: the browser has to be told of it.
globalThis.document?.addEventListener("visibilitychange", () => end?.());
globalThis.window?.addEventListener("pagehide", () => end?.());

/** Resolves when the next frame is painted, or the page is left: for what need not be in a click. */
export function painted(): Promise<void> {
  return (frame ??= new Promise((resolve) => {
    const done = (end = () => {
      clearTimeout(timer);
      // There may be a newer one.
      if (end === done) frame = undefined;
      resolve();
    });
    const timer = setTimeout(done, PATIENCE);
    requestAnimationFrame(() => setTimeout(done));
  }));
}
