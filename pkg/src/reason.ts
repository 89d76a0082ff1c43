import { invalid } from "./errors.js";
import { ratingIn, secret, shown } from "./item.js";
import { checkLimits } from "./options.js";
import type { CallOptions, Rating } from "./types.js";
import { load } from "./wasm/reason.js";

/**
 * What keeps a reason from being of use: it is too short, judges without saying what, is about
 * nothing, is emoji only, is mostly capitals, says the opposite of the rating, or holds an e-mail
 * address, a phone number or a card number.
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
  /** What to write instead, in a sentence of English; `null` when nothing was found. */
  suggestion: string | null;
}

/** What helps to check a reason. */
export interface ReasonOptions extends CallOptions {
  /** The rating that the reason is for: a reason that says the opposite is then found. */
  feedback?: Rating | null | undefined;
  /** A BCP 47 tag, `"en"` by default. For other languages only what needs no words is checked. */
  lang?: string | undefined;
}

/**
 * Is a reason specific and actionable? Advice, never a gate: any reason can be sent. Of a long
 * text the first 4,096 bytes are read. The first call loads WebAssembly: `timeoutMs`, 30,000 by
 * default, and `signal` bound that wait.
 *
 * @throws a `ValidationError` when the text is no string, or an option is wrong; a `NetworkError`
 * when the WebAssembly does not load, or not in time; after an abort the signal's reason.
 */
export async function checkReason(text: string, options: ReasonOptions = {}): Promise<ReasonCheck> {
  if (typeof text !== "string") throw invalid(`text is ${secret(text)}: pass the reason, a string`);
  const { feedback, lang = "en", signal, timeoutMs = 30_000 } = options ?? {};
  if (typeof lang !== "string") throw invalid(`lang is ${shown(lang)}: pass a language tag such as "en"`);
  const rating = ratingIn(feedback, "");
  checkLimits(signal, timeoutMs);
  const check = await load(timeoutMs, signal);
  if (!check || signal?.aborted) throw signal?.reason;
  const codes = check(text, rating, lang).split("\n");
  const suggestion = codes.pop() || null;
  return { ok: suggestion === null, codes: codes as ReasonFinding[], suggestion };
}
