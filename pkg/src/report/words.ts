import type { KnownFigure, UnknownFigure } from "../analytics-types.js";
import { panelTexts } from "../element/texts/en-panel.js";
import type { Texts as VoteTexts } from "../element/texts/en.js";
import type { ReasonCode } from "../reason-codes.js";
import type { Texts } from "./texts/en.js";

const SHARE = { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 } as const;
const SIGNED = { signDisplay: "exceptZero" } as const;
const DAY = { day: "numeric", month: "short", year: "numeric" } as const;
const HOUR = { ...DAY, hour: "numeric", minute: "numeric" } as const;
const HOURS = { weekday: "short", hour: "numeric" } as const;
const DAYS = { day: "numeric", month: "short" } as const;
const MONTHS = { month: "short", year: "numeric" } as const;
const DAY_MS = 86_400_000;

/** Says a number as it is to be said. */
export type Say = (value: number) => string;

/** Numbers, times and sentences of a report in one language. */
export class Words {
  /** A share, to a tenth of a per cent: as it stands in tables. */
  readonly share: Say;
  /** A share to the per cent: as it stands in sentences. */
  readonly percent: Say;
  /** A count. */
  readonly count: Say;
  /** A correlation, or what else has a sign. */
  readonly signed: Say;
  /** A number with three decimals. */
  readonly precise: Say;
  /** A difference of shares, in whole percentage points. */
  readonly wholePoints: Say;
  /** The same, to a tenth. */
  readonly points: Say;
  readonly #time: (options: Intl.DateTimeFormatOptions) => Intl.DateTimeFormat;

  /** Numbers are as in `locale`, which is of the texts' language. */
  constructor(readonly texts: Texts, readonly votes: VoteTexts, locale: string) {
    const number = (options: Intl.NumberFormatOptions): Say => {
      const format = new Intl.NumberFormat(locale, options);
      return (value) => (texts.lang === "ar" ? isolated(format.format(value)) : format.format(value));
    };
    this.share = number(SHARE);
    this.percent = number({ style: "percent" });
    this.count = number({ maximumFractionDigits: 0 });
    this.signed = number({ ...SIGNED, minimumFractionDigits: 2, maximumFractionDigits: 2 });
    this.precise = number({ minimumFractionDigits: 3, maximumFractionDigits: 3 });
    const tenths = number({ ...SIGNED, minimumFractionDigits: 1, maximumFractionDigits: 1 });
    this.wholePoints = (value) => this.count(value * 100);
    this.points = (value) => tenths(value * 100);
    this.#time = (options) => new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
  }

  /** A day, in UTC as all buckets are. */
  day(at: number): string {
    return this.#time(DAY).format(at);
  }

  /** From a moment to the one after the last, in as few words as there can be: days, or hours of steps that are shorter. */
  period(from: number, to: number, step = DAY_MS): string {
    return this.#time(step < DAY_MS ? HOUR : DAY).formatRange(from, Math.max(from, to - 1));
  }

  /** Moments of a stretch of time, each in few words: by the hour only where steps are shorter than a day. */
  moments(times: readonly number[], step = 0): string[] {
    const days = (Math.max(...times) - Math.min(...times)) / DAY_MS;
    const format = this.#time(step < DAY_MS && days < 3 ? HOURS : days < 300 ? DAYS : MONTHS);
    return times.map((at) => format.format(at));
  }

  /** From the lower end of the interval to the upper. */
  interval({ low, high }: KnownFigure, say: Say): string {
    return fill(this.texts.range, { low: say(low), high: say(high) });
  }

  /** Why a figure cannot be said. */
  why({ why }: UnknownFigure): string {
    return this.texts.why[why];
  }

  /** A reason out of the list. */
  reason(code: ReasonCode): string {
    return panelTexts(this.votes).codes[code];
  }
}

/** The text with what stands in braces filled in. */
export function fill(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (all, name: string) => values[name] ?? all);
}

/** From left to right whatever is around it: a sign stays on its side in Arabic. */
export function isolated(text: string): string {
  return `\u2066${text}\u2069`;
}
