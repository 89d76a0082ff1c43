import type { FeedbackDetail, FeedbackElement } from "./element/feedback-element.js";
import type { FeedbackSetElement } from "./element/set-element.js";

export type { Client } from "./element/ballot.js";
export type { FeedbackAttributes, FeedbackSetAttributes } from "./element/attributes.js";
export { FeedbackElement, type FeedbackDetail } from "./element/feedback-element.js";
export { FeedbackSetElement, type SetMemory } from "./element/set-element.js";

/** The events of both elements; all of them bubble, out of shadow roots too. */
export interface FeedbackEventMap {
  /** There is another vote, or another reason. */
  "mem0-feedback-change": CustomEvent<FeedbackDetail>;
  /** The vote has arrived. */
  "mem0-feedback-sent": CustomEvent<FeedbackDetail>;
  /** The vote was refused. */
  "mem0-feedback-error": CustomEvent<FeedbackDetail>;
  /** Half of the element has been in sight for a second, for the first time on this page. */
  "mem0-feedback-exposure": CustomEvent<FeedbackDetail>;
}

declare global {
  interface HTMLElementTagNameMap {
    "mem0-feedback": FeedbackElement;
    "mem0-feedback-set": FeedbackSetElement;
  }
  /** Of elements, the document and the window. */
  interface GlobalEventHandlersEventMap extends FeedbackEventMap {}
}
