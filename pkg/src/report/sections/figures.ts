import type { AnalyticsReport } from "../../analytics-report.js";
import type { Comparison, Figure, KnownFigure, Satisfaction } from "../../analytics-types.js";
import type { Tone } from "../grades.js";
import { SHARES, SIGNED } from "../plots/axis.js";
import { note, remarkOf, section } from "../section.js";
import { figureHead, figureRow, table, type Cell, type Row } from "../table.js";
import { fill, type Words } from "../words.js";

/** How many answer. */
export function completionSection({ completion }: AnalyticsReport, words: Words): HTMLElement {
  const texts = words.texts.completion;
  const { title, says, none } = texts;
  const rows = (["response", "coverage", "participation"] as const).map((name) =>
    shareRow(words, [texts[name], remarkOf(texts[`${name}Of`])], completion[name]));
  const sentence = saying(words, completion.response, none, ({ value }) => fill(says, { response: words.percent(value) }));
  return section("completion", title, sentence, shares(words, title, rows));
}

/** Who answers, and what it would be if all did. */
export function answeringSection({ answering }: AnalyticsReport, words: Words): HTMLElement {
  const texts = words.texts.answering;
  const { asked, unasked, raw, weighted } = answering;
  const sentence = saying(words, weighted, texts.none, ({ value }) =>
    fill(texts.weighted, { weighted: words.percent(value), raw: raw.value === null ? "–" : words.percent(raw.value) }));
  const rows = [
    shareRow(words, texts.raw, raw, "good"),
    shareRow(words, texts.estimate, weighted, "good"),
    shareRow(words, texts.askedUseful, asked.positive, "good"),
    shareRow(words, texts.unaskedUseful, unasked.positive, "good"),
    shareRow(words, texts.asked, asked.response),
    shareRow(words, texts.unasked, unasked.response),
  ];
  return section("answering", texts.title, sentence, shares(words, texts.title, rows), note(texts.note));
}

/** Before a change, and after it. */
export function changeSection({ change }: AnalyticsReport, words: Words): HTMLElement[] {
  if (!change) return [];
  const { texts } = words;
  const { before, after, difference } = change;
  const date = words.day(change.at);
  const sentence = before.value === null || after.value === null || difference.value === null
    ? `${fill(texts.change.none, { date })} ${texts.why.one_side}`
    : fill(texts.change[verdict(difference)], { date, before: words.percent(before.value), after: words.percent(after.value) });
  return [section("change", texts.change.title, sentence, ...comparisonTables(words, texts.change.title, change))];
}

/** Shares before and after, and by themselves, since their axis is another, their difference. */
export function comparisonTables(words: Words, title: string, { before, after, difference }: Comparison): HTMLElement[] {
  const { texts } = words;
  return [
    shares(words, title, [shareRow(words, texts.change.before, before, "good"), shareRow(words, texts.change.after, after, "good")]),
    table("figures", texts.change.difference, figureHead(words, texts.change.inPoints, SIGNED, words.wholePoints), [
      figureRow(words, texts.change.difference, difference, SIGNED, words.points, toneOf(difference)),
    ]),
  ];
}

/** What can be said of a difference whose interval is known. */
export function verdict({ low, high }: KnownFigure): "better" | "worse" | "same" {
  if (low > 0) return "better";
  return high < 0 ? "worse" : "same";
}

/** Votes against satisfaction. */
export function satisfactionSection({ satisfaction }: AnalyticsReport, words: Words): HTMLElement {
  const texts = words.texts.satisfaction;
  const { bySession, byRater } = satisfaction;
  const chosen = bySession.spearman.value === null ? byRater.spearman : bySession.spearman;
  const sentence = saying(words, chosen, texts.none, (known) => texts[({ better: "rising", worse: "falling", same: "level" } as const)[verdict(known)]]);
  const tableOf = (name: string, { pointBiserial, spearman, kendall }: Satisfaction) =>
    table("figures", `${texts.title} ${name}`, figureHead(words, name, SIGNED, words.count), [
      signedRow(words, texts.spearman, spearman),
      signedRow(words, texts.kendall, kendall),
      signedRow(words, texts.pointBiserial, pointBiserial),
    ]);
  return section("satisfaction", texts.title, sentence, tableOf(texts.sessions, bySession), tableOf(texts.users, byRater));
}

/** A sentence on a figure that can be said; else what cannot be said, and why. */
export function saying(words: Words, figure: Figure, none: string, says: (known: KnownFigure) => string): string {
  return figure.value === null ? `${none} ${words.why(figure)}` : says(figure);
}

export function shareRow(words: Words, label: Cell["content"], figure: Figure, tone: Tone = "plain"): Row {
  return figureRow(words, label, figure, SHARES, words.share, tone);
}

export function signedRow(words: Words, label: Cell["content"], figure: Figure): Row {
  return figureRow(words, label, figure, SIGNED, words.signed);
}

function shares(words: Words, title: string, rows: Row[]): HTMLElement {
  return table("figures", title, figureHead(words, words.texts.part, SHARES, words.percent), rows);
}

/** Green or brown only where a difference can be told from chance. */
export function toneOf(difference: Figure): Tone {
  return difference.value === null ? "plain" : ({ better: "good", worse: "bad", same: "plain" } as const)[verdict(difference)];
}
