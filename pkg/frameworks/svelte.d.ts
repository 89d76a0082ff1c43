import type { HTMLAttributes } from "svelte/elements";
import type { FeedbackElement, FeedbackSetElement } from "../element.js";
import type { ReportElement } from "../report.js";
import type { ReportAttributes, ReportListeners } from "../report/attributes.js";
import type { FeedbackAttributes, FeedbackListeners, FeedbackSetAttributes } from "./attributes.js";

type Props<Attributes, Made extends EventTarget, Listeners = FeedbackListeners<"on">> = Attributes &
  Listeners &
  Omit<HTMLAttributes<Made>, keyof Attributes>;

declare module "svelte/elements" {
  interface SvelteHTMLElements {
    "mem0-feedback": Props<FeedbackAttributes, FeedbackElement>;
    "mem0-feedback-set": Props<FeedbackSetAttributes, FeedbackSetElement>;
    "mem0-feedback-report": Props<ReportAttributes, ReportElement, ReportListeners<"on">>;
  }
}
