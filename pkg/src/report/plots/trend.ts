import type { Bucket, KnownFigure } from "../../analytics-types.js";
import { place, rounded, SHARES } from "./axis.js";
import { canvas, path, point } from "./canvas.js";

/** So many dots can still be told apart. */
const DOTS = 80;

/** A bucket of the trend that has votes, and where it is, in per cent of the width. */
interface Point {
  readonly x: number;
  readonly positive: KnownFigure;
  readonly smoothed: number;
}

/** Where a bucket is, in per cent of the width: its middle. */
export type Across = (bucket: Bucket, index: number) => number;

/** Shares over time, or over votes, with intervals as a band. Where there are no votes there is a gap. */
export function trendPlot(buckets: readonly Bucket[], across: Across, changeAt?: number): SVGElement {
  const runs = runsOf(buckets, across);
  const points = runs.flat();
  return canvas("trend-plot",
    path("grid", [0, 25, 50, 75, 100].map((y) => `M0 ${y}H100`).join("")),
    path("band", runs.map(band).join("")),
    path("alone", runs.filter(({ length }) => length === 1).map(([only]) => upright(only!)).join("")),
    path("line", runs.map((run) => line(run, ({ positive }) => positive.value)).join("")),
    path("smooth", runs.map((run) => line(run, ({ smoothed }) => smoothed)).join("")),
    path("dots", points.length > DOTS ? "" : points.map(({ x, positive }) => point(x, up(positive.value))).join("")),
    ...(changeAt === undefined ? [] : [path("moment", `M${rounded(changeAt)} 0V100`)]));
}

/** Votes of each bucket as bars, the most of them as high as there is room. */
export function volumePlot(buckets: readonly Bucket[], across: Across): SVGElement {
  const most = mostOf(buckets);
  const width = rounded(80 / buckets.length);
  const bars = buckets.map((bucket, index) => {
    const begin = rounded(across(bucket, index) - width / 2);
    return bucket.positive.n ? `M${begin} 100V${rounded(100 - (bucket.positive.n / most) * 100)}h${width}V100z` : "";
  });
  return canvas("volume-plot", path("volumes", bars.join("")));
}

/** The votes of the bucket that has most. */
export function mostOf(buckets: readonly Bucket[]): number {
  return buckets.reduce((most, { positive }) => Math.max(most, positive.n), 0);
}

/** Buckets with votes, one list for each stretch without a gap. */
function runsOf(buckets: readonly Bucket[], across: Across): Point[][] {
  const runs: Point[][] = [];
  let isOpen = false;
  buckets.forEach((bucket, index) => {
    const { positive, smoothed } = bucket;
    if (positive.value !== null) {
      if (!isOpen) runs.push([]);
      runs.at(-1)!.push({ x: rounded(across(bucket, index)), positive, smoothed: smoothed.value ?? positive.value });
    }
    isOpen = positive.value !== null;
  });
  return runs;
}

function up(share: number): number {
  return rounded(100 - place(share, SHARES));
}

function line(run: readonly Point[], of: (point: Point) => number): string {
  return run.map((point, index) => `${index ? "L" : "M"}${point.x} ${up(of(point))}`).join("");
}

function band(run: readonly Point[]): string {
  if (run.length < 2) return "";
  const back = [...run].reverse().map(({ x, positive }) => `L${x} ${up(positive.low)}`);
  return `${line(run, ({ positive }) => positive.high)}${back.join("")}z`;
}

function upright({ x, positive }: Point): string {
  return `M${x} ${up(positive.low)}V${up(positive.high)}`;
}
