import type { AnalyticsReport } from "../../analytics-report.js";
import type { Agreement, Alikeness } from "../../analytics-types.js";
import { iconOf } from "../../element/icons.js";
import { make } from "../../element/make.js";
import type { Feedback } from "../../types.js";
import { TONES } from "../grades.js";
import { memoryText } from "../memory-text.js";
import { SHARES, SIGNED } from "../plots/axis.js";
import { remarkOf, section } from "../section.js";
import { figureHead, table } from "../table.js";
import { fill, type Words } from "../words.js";
import { saying, shareRow, signedRow } from "./figures.js";

/** Whether people keep to what they said, memories alike are rated alike, and judges agree with people. */
export function consistencySection({ consistency }: AnalyticsReport, words: Words): HTMLElement {
  const texts = words.texts.consistency;
  const { flips, alike, judge } = consistency;
  const sentence = saying(words, alike.opposed, texts.none, ({ value }) => fill(texts.says, { opposed: words.percent(value) }));
  const numbers = table("figures", texts.title, figureHead(words, words.texts.part, SHARES, words.percent), [
    shareRow(words, [texts.opposed, remarkOf(texts.opposedOf)], alike.opposed),
    shareRow(words, [texts.flips, remarkOf(texts.flipsOf)], flips),
  ]);
  const agreement = table("figures", texts.kappa, figureHead(words, texts.kappa, SIGNED, words.count), [
    signedRow(words, texts.kappaOf, judge.kappa),
  ]);
  return section("consistency", texts.title, sentence, numbers, agreement, ...confusion(judge, words), ...examples(alike, words));
}

function confusion({ confusion }: Agreement, words: Words): HTMLElement[] {
  if (!confusion.flat().some(Boolean)) return [];
  const { texts, count } = words;
  const grades = Object.keys(TONES) as Feedback[];
  const head = [{ name: "label", content: texts.consistency.confusion }, ...grades.map((grade) => ({ name: "number", content: words.votes[grade] }))];
  const rows = grades.map((grade, row) => [
    { name: "label", content: words.votes[grade] },
    ...grades.map((_, column) => ({ name: row === column ? "number value" : "number", content: count(confusion[row]?.[column] ?? 0) })),
  ]);
  const made = make("details", { "data-key": "confusion" }, make("summary", { part: "summary" }, texts.consistency.confusion),
    make("p", { class: "note" }, texts.consistency.confusionSays), table("confusion", texts.consistency.confusion, head, rows));
  return [made];
}

/** Pairs of memories, the one that is liked first. */
function examples({ examples }: Alikeness, words: Words): HTMLElement[] {
  if (!examples.length) return [];
  const { texts, percent } = words;
  const side = (grade: Feedback, text: string) =>
    make("p", { class: "side" }, make("span", { class: TONES[grade], "aria-hidden": "true" }, iconOf(grade)), make("span", { class: "unseen" }, `${words.votes[grade]}: `), memoryText(text));
  const items = examples.map(({ likedText, dislikedText, similarity }) =>
    make("li", {}, side("POSITIVE", likedText), side("NEGATIVE", dislikedText),
      make("p", { class: "note" }, fill(texts.consistency.alike, { similarity: percent(similarity) }))));
  return [make("h4", {}, texts.consistency.examples), make("ul", { class: "pairs", part: "pairs" }, ...items)];
}
