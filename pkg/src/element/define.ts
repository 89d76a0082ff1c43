import { FeedbackElement, FeedbackSetElement } from "../element.js";

const names = { "mem0-feedback": FeedbackElement, "mem0-feedback-set": FeedbackSetElement };

// Not on a server; and not twice, when a page has two scripts.
for (const [name, element] of Object.entries(names)) {
  if (globalThis.customElements && !customElements.get(name)) customElements.define(name, element);
}
