import type { AnalyticsReport } from "../analytics-types.js";
import type { ReportErrorDetail, ReportSource } from "./report-element.js";

/** What `<mem0-feedback-report>` takes in a template. */
export interface ReportAttributes {
  report?: AnalyticsReport | null | undefined;
  analytics?: ReportSource | null | undefined;
  by?: "hour" | "day" | "week" | undefined;
  from?: number | string | undefined;
  to?: number | string | undefined;
  change?: number | string | undefined;
}

/** Its listeners, named as a framework names them: by what it puts before an event's name. */
export type ReportListeners<Prefix extends string> = {
  [Name in `${Prefix}mem0-feedback-report-error`]?: ((event: CustomEvent<ReportErrorDetail>) => void) | undefined;
};
