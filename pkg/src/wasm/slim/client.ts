// The caller brings the .wasm: streamed from a URL, or a Module that is there already.
import { misconfigured } from "../../errors.js";
import { loadInTime, loadError } from "../loading.js";
import fetchAndStart, { initSync, send } from "../../glue/client.js";

let ready: Promise<unknown> | undefined;

/** Names the .wasm, `mem0-feedback/client.wasm`: a Module, its bytes, a URL or a `Response`. */
export async function init(
  source: WebAssembly.Module | BufferSource | string | URL | Response | Promise<Response>,
): Promise<void> {
  const begin = async () =>
    source instanceof WebAssembly.Module ? initSync(source) : fetchAndStart({ module_or_path: source });
  ready = begin().catch((cause: unknown) => {
    throw loadError(cause);
  });
  await ready;
}

/** @internal */
export function load(timeoutMs: number, signal: AbortSignal | undefined): Promise<typeof send | undefined> {
  return loadInTime(
    async () => {
      if (!ready) throw misconfigured("the .wasm is missing: call init(source) once before");
      await ready;
      return send;
    },
    timeoutMs,
    signal,
  );
}
