import { MemoryError } from "../errors.js";
import { Fate, Happened } from "./commands.js";
import { Entry } from "./entry.js";
import { CLOCK, DEAD, HOST, idIn, LINE, RECORD, SENT } from "./journal.js";
import type { Numbers } from "./numbers.js";
import { bytesOf, read, type Clock, type Stamp, type StoredFeedback } from "./record.js";
import type { Tab } from "./tab.js";
import { tried } from "./tried.js";
import type { Writer } from "./writer.js";

/** Of so many it is remembered that they were delivered: a line erased may come back when the browser is killed. */
const REMEMBERED = 10_000;

/** Tells the rules what the journal holds. Whatever that is, all that can be read is found. */
export interface Reader {
  /** Some entries of the journal. */
  take(tab: Tab, page: [key: string, value: string][]): void;
  /** The whole journal has been read: what was delivered long ago need not be remembered. */
  forgetOldest(): void;
}

export function newReader(pending: Map<string, Entry>, ended: ReadonlySet<string | undefined>, entries: Numbers<Entry>, memories: Numbers<string>, clock: Clock, writer: Writer, warn: (error: unknown) => void): Reader {
  /** It is read again and again, and warned of once. */
  const unreadable = new Set<string>();
  /** Keys, in their order. */
  let delivered: string[] = [];
  const warnOnce = (key: string, what: string, cause?: unknown) => {
    if (!unreadable.has(key)) warn(new MemoryError(`${key} ${what}`, "QUEUE_JOURNAL", { cause }));
    unreadable.add(key);
  };
  /** What a record says. What nobody can read is set aside; what a newer version can, stays. */
  const readable = (id: string, text: string) => {
    try {
      const feedback = read(text);
      if (!feedback) warnOnce(id, "is of a newer version");
      return feedback;
    } catch (cause) {
      warnOnce(id, "cannot be read", cause);
      void writer.setAside(id, text, cause);
      return undefined;
    }
  };
  const found = (tab: Tab, id: string, stamp: Stamp, text: string, isSaved: boolean) => {
    let entry = pending.get(id);
    if (!entry) {
      if (ended.has(id)) return;
      const feedback = readable(id, text);
      if (!feedback) return;
      pending.set(id, (entry = new Entry(id, feedback, bytesOf(feedback, text), isSaved)));
    }
    tab.found(entries.of(entry), memories.of(entry.memoryId), ...stamp, entry.bytes, isSaved);
  };
  const takeOne = (tab: Tab, key: string, value: string) => {
    const id = idIn(key);
    const kind = key.slice(0, -id.length);
    const stamp = clock.saw(id);
    const settled = (memoryId: unknown, fate: Fate) => {
      if (typeof memoryId === "string") tab.foundSettled(memories.of(memoryId), ...stamp!, fate);
    };
    if (key === HOST) resume(tab, value);
    else if (id === CLOCK) clock.saw(value);
    else if (!stamp) warnOnce(key, "is none of the journal's keys");
    else if (kind === SENT) {
      settled(value, Fate.Sent);
      delivered.push(key);
    } else if (kind === DEAD) {
      settled(tried(() => (JSON.parse(value) as StoredFeedback).memoryId), Fate.Refused);
    } else if (kind === RECORD || kind === LINE) found(tab, id, stamp, value, kind === RECORD);
  };
  return {
    take(tab, page) {
      for (const [key, value] of page) takeOne(tab, key, value);
    },
    forgetOldest() {
      const old = delivered.slice(0, -REMEMBERED);
      delivered = [];
      if (old.length > 0) void writer.write([], old);
    },
  };
}

/** What cannot be read is as if nothing were known of the host: it is asked at once. */
function resume(tab: Tab, value: string): void {
  tried(() => {
    const [until, openings, kept] = JSON.parse(value) as [number, number, number];
    // A clock that was set back makes no wait longer than it was.
    const bounded = Math.min(until, Date.now() + until - kept);
    if (Number.isFinite(bounded + openings)) tab.tell(Happened.Resumed, bounded, openings);
  });
}
