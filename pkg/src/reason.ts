import { invalid } from "./errors.js";
import { ratingIn, secret, shown } from "./item.js";
import { checkLimits } from "./options.js";
import { fetchTables, tables } from "./reason/tables.js";
import { wordCount } from "./reason/word-count.js";
import type { CallOptions, Rating } from "./types.js";
import { load } from "./wasm/reason.js";

/**
 * What keeps a reason from being of use: it is too short, judges without saying what, is about
 * nothing, is emoji only, is mostly capitals, says the opposite of the rating, or holds an e-mail
 * address or the number of a phone, a card, a bank account or a person.
 */
export type ReasonFinding =
  | "too_short"
  | "vague_phrase"
  | "no_subject"
  | "only_emoji"
  | "shouting"
  | "contradicts_rating"
  | "personal_data";

/** What there is to say of a reason. */
export interface ReasonCheck {
  /** Whether it is specific and actionable: nothing was found. */
  ok: boolean;
  /** What was found. */
  codes: ReasonFinding[];
  /**
   * What to write instead, in a sentence; `null` when nothing was found. It is in the language asked
   * for, or else in that of the reason.
   */
  suggestion: string | null;
}

/** What helps to check a reason. */
export interface ReasonOptions extends CallOptions {
  /** The rating that the reason is for: a reason that says the opposite is then found. */
  feedback?: Rating | null | undefined;
  /**
   * A BCP 47 tag: the language that the suggestion shall be in and the reason most likely is. Words
   * are known in `en`, `de`, `fr`, `es`, `ja` and `ar`; for other languages only what needs no words
   * is checked, and suggestions are in English. By default the language of the reason, as far as
   * its script and words tell.
   */
  lang?: string | undefined;
}

/**
 * Is a reason specific and actionable? Advice, never a gate: any reason can be sent. Of a long
 * text the first 4,096 bytes are read. The first call loads WebAssembly, and the first in a language other
 * than English its words: `timeoutMs`, 30,000 by default, and `signal` bound that wait.
 *
 * @throws a `ValidationError` when the text is no string, or an option is wrong; a `NetworkError`
 * when the WebAssembly or the words do not load, or not in time; after an abort the signal's reason.
 */
export async function checkReason(text: string, options: ReasonOptions = {}): Promise<ReasonCheck> {
  if (typeof text !== "string") throw invalid(`text is ${secret(text)}: pass the reason, a string`);
  const { feedback, lang = "", signal, timeoutMs = 30_000 } = options ?? {};
  if (typeof lang !== "string") throw invalid(`lang is ${shown(lang)}: pass a language tag such as "en"`);
  const rating = ratingIn(feedback, "");
  checkLimits(signal, timeoutMs);
  const ends = Date.now() + timeoutMs;
  const check = await load(timeoutMs, signal);
  for (;;) {
    if (!check || signal?.aborted) throw signal?.reason;
    const [wanted = "", ...codes] = check(text, rating, lang, wordCount(text), tables()).split("\n");
    const suggestion = codes.pop() || null;
    if (!wanted) return { ok: suggestion === null, codes: codes as ReasonFinding[], suggestion };
    await fetchTables(wanted.trim().split(" "), Math.max(1, ends - Date.now()), signal);
  }
}
