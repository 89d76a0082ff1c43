import { FeedbackElement } from "./feedback-element.js";
import { FeedbackSetElement } from "./set-element.js";

/** Defines the elements: not on a server, and not twice, when a page has two scripts. */
export function define(): void {
  for (const [name, element] of Object.entries({ "mem0-feedback": FeedbackElement, "mem0-feedback-set": FeedbackSetElement })) {
    if (globalThis.customElements && !customElements.get(name)) customElements.define(name, element);
  }
}
