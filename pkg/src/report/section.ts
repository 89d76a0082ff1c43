import { make } from "../element/make.js";
import type { Words } from "./words.js";

/** A part of the report: a title and a sentence that says what it shows; beside them the rest. */
export function section(name: string, title: string, sentence: string, ...rest: Node[]): HTMLElement {
  return make("section", { part: `section ${name}`, "aria-labelledby": `title-${name}` },
    make("div", { class: "head" },
      make("h3", { id: `title-${name}`, part: "heading" }, title),
      make("p", { class: "says", part: "sentence" }, sentence)),
    make("div", { class: "body" }, ...rest));
}

/** A drawing with its words, and a table of the same numbers that unfolds. */
export function figure(words: Words, key: string, caption: string, drawing: HTMLElement, numbers: HTMLElement): HTMLElement {
  return make("figure", { class: key, part: "figure" },
    make("figcaption", { class: "key" }, caption),
    drawing,
    make("details", { "data-key": key }, make("summary", { part: "summary" }, words.texts.numbers), numbers));
}

/** A remark in smaller letters. */
export function note(text: string): HTMLElement {
  return make("p", { class: "note", part: "note" }, text);
}

/** A remark in smaller letters, below a name. */
export function remarkOf(text: string): HTMLElement {
  return make("span", { class: "remark" }, text);
}
