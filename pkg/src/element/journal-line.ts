import type { Vote } from "./vote.js";

/** Of the sequence's clock in a millisecond, as in the queue. */
const TICKS = 1024;
/** A clock that is years ahead is none of ours. */
const LATEST = 4e15;

/** Characters of a sequence, at the end of a line's key. */
export const SEQUENCE = 18;

let last = 0;
let tab = "";

/**
 * Writes a line of the queue's journal within the click, before the queue's own code is there;
 * returns its key, or nothing where storage is refused. `path` is the name that the queue's tabs
 * share.
 */
export function writeLine(path: string, memoryId: string, vote: Vote): string | undefined {
  try {
    tab ||= digits(crypto.getRandomValues(new Uint32Array(1))[0]!, 7);
    // Above all that this browser has given, even if its clock was set back meanwhile.
    const known = parseInt(localStorage.getItem(`${path}:clock`)?.slice(0, 11) ?? "", 36);
    last = Math.max(Date.now() * TICKS, last + 1, known < LATEST ? known + 1 : 0);
    const key = `${path}:${digits(last, 11)}${tab}`;
    localStorage.setItem(key, JSON.stringify({ v: 1, memoryId, ...vote }));
    return key;
  } catch {
    return undefined;
  }
}

function digits(number: number, length: number): string {
  return number.toString(36).padStart(length, "0");
}
