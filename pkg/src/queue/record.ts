import { invalid } from "../errors.js";
import { check, RATINGS, shown } from "../item.js";
import { REASON_CODES, type ReasonCode } from "../reason-codes.js";
import type { Feedback, FeedbackItem } from "../types.js";

/** Of the clock in a millisecond, as in Rust. */
const TICKS = 1024;

/** A feedback in the form in which it is kept, and in which a transport takes it. */
export interface StoredFeedback {
  /** What it is about. */
  memoryId: string;
  /** The rating; `null` takes back what was said. */
  feedback: Feedback | null;
  /** Why, in words. */
  feedbackReason: string | null;
  /** Why, in the order of the list. */
  reasonCodes: ReasonCode[];
  /** Who says it, if that is no person. */
  source?: "judge";
}

/** When a feedback was given: no two share it. The tab breaks ties. A judge's counts before all of people. */
export type Stamp = [clock: number, tab: number, isJudge: boolean];

/** A moment as a text; texts of them sort as they do. */
export function idOf([clock, tab]: readonly [clock: number, tab: number, ...unknown[]]): string {
  return clock.toString(36).padStart(11, "0") + tab.toString(36).padStart(7, "0");
}

/** The stamp in an id, a moment and a judge's mark; nothing if it is none. */
export function stampIn(id: string): Stamp | undefined {
  const [, clock, tab, mark] = (/^([0-9a-z]{11})([0-9a-z]{7})(j?)$/.exec(id) ?? []).map((digits) => parseInt(digits, 36));
  return clock! < 4.6e15 ? [clock!, tab!, !!mark] : undefined;
}

/** Hands out ids, each above all that were seen. */
export interface Clock {
  next(): string;
  /** The last that was handed out or seen. */
  last(): string;
  /** The stamp in an id that was found somewhere. */
  saw(id: string): Stamp | undefined;
}

export function newClock(): Clock {
  const tab = Math.floor(Math.random() * 2 ** 32);
  let now = 0;
  const last = () => idOf([now, tab]);
  return {
    last,
    next() {
      now = Math.max(Date.now() * TICKS, now + 1);
      return last();
    },
    saw(id) {
      const stamp = stampIn(id);
      // One that is a century ahead would leave no room above it.
      if (stamp && stamp[0] < 4.5e15) now = Math.max(now, stamp[0]);
      return stamp;
    },
  };
}

/** Any value in, a feedback out, or a `ValidationError`. */
export function stored(item: FeedbackItem): StoredFeedback {
  const { memoryId, rating, reason, codes } = check(item);
  const { source = "human" } = item;
  const isJudge = source === "judge";
  if (!isJudge && source !== "human") throw invalid(`source is ${shown(source)}: pass "human" or "judge"`);
  return {
    memoryId,
    feedback: (RATINGS[rating] ?? null) as Feedback | null,
    feedbackReason: reason || null,
    reasonCodes: REASON_CODES.filter((_, index) => codes & (1 << index)),
    ...(isJudge && { source }),
  };
}

/** A record's text, in its first version. */
export function written(feedback: StoredFeedback): string {
  return JSON.stringify({ v: 1, ...feedback });
}

/** What a record's text says; nothing when a newer version of the package wrote it. */
export function read(text: string): StoredFeedback | undefined {
  const value: { v?: number } | null = JSON.parse(text);
  if (value?.v! > 1) return undefined;
  return stored({ ...value, v: undefined } as never);
}

/**
 * Bytes in a request at the most: what is sent has its sequence in place of the version; a reason
 * code is spelt out in 60, and all that is not ASCII counts as three. To encode it takes half as
 * long as a line in the journal.
 */
export function bytesOf({ reasonCodes }: StoredFeedback, text: string): number {
  return reasonCodes.length * 60 + 7 + text.replace(/[^ -~]/g, "...").length;
}
