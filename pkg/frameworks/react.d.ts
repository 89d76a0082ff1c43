import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { FeedbackElement, FeedbackSetElement } from "../element.js";
import type { FeedbackAttributes, FeedbackListeners, FeedbackSetAttributes } from "./attributes.js";

type Props<Attributes, Made> = Attributes &
  FeedbackListeners<"on"> &
  Omit<DetailedHTMLProps<HTMLAttributes<Made>, Made>, keyof Attributes>;

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "mem0-feedback": Props<FeedbackAttributes, FeedbackElement>;
      "mem0-feedback-set": Props<FeedbackSetAttributes, FeedbackSetElement>;
    }
  }
}
