import type { ReasonCode } from "../reason-codes.js";
import type { Feedback } from "../types.js";

/** What is said of a memory, whichever it is. */
export interface Vote {
  readonly feedback: Feedback | null;
  readonly feedbackReason: string | null;
  readonly reasonCodes: ReasonCode[];
}

export const NO_VOTE: Vote = { feedback: null, feedbackReason: null, reasonCodes: [] };

/** The grade alone; no vote for what is no grade. */
export function voteOf(feedback: unknown): Vote {
  const grade = `${feedback}`.toUpperCase();
  return /^((VERY_)?NEGA|POSI)TIVE$/.test(grade) ? { ...NO_VOTE, feedback: grade as Feedback } : NO_VOTE;
}
