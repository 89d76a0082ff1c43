/**
 * Why a memory was good or bad, in words that can be counted. Mem0 gets an English sentence for
 * each; a relay and analytics get the code. The order is that of `ReasonCode` in Rust.
 */
export const REASON_CODES = [
  "inaccurate",
  "outdated",
  "never_said",
  "irrelevant",
  "duplicate",
  "conflicting",
  "incomplete",
  "too_vague",
  "someone_else",
  "too_personal",
  "unwanted",
  "accurate",
  "timely",
  "relevant",
  "right_detail",
] as const;

/** A reason out of a fixed list, made for memories. */
export type ReasonCode = (typeof REASON_CODES)[number];
