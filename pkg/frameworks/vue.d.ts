import type { DefineComponent, HTMLAttributes } from "vue";
import type { FeedbackAttributes, FeedbackListeners, FeedbackSetAttributes } from "./attributes.js";

type Props<Attributes> = Attributes & FeedbackListeners<"on"> & Omit<HTMLAttributes, keyof Attributes>;

declare module "vue" {
  interface GlobalComponents {
    "mem0-feedback": DefineComponent<Props<FeedbackAttributes>>;
    "mem0-feedback-set": DefineComponent<Props<FeedbackSetAttributes>>;
  }
}
