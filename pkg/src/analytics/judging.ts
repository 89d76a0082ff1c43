import type { Figure } from "../analytics-types.js";
import { invalid } from "../errors.js";
import { ratingIn, shown } from "../item.js";
import type { Rating } from "../types.js";

/** Where scores become grades. */
export interface ScaleOptions {
  /** The worst score there is and the best one, which may be below the worst; `[0, 1]` by default. */
  range?: readonly [worst: number, best: number] | undefined;
  /**
   * The scores from which on a memory is `NEGATIVE` and no longer `VERY_NEGATIVE`, and from which on it is
   * `POSITIVE`; by default at a quarter and at half of the range.
   */
  thresholds?: readonly [negative: number, positive: number] | undefined;
  /** Scores nearer than this to a threshold say nothing; 0 by default. */
  abstain?: number | undefined;
}

/** A judge's score, and what a person said of the same memory. */
export interface JudgedPair {
  /** The judge's, of the range. */
  score: number;
  /** The person's. */
  feedback: Rating;
}

/** How well a judge's scores agree with people. */
export interface Calibration {
  /** Cohen's kappa with linear weights, of scores that say something at the thresholds given. */
  kappa: Figure;
  /** Rows: people's grade, columns: the judge's; from best to worst. */
  confusion: number[][];
  /** Scores that say nothing. */
  abstained: number;
  /**
   * The thresholds with the highest kappa, and what it is there: somewhat too high, since they were
   * chosen by the very same pairs. `null` where none agree better than chance.
   */
  suggested: {
    /** As in the options. */
    thresholds: [negative: number, positive: number];
    /** At these thresholds. */
    kappa: Figure;
    /** At these thresholds. */
    confusion: number[][];
  } | null;
}

/** Checked, as numbers for Rust. */
export function scaleIn(options: ScaleOptions | undefined): Float64Array {
  const { range = [0, 1], abstain = 0 } = options ?? {};
  const [worst, best] = two("range", range);
  if (worst === best) throw invalid(`range is ${shown(range.join())}: pass the worst score and the best one`);
  const span = best - worst;
  const thresholds = options?.thresholds ?? [worst + span / 4, worst + span / 2];
  const [negative, positive] = two("thresholds", thresholds);
  const inside = [negative, positive].every((score) => isWithin(score, worst, best));
  if (!inside || (positive - negative) * span < 0) {
    throw invalid(`thresholds is ${shown(thresholds.join())}: pass two scores of the range, the worse one first`);
  }
  if (!Number.isFinite(abstain) || abstain < 0) throw invalid(`abstain is ${shown(abstain)}: pass a number from 0 on`);
  return Float64Array.of(worst, best, negative, positive, abstain);
}

/** The score, if it is one of the scale. */
export function scoreIn(score: unknown, [worst, best]: Float64Array, path = ""): number {
  if (typeof score !== "number" || !isWithin(score, worst!, best!)) {
    throw invalid(`${path}score is ${shown(score)}: pass a number from ${worst} to ${best}`);
  }
  return score;
}

/** Scores and grades in columns. */
export function pairsIn(pairs: readonly JudgedPair[], scale: Float64Array): [Float64Array, Uint8Array] {
  if (!Array.isArray(pairs)) throw invalid(`pairs is ${shown(pairs)}: pass an array of {score, feedback}`);
  const grades = pairs.map((pair, place) => {
    scoreIn(pair?.score, scale, `pairs[${place}].`);
    const grade = ratingIn(pair.feedback, `pairs[${place}].`);
    if (grade === null) throw invalid(`pairs[${place}].feedback is ${shown(pair.feedback)}: pass what a person said`);
    return grade;
  });
  return [Float64Array.from(pairs, ({ score }) => score), Uint8Array.from(grades)];
}

function two(name: string, values: readonly number[]): [number, number] {
  if (!Array.isArray(values) || values.length !== 2 || !values.every(Number.isFinite)) {
    throw invalid(`${name} is ${shown(Array.isArray(values) ? values.join() : values)}: pass an array of two numbers`);
  }
  return values as [number, number];
}

function isWithin(score: number, one: number, two: number): boolean {
  return score >= Math.min(one, two) && score <= Math.max(one, two);
}
