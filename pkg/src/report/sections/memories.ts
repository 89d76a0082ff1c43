import type { AnalyticsReport } from "../../analytics-report.js";
import type { Mended, ToMend } from "../../analytics-types.js";
import { make } from "../../element/make.js";
import { memoryText } from "../memory-text.js";
import { SHARES } from "../plots/axis.js";
import { changePlot, intervalPlot } from "../plots/interval.js";
import { note, remarkOf, section } from "../section.js";
import { table, type Cell, type Row } from "../table.js";
import { fill, type Words } from "../words.js";
import { comparisonTables, toneOf, verdict } from "./figures.js";

/** Memories to mend, the most surely disliked first. */
export function toMendSection({ toMend }: AnalyticsReport, words: Words): HTMLElement {
  const { texts } = words;
  const { title, says, none, memory, disapproval } = texts.toMend;
  if (!toMend.length) return section("to-mend", title, none);
  const head: Row = [
    { name: "label", content: memory },
    { name: "plot", content: [make("span", {}, words.percent(0)), make("span", {}, words.percent(1))] },
    { name: "number", content: disapproval },
    { name: "interval", content: texts.interval },
    { name: "number n", content: texts.votes },
  ];
  return section("to-mend", title, says, table("figures memories", title, head, toMend.map((it) => toMendRow(it, words))));
}

function toMendRow({ memoryId, text, votes, disapproval, reason }: ToMend, words: Words): Row {
  const remark = reason ? words.reason(reason) : "";
  const name = { name: "label", content: named(text ?? memoryId, remark) };
  const n = { name: "number n", content: words.count(votes) };
  if (disapproval.value === null) return [name, { name: "none", content: words.why(disapproval), span: 3 }, n];
  return [
    name,
    { name: "plot", content: intervalPlot(disapproval, SHARES, "bad") },
    { name: "number value", content: words.share(disapproval.value) },
    { name: "interval", content: words.interval(disapproval, words.share) },
    n,
  ];
}

/** Memories that were voted down, changed, and voted on again. */
export function mendedSection({ mended }: AnalyticsReport, words: Words): HTMLElement {
  const { texts } = words;
  const { title, none, all, key } = texts.mended;
  const { difference } = mended.all;
  if (!mended.memories) return section("mended", title, none);
  const sentence = difference.value === null ? `${texts.mended.same} ${words.why(difference)}` : texts.mended[verdict(difference)];
  const head: Row = [
    { name: "label", content: texts.toMend.memory },
    { name: "plot", content: [make("span", {}, words.percent(0)), make("span", {}, words.percent(1))] },
    { name: "number n", content: texts.change.before },
    { name: "number", content: texts.change.after },
    { name: "interval", content: texts.change.difference },
  ];
  return section("mended", title, sentence, ...comparisonTables(words, all, mended.all),
    table("figures memories changes", title, head, mended.each.map((it) => mendedRow(it, words))), note(key));
}

function mendedRow({ memoryId, text, updatedAt, before, after, difference }: Mended, words: Words): Row {
  const changed = fill(words.texts.mended.changed, { date: words.day(updatedAt), before: words.count(before.n), after: words.count(after.n) });
  const name: Cell = { name: "label", content: named(text ?? memoryId, changed) };
  if (before.value === null || after.value === null || difference.value === null) {
    return [name, { name: "none", content: words.texts.why.one_side, span: 4 }];
  }
  return [
    name,
    { name: "plot", content: changePlot(before, after, SHARES, toneOf(difference)) },
    { name: "number n", content: words.share(before.value) },
    { name: "number value", content: words.share(after.value) },
    { name: "interval", content: `${words.points(difference.value)} (${words.interval(difference, words.points)})` },
  ];
}

/** A memory by what it says, and a remark on it. */
function named(text: string, remark: string): Node[] {
  return [memoryText(text), ...(remark ? [remarkOf(remark)] : [])];
}
