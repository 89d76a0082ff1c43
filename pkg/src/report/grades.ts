import type { Feedback } from "../types.js";

/** What tells grades apart in figures, beside their names: a class for each, from best to worst. */
export const TONES: Record<Feedback, Tone> = { POSITIVE: "good", NEGATIVE: "bad", VERY_NEGATIVE: "worst" };

/** What a mark of a figure stands for. */
export type Tone = "good" | "bad" | "worst" | "plain";
