import { dress } from "./actions-appearance.js";
import type { FeedbackElement } from "./feedback-element.js";
import { make } from "./make.js";
import type { FeedbackSetElement } from "./set-element.js";

const CSS = `
.list { margin: .375em 0 0; padding: 0; list-style: none; font-size: .9375em }
.list li {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 0 1em;
  padding-block: .25em;
  border-block-start: 1px solid color-mix(in srgb, currentcolor 16%, #0000);
}
.list span { flex: 1 1 8em; min-inline-size: 0; max-block-size: 9em; overflow: auto; overflow-wrap: anywhere; unicode-bidi: isolate }
@media (prefers-reduced-motion: no-preference) {
  .row > button { transition: background-color .15s }
}`;

/** The memories of a set, each with thumbs of its own. */
export function listOf(set: FeedbackSetElement): HTMLElement {
  dress(set.shadowRoot!, CSS);
  const items = set.memories.map(({ id, memory }, index) => {
    const text = memory ?? `${index + 1}`;
    const thumbs = document.createElement("mem0-feedback") as FeedbackElement;
    const { owner, scope, queue, client, disabled, readOnly, askRate } = set;
    Object.assign(thumbs, { memoryId: id, label: text, owner, scope, queue, client, disabled, readOnly, askRate });
    return make("li", {}, make("span", { dir: "auto", part: "memory" }, text), thumbs);
  });
  return make("ul", { class: "list", part: "list" }, ...items);
}
