import { ReportElement } from "mem0-feedback/report";

customElements.define("mem0-feedback-report", ReportElement);
