import type { Ballot } from "./ballot.js";
import { SEQUENCE } from "./journal-line.js";

/** Ballots that were looked into. */
const resumed = new WeakSet<Ballot>();

/** Delivers what is pending, and what a browser that died within a click has left; listens to a queue that was given. */
export function resume(ballot: Ballot): void {
  if (resumed.has(ballot)) return;
  resumed.add(ballot);
  if (ballot.queue || hasLines(ballot.path) || [...ballot.last.values()].some(([, isPending]) => isPending)) ballot.deliver();
}

/** A judge's lines are longer by a mark: they are of a queue that the page has made, and delivers itself. */
function hasLines(path: string): boolean {
  try {
    return Object.keys(localStorage).some((key) => key.startsWith(`${path}:`) && key.length === path.length + 1 + SEQUENCE);
  } catch {
    return false; // Storage is refused.
  }
}
