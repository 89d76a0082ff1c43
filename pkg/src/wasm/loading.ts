import { ConfigurationError, MemoryError, NetworkError } from "../errors.js";

const suggestion = "Please check your internet connection and try again";

/** Loads once, and waits as `inTime` does; a load that failed is tried again by the next call. */
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
    loaded && !signal?.aborted ? loaded : inTime(inPlace, timeoutMs, signal);
}

/** What is loaded, or nothing if the signal aborts first: a network may stall the load for ever. */
export async function inTime<T>(
  load: () => Promise<T>,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<T | undefined> {
  if (signal?.aborted) return undefined;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new NetworkError("WebAssembly did not load in time", "NET_TIMEOUT", { suggestion }));
      end();
    }, timeoutMs);
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve(undefined);
    };
    signal?.addEventListener("abort", end);
    load().then(resolve, reject).then(end);
  });
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
