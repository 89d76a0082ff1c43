import type { AnalyticsReport } from "../analytics-report.js";
import type { ReportErrorDetail, ReportSource } from "./report-element.js";

/** What `<mem0-feedback-report>` takes in a template. */
export interface ReportAttributes {
  /** What is shown. */
  report?: AnalyticsReport | null | undefined;
  /** What makes the report. */
  analytics?: ReportSource | null | undefined;
  /** Width of the buckets of time; `"day"` if left out. */
  by?: "hour" | "day" | "week" | undefined;
  /** From when on: a date, or milliseconds since 1970; from the first record on if left out. */
  from?: number | string | undefined;
  /** The first moment that is not in it any more; to the last record if left out. */
  to?: number | string | undefined;
  /** A moment at which something was changed: compares before and after. */
  change?: number | string | undefined;
}

/** Its listeners, named as a framework names them: by what it puts before an event's name. */
export type ReportListeners<Prefix extends string> = {
  [Name in `${Prefix}mem0-feedback-report-error`]?: ((event: CustomEvent<ReportErrorDetail>) => void) | undefined;
};
