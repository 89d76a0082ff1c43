import { ConfigurationError, MemoryError, NetworkError } from "../errors.js";
import { inTime } from "../in-time.js";

const suggestion = "Please check your internet connection and try again";

/** Loads once, and waits as `loadInTime` does; a load that failed is tried again by the next call. */
export function once<T>(load: () => Promise<T>) {
  let loading: Promise<T> | undefined;
  let loaded: T | undefined;
  const inPlace = () =>
    (loading ??= load().then(
      (it) => (loaded = it),
      (cause: unknown) => {
        loading = undefined;
        throw loadError(cause);
      },
    ));
  return (timeoutMs: number, signal: AbortSignal | undefined) =>
    loaded && !signal?.aborted ? loaded : loadInTime(inPlace, timeoutMs, signal);
}

/** What is loaded, or nothing if the signal aborts first: a network may stall the load for ever. */
export function loadInTime<T>(
  load: () => Promise<T>,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<T | undefined> {
  return inTime(
    load,
    timeoutMs,
    signal,
    () => new NetworkError("WebAssembly did not load in time", "NET_TIMEOUT", { suggestion }),
  );
}

/** Instantiates a Module that is at hand. */
export function start(initSync: (module: WebAssembly.Module) => unknown, module: WebAssembly.Module): void {
  try {
    initSync(module);
  } catch (cause) {
    throw loadError(cause);
  }
}

/** What a load that failed rejects with. */
export function loadError(cause: unknown): MemoryError {
  const why = cause instanceof Error ? cause.message : "";
  return cause instanceof WebAssembly.CompileError
    ? new ConfigurationError(`WebAssembly may not run here: ${why}`, "CFG_001", {
        suggestion: "Please add 'wasm-unsafe-eval' to script-src in the page's Content-Security-Policy",
        cause,
      })
    : new NetworkError(`WebAssembly did not load: ${why}`, "NET_GENERIC", { suggestion, cause });
}
