import type { ClassAttributes, HTMLAttributes } from "preact";
import type { FeedbackElement, FeedbackSetElement } from "../element.js";
import type { FeedbackAttributes, FeedbackListeners, FeedbackSetAttributes } from "./attributes.js";

type Props<Attributes, Made extends EventTarget> = Attributes &
  FeedbackListeners<"on"> &
  Omit<HTMLAttributes<Made> & ClassAttributes<Made>, keyof Attributes>;

declare module "preact" {
  namespace JSX {
    interface IntrinsicElements {
      "mem0-feedback": Props<FeedbackAttributes, FeedbackElement>;
      "mem0-feedback-set": Props<FeedbackSetAttributes, FeedbackSetElement>;
    }
  }
}
