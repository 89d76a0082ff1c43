import type { AnalyticsReport } from "../analytics-report.js";

/** Milliseconds after which the browser has taken what it downloads. */
const TAKEN = 60_000;

/** Downloads a report as JSON. */
export function save(report: AnalyticsReport): void {
  const address = URL.createObjectURL(new Blob([JSON.stringify(report, null, 2)], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = "mem0-feedback-report.json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), TAKEN);
}
