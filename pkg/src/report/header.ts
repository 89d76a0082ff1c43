import type { AnalyticsReport } from "../analytics-report.js";
import { make } from "../element/make.js";
import type { Words } from "./words.js";

/** Title, period, what was counted, and the button that saves all of it. */
export function headerOf(words: Words, report?: AnalyticsReport, save?: () => void): HTMLElement {
  const { texts } = words;
  const header = make("header", { part: "header" }, make("h2", { id: "title", part: "title" }, texts.title));
  if (!report) return header;
  const { counts } = report;
  const period = periodOf(report, words);
  const counted = ([[texts.votes, counts.votes], [texts.users, counts.raters], [texts.memories, counts.memories],
    [texts.exposures, counts.exposures], [texts.scores, counts.outcomes]] as const)
    .map(([name, count]) => make("div", {}, make("dt", {}, name), make("dd", {}, words.count(count))));
  const button = make<HTMLButtonElement>("button", { type: "button", part: "save", "data-key": "save" }, texts.save);
  if (save) button.onclick = save;
  header.append(button, make("p", { class: "period", part: "period" }, period), make("dl", { class: "counts", part: "counts" }, ...counted));
  return header;
}

/** As it was asked for; else that of what there is. */
function periodOf({ period, trend }: AnalyticsReport, words: Words): string {
  const { buckets } = trend.byTime;
  const from = period.from ?? buckets[0]?.from;
  const to = period.to ?? buckets.at(-1)?.to;
  return from === undefined || to === undefined ? "" : words.period(from, to, period.by);
}
