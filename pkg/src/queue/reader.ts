import { MemoryError } from "../errors.js";
import { Fate, Happened } from "./commands.js";
import { Entry } from "./entry.js";
import { CLOCK, DEAD, HOST, idIn, LINE, RECORD, SENT } from "./journal.js";
import { read, Sequence, type SequenceClock, type StoredFeedback } from "./record.js";
import type { Registry } from "./registry.js";
import type { Tab } from "./tab.js";
import type { Writer } from "./writer.js";

/** Of so many it is remembered that they were delivered: a line erased may come back when the browser is killed. */
const REMEMBERED = 10_000;

/** Tells the rules what the journal holds. Whatever that is, all that can be read is found. */
export class Reader {
  readonly #registry: Registry;
  readonly #clock: SequenceClock;
  readonly #writer: Writer;
  readonly #warn: (error: unknown) => void;
  /** It is read again and again, and warned of once. */
  readonly #unreadable = new Set<string>();
  /** Keys, in their order. */
  #delivered: string[] = [];

  constructor(registry: Registry, clock: SequenceClock, writer: Writer, warn: (error: unknown) => void) {
    this.#registry = registry;
    this.#clock = clock;
    this.#writer = writer;
    this.#warn = warn;
  }

  /** Some entries of the journal. */
  take(tab: Tab, page: [key: string, value: string][]): void {
    for (const [key, value] of page) {
      const sequence = this.#sequence(idIn(key));
      if (key === HOST) resume(tab, value);
      else if (key === LINE + CLOCK) this.#sequence(value);
      else if (!sequence) this.#warnOnce(key, "is none of the journal's keys");
      else if (key.startsWith(SENT)) {
        tab.foundSettled(this.#registry.memory(value), sequence.clock, sequence.tab, Fate.Sent);
        this.#delivered.push(key);
      } else if (key.startsWith(DEAD)) {
        const memoryId = memoryIn(value);
        if (typeof memoryId === "string") tab.foundSettled(this.#registry.memory(memoryId), sequence.clock, sequence.tab, Fate.Refused);
      } else if (key.startsWith(RECORD)) this.#found(tab, sequence, value, true);
      else if (key.startsWith(LINE)) this.#found(tab, sequence, value, false);
    }
  }

  /** The whole journal has been read: what was delivered long ago need not be remembered. */
  forgetOldest(): void {
    const old = this.#delivered.slice(0, -REMEMBERED);
    this.#delivered = [];
    if (old.length > 0) void this.#writer.write({ set: [], delete: old });
  }

  /** A line that another tab has written. */
  overhear(tab: Tab, id: string, text: string): void {
    const sequence = this.#sequence(id === CLOCK ? text : id);
    if (sequence && id !== CLOCK && tab.overheard()) this.#found(tab, sequence, text, false);
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

function memoryIn(letter: string): unknown {
  try {
    return (JSON.parse(letter) as Partial<StoredFeedback> | null)?.memoryId;
  } catch {
    return undefined;
  }
}

function resume(tab: Tab, value: string): void {
  try {
    const [until, openings, kept] = JSON.parse(value) as [number, number, number];
    // A clock that was set back makes no wait longer than it was.
    const bounded = Math.min(until, Date.now() + until - kept);
    if (Number.isFinite(bounded) && Number.isFinite(openings)) tab.tell(Happened.Resumed, bounded, openings);
  } catch {
    // Then the host is asked at once, as if nothing were known of it.
  }
}
