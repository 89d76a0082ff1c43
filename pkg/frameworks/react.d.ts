import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { FeedbackElement, FeedbackSetElement } from "../element.js";
import type { ReportElement } from "../report.js";
import type { ReportAttributes, ReportListeners } from "../report/attributes.js";
import type { FeedbackAttributes, FeedbackListeners, FeedbackSetAttributes } from "./attributes.js";

type Props<Attributes, Made, Listeners = FeedbackListeners<"on">> = Attributes &
  Listeners &
  Omit<DetailedHTMLProps<HTMLAttributes<Made>, Made>, keyof Attributes>;

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "mem0-feedback": Props<FeedbackAttributes, FeedbackElement>;
      "mem0-feedback-set": Props<FeedbackSetAttributes, FeedbackSetElement>;
      "mem0-feedback-report": Props<ReportAttributes, ReportElement, ReportListeners<"on">>;
    }
  }
}
