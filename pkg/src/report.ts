import type { ReportElement, ReportErrorDetail } from "./report/report-element.js";

export type { ReportAttributes } from "./report/attributes.js";
export { ReportElement, type ReportErrorDetail, type ReportSource } from "./report/report-element.js";

declare global {
  interface HTMLElementTagNameMap {
    "mem0-feedback-report": ReportElement;
  }
  interface HTMLElementEventMap {
    /** A report could not be made. */
    "mem0-feedback-report-error": CustomEvent<ReportErrorDetail>;
  }
}
