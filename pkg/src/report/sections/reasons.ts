import type { AnalyticsReport } from "../../analytics-types.js";
import { make } from "../../element/make.js";
import { barPlot } from "../plots/interval.js";
import { SHARES } from "../plots/axis.js";
import { section } from "../section.js";
import { table, type Row } from "../table.js";
import { fill, type Words } from "../words.js";

const GOOD = /^(accurate|timely|relevant|right_detail)$/;

/** Why memories were found good or bad, most frequent first. */
export function reasonsSection({ reasons }: AnalyticsReport, words: Words): HTMLElement {
  const texts = words.texts.reasons;
  const [most] = reasons;
  if (!most) return section("reasons", texts.title, texts.none);
  const rows = (isGood: boolean): Row[] =>
    reasons.filter(({ code }) => GOOD.test(code) === isGood).map(({ code, count, share }) => [
      { name: "label", content: words.reason(code) },
      { name: "plot", content: share.value === null ? "" : barPlot(share, SHARES, isGood ? "good" : "bad") },
      { name: "number value", content: words.count(count) },
      { name: "number n", content: share.value === null ? words.why(share) : words.share(share.value) },
      { name: "interval", content: share.value === null ? "" : words.interval(share, words.share) },
    ]);
  const head: Row = [
    { name: "label", content: texts.reason },
    { name: "plot", content: [make("span", {}, words.percent(0)), make("span", {}, words.percent(1))] },
    { name: "number", content: texts.count },
    { name: "number n", content: words.texts.part },
    { name: "interval", content: words.texts.interval },
  ];
  const groups = [{ name: texts.bad, rows: rows(false) }, { name: texts.good, rows: rows(true) }].filter(({ rows }) => rows.length > 0);
  return section("reasons", texts.title, fill(texts.most, { reason: words.reason(most.code) }), table("figures", texts.title, head, ...groups));
}
