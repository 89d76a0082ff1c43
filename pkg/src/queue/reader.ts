import { MemoryError } from "../errors.js";
import { Fate, Happened } from "./commands.js";
import { Entry } from "./entry.js";
import { HOST, idIn, LINE, RECORD, SENT } from "./journal.js";
import { read, Sequence, type SequenceClock } from "./record.js";
import type { Registry } from "./registry.js";
import type { Tab } from "./tab.js";
import type { Writer } from "./writer.js";

/** For so long it is remembered that a feedback was delivered: a line erased may come back when the browser is killed. */
const REMEMBERED_MS = 60 * 60 * 1000;

/** Tells the rules what the journal holds. Whatever that is, all that can be read is found. */
export class Reader {
  readonly #registry: Registry;
  readonly #clock: SequenceClock;
  readonly #writer: Writer;
  readonly #warn: (error: unknown) => void;
  /** It is read again and again, and warned of once. */
  readonly #unreadable = new Set<string>();

  constructor(registry: Registry, clock: SequenceClock, writer: Writer, warn: (error: unknown) => void) {
    this.#registry = registry;
    this.#clock = clock;
    this.#writer = writer;
    this.#warn = warn;
  }

  /** Some entries of the journal. */
  take(tab: Tab, page: [key: string, value: string][]): void {
    const old: string[] = [];
    for (const [key, value] of page) {
      const sequence = this.#sequence(idIn(key));
      if (key === HOST) resume(tab, value);
      else if (!sequence) this.#warnOnce(key, "is none of the journal's keys");
      else if (key.startsWith(SENT)) {
        tab.foundSettled(this.#registry.memory(value), sequence.clock, sequence.tab, Fate.Sent);
        if (Date.now() - sequence.time > REMEMBERED_MS) old.push(key);
      } else if (key.startsWith(RECORD)) this.#found(tab, sequence, value, true);
      else if (key.startsWith(LINE)) this.#found(tab, sequence, value, false);
    }
    if (old.length > 0) void this.#writer.write({ set: [], delete: old });
  }

  /** A line that another tab has written. */
  overhear(tab: Tab, id: string, text: string): void {
    const sequence = this.#sequence(id);
    if (sequence && tab.overheard()) this.#found(tab, sequence, text, false);
  }

  #sequence(id: string): Sequence | undefined {
    const sequence = Sequence.from(id);
    if (sequence) this.#clock.saw(sequence);
    return sequence;
  }

  #found(tab: Tab, sequence: Sequence, text: string, isSaved: boolean): void {
    const id = sequence.toString();
    let entry = this.#registry.pending.get(id);
    if (!entry) {
      const feedback = this.#readable(id, text);
      if (!feedback) return;
      entry = new Entry(sequence, feedback, text, isSaved);
      this.#registry.add(entry);
    }
    tab.found(entry.handle, entry.memory, sequence.clock, sequence.tab, entry.bytes, Number(isSaved));
  }

  /** What a record says. What nobody can read is set aside; what a newer version can, stays. */
  #readable(id: string, text: string): Entry["feedback"] | undefined {
    try {
      const feedback = read(text);
      if (!feedback) this.#warnOnce(id, "is of a newer version");
      return feedback;
    } catch (cause) {
      this.#warnOnce(id, "cannot be read", cause);
      void this.#writer.setAside(id, text, cause);
      return undefined;
    }
  }

  #warnOnce(key: string, what: string, cause?: unknown): void {
    if (this.#unreadable.has(key)) return;
    this.#unreadable.add(key);
    this.#warn(new MemoryError(`${key} ${what}`, "QUEUE_JOURNAL", { cause }));
  }
}

function resume(tab: Tab, value: string): void {
  try {
    const [until, openings] = JSON.parse(value) as number[];
    if (Number.isFinite(until) && Number.isFinite(openings)) tab.tell(Happened.Resumed, until!, openings!);
  } catch {
    // Then the host is asked at once, as if nothing were known of it.
  }
}
