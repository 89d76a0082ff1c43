import type { DefineComponent, HTMLAttributes } from "vue";
import type { ReportAttributes, ReportListeners } from "../report/attributes.js";
import type { FeedbackAttributes, FeedbackListeners, FeedbackSetAttributes } from "./attributes.js";

type Props<Attributes, Listeners = FeedbackListeners<"on">> = Attributes & Listeners & Omit<HTMLAttributes, keyof Attributes>;

declare module "vue" {
  interface GlobalComponents {
    "mem0-feedback": DefineComponent<Props<FeedbackAttributes>>;
    "mem0-feedback-set": DefineComponent<Props<FeedbackSetAttributes>>;
    "mem0-feedback-report": DefineComponent<Props<ReportAttributes, ReportListeners<"on">>>;
  }
}
