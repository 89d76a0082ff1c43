import type { Feedback } from "../types.js";

/** A grade, and whether it is still to be delivered. Never a reason. */
export type LastVote = [feedback: Feedback | null, isPending: boolean];

/** Of how many memories a browser remembers the vote. */
const MOST = 2000;

/** Where a browser remembers the votes of an owner. */
export function lastVotesKey(path: string): string {
  return path.replace(":", "-votes:");
}

/**
 * The last votes given in this browser, so that a reload shows them; with one more, if there is
 * one. Where storage is refused they are those that are `known`.
 */
export function lastVotes(path: string, more?: [memoryId: string, vote: LastVote], known = new Map<string, LastVote>()) {
  const key = lastVotesKey(path);
  try {
    known = new Map(JSON.parse(localStorage.getItem(key)!) as [string, LastVote][]);
  } catch {
    // Or it is none of ours.
  }
  if (more) {
    known.delete(more[0]);
    known.set(...more);
    try {
      localStorage.setItem(key, JSON.stringify([...known].slice(-MOST)));
    } catch {
      // Then they are known until the page goes.
    }
  }
  return known;
}
