import type { AnalyticsReport } from "../../analytics-report.js";
import type { Bucket, Direction } from "../../analytics-types.js";
import { make } from "../../element/make.js";
import { mostOf, trendPlot, volumePlot, type Across } from "../plots/trend.js";
import { figure, section } from "../section.js";
import { table, type Row } from "../table.js";
import { fill, isolated, type Words } from "../words.js";

/** So many of a figure's buckets are named below it. */
const TICKS = 5;
/** A smaller p is only said to be smaller. */
const LEAST = 0.001;

/** The share of useful votes by time, and by volume. */
export function trendSection({ trend, change, period }: AnalyticsReport, words: Words): HTMLElement {
  const { title, key, keyByVotes, byVotes } = words.texts.trend;
  const { byTime } = trend;
  const [first, last] = [byTime.buckets[0], byTime.buckets.at(-1)];
  const parts: Node[] = [];
  if (first && last) {
    const across = (at: number) => ((at - first.from) / (last.to - first.from)) * 100;
    const inTime: Across = ({ from, to }) => across((from + to) / 2);
    const changeAt = change && change.at > first.from && change.at < last.to ? across(change.at) : undefined;
    const volume = make("div", { class: "volumes" }, volumePlot(byTime.buckets, inTime), make("span", { class: "most" }, words.count(mostOf(byTime.buckets))));
    const drawing = plot(byTime.buckets, inTime, words, changeAt);
    drawing.append(volume, ticks(byTime.buckets, inTime, words, period.by));
    if (changeAt !== undefined) drawing.prepend(moment(changeAt, fill(words.texts.trend.change, { date: words.day(change!.at) })));
    parts.push(figure(words, "trend", key, drawing, numbers(title, byTime.buckets, words, period.by)));
  }
  const volumes = trend.byVotes.buckets;
  if (volumes.length > 1) {
    const inOrder: Across = (_, index) => ((index + 0.5) / volumes.length) * 100;
    const drawing = plot(volumes, inOrder, words);
    drawing.append(ticks(volumes, inOrder, words));
    parts.push(make("h4", {}, byVotes), make("p", { class: "says" }, direction(trend.byVotes, words)));
    parts.push(figure(words, "votes", keyByVotes, drawing, numbers(byVotes, volumes, words)));
  }
  return section("trend", title, direction(byTime, words), make("div", { class: "trends" }, ...parts));
}

/** Where it goes, and how surely. */
function direction({ direction, tau, p }: Direction, words: Words): string {
  const { texts, signed, precise, count } = words;
  if (tau.value === null) return `${texts.trend.none} ${texts.why[tau.why]}`;
  const says = texts.trend[direction === "none" || direction === null ? "level" : direction];
  const chance = p! < LEAST ? `p\u00a0<\u00a0${precise(LEAST)}` : `p\u00a0=\u00a0${precise(p!)}`;
  return `${says} (${texts.satisfaction.kendall} = ${signed(tau.value)}, ${words.interval(tau, signed)}; ${isolated(chance)}; ${texts.n} = ${count(tau.n)})`;
}

function plot(buckets: readonly Bucket[], across: Across, { percent }: Words, changeAt?: number): HTMLElement {
  const field = make("div", { class: "field" }, trendPlot(buckets, across, changeAt), ...[1, 0.5, 0].map((value) => {
    const label = make("span", { class: "level" }, percent(value));
    label.style.setProperty("inset-block-start", `${(1 - value) * 100}%`);
    return label;
  }));
  const last = buckets.flatMap(({ smoothed }) => smoothed.value ?? []).at(-1);
  if (last !== undefined) {
    const label = make("strong", { class: "end" }, percent(last));
    label.style.setProperty("inset-block-start", `${(1 - last) * 100}%`);
    field.append(label);
  }
  return make("div", { class: "drawing", "aria-hidden": "true" }, field);
}

/** Names of some buckets, the first and the last among them. */
function ticks(buckets: readonly Bucket[], across: Across, words: Words, width?: number): HTMLElement {
  const steps = Math.min(TICKS, buckets.length) - 1;
  const chosen = Array.from({ length: steps + 1 }, (_, step) => Math.round((step * (buckets.length - 1)) / Math.max(steps, 1)));
  const said = words.moments(chosen.map((index) => buckets[index]!.from), width);
  return make("div", { class: "ticks" }, ...chosen.map((index, step) => {
    const label = make("span", {}, said[step]!);
    label.style.setProperty("--at", `${across(buckets[index]!, index) / 100}`);
    return label;
  }));
}

/** A label above a moment, on the side where there is more room. */
function moment(percent: number, text: string): HTMLElement {
  const label = make("p", { class: `when ${percent > 50 ? "before" : "from"}` }, text);
  if (percent > 50) label.style.setProperty("margin-inline-end", `${100 - percent}%`);
  else label.style.setProperty("margin-inline-start", `${percent}%`);
  return label;
}

function numbers(title: string, buckets: readonly Bucket[], words: Words, step?: number): HTMLElement {
  const { texts } = words;
  const head = [
    { name: "label", content: texts.period },
    { name: "number", content: texts.votes },
    { name: "number", content: texts.share },
    { name: "interval", content: texts.interval },
    { name: "number", content: texts.smoothed },
    { name: "interval", content: texts.interval },
  ];
  return table("buckets", title, head, buckets.map((bucket) => bucketRow(bucket, words, step)));
}

function bucketRow({ from, to, positive, smoothed }: Bucket, words: Words, step?: number): Row {
  const name = { name: "label", content: words.period(from, to, step) };
  const votes = { name: "number", content: words.count(positive.n) };
  if (positive.value === null) return [name, votes, { name: "none", content: words.why(positive), span: 4 }];
  return [
    name,
    votes,
    { name: "number value", content: words.share(positive.value) },
    { name: "interval", content: words.interval(positive, words.share) },
    ...(smoothed.value === null
      ? [{ name: "none", content: words.why(smoothed), span: 2 }]
      : [
          { name: "number", content: words.share(smoothed.value) },
          { name: "interval", content: words.interval(smoothed, words.share) },
        ]),
  ];
}
