import { languageAround } from "./language-around.js";
import { parts } from "./parts.js";
import { english, type Texts } from "./texts/en.js";

const loaded = new Map<string, Texts>();

/** The texts for an element, English until they have come; `came` is called when they have. */
export function textsFor(element: Element, came: () => void): Texts {
  const language = languageAround(element).slice(0, 2).toLowerCase();
  const load = parts.texts[language as keyof typeof parts.texts];
  const known = loaded.get(language);
  if (!known && load) {
    load().then(
      ({ texts }) => {
        loaded.set(language, texts);
        came();
      },
      () => {}, // Then English has to do.
    );
  }
  return known ?? english;
}
