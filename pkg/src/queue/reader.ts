import { MemoryError } from "../errors.js";
import { Fate, Happened, Origin } from "./commands.js";
import { Entry } from "./entry.js";
import { CLOCK, DEAD, HOST, idIn, LINE, RECORD, SENT } from "./journal.js";
import { bytesOf, read, type Clock, type StoredFeedback } from "./record.js";
import type { Tab } from "./tab.js";
import { tried } from "./tried.js";
import type { Writer } from "./writer.js";

/** Of so many it is remembered that they were delivered: a line erased may come back when the browser is killed. */
const REMEMBERED = 10_000;

/** Tells the rules what the journal holds. Whatever that is, all that can be read is found. */
export interface Reader {
  /** Some entries of the journal. */
  take(page: [key: string, value: string][]): void;
  /** The whole journal has been read: what was delivered long ago need not be remembered. */
  forgetOldest(): void;
}

export function newReader(pending: Map<string, Entry>, ended: ReadonlyMap<string, Entry>, clock: Clock, writer: Writer, found: (entry: Entry, origin: Origin) => void, foundSettled: (id: string, memoryId: string, fate: Fate) => void, tell: Tab["tell"], warn: (error: unknown) => void): Reader {
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
  const entryOf = (id: string, text: string, isSaved: boolean) => {
    const known = pending.get(id);
    if (known || ended.has(id)) return known;
    const feedback = readable(id, text);
    const entry = feedback && new Entry(id, feedback, bytesOf(feedback, text), isSaved);
    if (entry) pending.set(id, entry);
    return entry;
  };
  return {
    take(page) {
      for (const [key, value] of page) {
        const id = idIn(key);
        const kind = key.slice(0, -id.length);
        const stamp = clock.saw(id);
        if (key === HOST) resume(tell, value);
        else if (id === CLOCK) clock.saw(value);
        else if (!stamp) warnOnce(key, "is none of the journal's keys");
        else if (kind === SENT) {
          foundSettled(id, value, Fate.Sent);
          delivered.push(key);
        } else if (kind === DEAD) {
          const memoryId = tried(() => (JSON.parse(value) as StoredFeedback).memoryId);
          if (memoryId) foundSettled(id, memoryId, Fate.Refused);
        } else if (kind === RECORD || kind === LINE) {
          const entry = entryOf(id, value, kind === RECORD);
          if (entry) found(entry, kind === RECORD ? Origin.Record : Origin.Line);
        }
      }
    },
    forgetOldest() {
      const old = delivered.slice(0, -REMEMBERED);
      delivered = [];
      if (old.length > 0) void writer.write([], old);
    },
  };
}

/** What cannot be read is as if nothing were known of the host: it is asked at once. */
function resume(tell: Tab["tell"], value: string): void {
  tried(() => {
    const [until, openings, kept] = JSON.parse(value) as [number, number, number];
    // A clock that was set back makes no wait longer than it was.
    tell(Happened.Resumed, Math.min(until, Date.now() + until - kept), openings);
  });
}
