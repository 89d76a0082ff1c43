import { ConfigurationError, MemoryError, NetworkError } from "../errors.js";

/** Turns the text that the build makes of a .wasm (deflate-raw, base64) into a module. */
export async function compile(text: string): Promise<WebAssembly.Module> {
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return WebAssembly.compile(await new Response(inflated).arrayBuffer());
}

/** Loads once; a load that failed is tried again by the next call. */
export function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () =>
    (loading ??= load().catch((cause: unknown) => {
      loading = undefined;
      throw loadError(cause);
    }));
}

/** What a load that failed rejects with. */
export function loadError(cause: unknown): MemoryError {
  const why = cause instanceof Error ? cause.message : "";
  return cause instanceof WebAssembly.CompileError
    ? new ConfigurationError(`WebAssembly may not run here: ${why}`, "CFG_001", {
        suggestion: "Please add 'wasm-unsafe-eval' to script-src in the page's Content-Security-Policy",
        cause,
      })
    : new NetworkError(`The package's WebAssembly could not be loaded: ${why}`, "NET_GENERIC", {
        suggestion: "Please check your internet connection and try again",
        cause,
      });
}
