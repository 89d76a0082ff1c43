// In place of the package's list of parts: each is fetched from beside the script.
import type { parts as all } from "../element/parts.js";

const { src } = document.currentScript as HTMLScriptElement;

function beside<Part>(name: string): () => Promise<Part> {
  // Not a path of its own: a script of another origin has no base.
  return () => import(new URL(`embed/${name}.js`, src).href);
}

export const parts: typeof all = {
  delivery: beside("delivery"),
  actions: beside("actions"),
  exposure: beside("exposure"),
  list: beside("list"),
  reason: beside("reason"),
  texts: { ar: beside("ar"), de: beside("de"), es: beside("es"), fr: beside("fr"), ja: beside("ja") },
};
