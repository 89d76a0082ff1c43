import { ReportElement } from "./report-element.js";

// Not on a server, and not twice, when a page has two scripts.
if (globalThis.customElements && !customElements.get("mem0-feedback-report")) {
  customElements.define("mem0-feedback-report", ReportElement);
}
