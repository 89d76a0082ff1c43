import type { JSX } from "solid-js";
import type { FeedbackElement, FeedbackSetElement } from "../element.js";
import type { ReportElement } from "../report.js";
import type { ReportAttributes, ReportListeners } from "../report/attributes.js";
import type { FeedbackAttributes, FeedbackListeners, FeedbackSetAttributes } from "./attributes.js";

type Properties<Attributes> = { [Name in keyof Attributes & string as `prop:${Name}`]?: Attributes[Name] };
type Props<Attributes, Made, Listeners = FeedbackListeners<"on:">> = Attributes &
  Properties<Attributes> &
  Listeners &
  Omit<JSX.HTMLAttributes<Made>, keyof Attributes>;

declare module "solid-js" {
  namespace JSX {
    interface IntrinsicElements {
      "mem0-feedback": Props<FeedbackAttributes, FeedbackElement>;
      "mem0-feedback-set": Props<FeedbackSetAttributes, FeedbackSetElement>;
      "mem0-feedback-report": Props<ReportAttributes, ReportElement, ReportListeners<"on:">>;
    }
  }
}
