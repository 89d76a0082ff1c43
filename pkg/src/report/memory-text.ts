import { make } from "../element/make.js";

/** Characters of a memory that are shown; the report as JSON has all of them. */
const SHOWN = 280;

/** What a memory says, by itself, so that its direction turns nothing around it. */
export function memoryText(text: string): HTMLElement {
  const [shown, rest] = [[...text.slice(0, SHOWN * 2)].slice(0, SHOWN).join(""), text.length];
  return make("span", { class: "memory", part: "memory", dir: "auto" }, shown.length < rest ? `${shown}…` : shown);
}
