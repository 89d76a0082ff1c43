import type { AnalyticsReport } from "../../analytics-report.js";
import { make } from "../../element/make.js";
import type { Tone } from "../grades.js";
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
  const parts = [tableOf(false, texts.bad), tableOf(true, texts.good)];
  return section("reasons", texts.title, fill(texts.most, { n: words.count(most.share.n), reason: words.reason(most.code) }), ...parts.flat());

  function tableOf(isGood: boolean, name: string): HTMLElement[] {
    const head: Row = [
      { name: "label", content: name },
      { name: "plot", content: [make("span", {}, words.percent(0)), make("span", {}, words.percent(1))] },
      { name: "number", content: texts.count },
      { name: "number n", content: words.texts.part },
      { name: "interval", content: words.texts.interval },
    ];
    const rows = reasons.filter(({ code }) => GOOD.test(code) === isGood).map((it) => reasonRow(it, isGood ? "good" : "bad", words));
    return rows.length ? [table("figures", name, head, rows)] : [];
  }
}

function reasonRow({ code, count, share }: AnalyticsReport["reasons"][number], tone: Tone, words: Words): Row {
  const name = { name: "label", content: words.reason(code) };
  const given = { name: "number value", content: words.count(count) };
  if (share.value === null) return [name, { name: "plot", content: "" }, given, { name: "none", content: words.why(share), span: 2 }];
  return [
    name,
    { name: "plot", content: barPlot(share, SHARES, tone) },
    given,
    { name: "number n", content: words.share(share.value) },
    { name: "interval", content: words.interval(share, words.share) },
  ];
}
