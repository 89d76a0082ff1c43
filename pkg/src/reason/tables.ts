import { loadInTime, loadError } from "../wasm/loading.js";

/** The words of each language but English, which are in the WebAssembly. */
const sources: Record<string, () => Promise<{ words: string }>> = {
  de: () => import("./words/de.js"),
  fr: () => import("./words/fr.js"),
  es: () => import("./words/es.js"),
  ja: () => import("./words/ja.js"),
  ar: () => import("./words/ar.js"),
};

/** Texts and not promises: in workerd a promise of one request hangs in another. */
const fetched = new Map<string, string>();

/** All that have been fetched, in the form that the WebAssembly reads. */
export const tables = (): string => [...fetched.values()].join("");

/** Fetches some more; nothing has been fetched when the signal aborts first. */
export const fetchTables = (tags: string[], timeoutMs: number, signal: AbortSignal | undefined) =>
  loadInTime(() => Promise.all(tags.map(fetchTable)), timeoutMs, signal);

async function fetchTable(tag: string): Promise<void> {
  try {
    fetched.set(tag, (await sources[tag]?.())?.words ?? "");
  } catch (cause) {
    throw loadError(cause);
  }
}
