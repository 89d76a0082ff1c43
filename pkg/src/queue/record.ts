import { check, RATINGS, type Item } from "../item.js";
import { REASON_CODES, type ReasonCode } from "../reason-codes.js";
import type { Feedback } from "../types.js";

/** Of the sequence's clock in a millisecond, as in Rust. */
const TICKS = 1024;
const CLOCK_DIGITS = 11;
const TAB_DIGITS = 7;
/** Bytes that a body has besides its record. */
const FRAME = 180;
/** Of a reason code's, spelt out. */
const SENTENCE = 60;

/** A feedback in the form in which it is kept, and in which a transport takes it. */
export interface StoredFeedback {
  memoryId: string;
  feedback: Feedback | null;
  feedbackReason: string | null;
  reasonCodes: ReasonCode[];
}

/** When a feedback was given: no two share it, and texts of it sort as it does. */
export class Sequence {
  constructor(
    readonly clock: number,
    readonly tab: number,
  ) {}

  toString(): string {
    return digits(this.clock, CLOCK_DIGITS) + digits(this.tab, TAB_DIGITS);
  }

  static from(text: string): Sequence | undefined {
    if (!/^[0-9a-z]{18}$/.test(text)) return undefined;
    const clock = parseInt(text.slice(0, CLOCK_DIGITS), 36);
    const tab = parseInt(text.slice(CLOCK_DIGITS), 36);
    return Number.isSafeInteger(clock) && tab < 2 ** 32 ? new Sequence(clock, tab) : undefined;
  }

  /** By the clock of the tab, in milliseconds since the Unix epoch. */
  get time(): number {
    return Math.floor(this.clock / TICKS);
  }
}

/** Hands out sequences, each above all that were seen. */
export class SequenceClock {
  #last = 0;
  readonly #tab = crypto.getRandomValues(new Uint32Array(1))[0]!;

  /** The last that was handed out or seen. */
  get last(): Sequence {
    return new Sequence(this.#last, this.#tab);
  }

  next(): Sequence {
    this.#last = Math.max(Date.now() * TICKS, this.#last + 1);
    return new Sequence(this.#last, this.#tab);
  }

  saw({ clock } = this.last): void {
    // A clock that is years ahead is none of ours, and would leave no room above it.
    if (clock > this.#last && clock < 2 ** 52) this.#last = clock;
  }
}

export function stored({ memoryId, rating, reason, codes }: Item): StoredFeedback {
  return {
    memoryId,
    feedback: (RATINGS[rating] ?? null) as Feedback | null,
    feedbackReason: reason || null,
    reasonCodes: REASON_CODES.filter((_, index) => codes & (1 << index)),
  };
}

/** A record's text, in its first version. */
export function written(feedback: StoredFeedback): string {
  return JSON.stringify({ v: 1, ...feedback });
}

/** What a record's text says; nothing when a newer version of the package wrote it. */
export function read(text: string): StoredFeedback | undefined {
  const value: unknown = JSON.parse(text);
  const version = (value as { v?: unknown } | null)?.v;
  if (typeof version === "number" && version > 1) return undefined;
  return stored(check(typeof value === "object" && value !== null ? { ...value, v: undefined } : value));
}

/** Bytes in a request at the most. */
export function bytesOf({ reasonCodes }: StoredFeedback, text: string): number {
  return FRAME + reasonCodes.length * SENTENCE + text.length * (/^[\0-\x7f]*$/.test(text) ? 1 : 3);
}

function digits(number: number, length: number): string {
  return number.toString(36).padStart(length, "0");
}
