import { MemoryError } from "../errors.js";
import type { Tab } from "../glue/queue.js";
import { Command, Fate, Happened } from "./commands.js";
import { Entry, type QueueState } from "./entry.js";
import { pages, type Journal } from "./journal.js";
import type { Lines } from "./lines.js";
import { Lock } from "./lock.js";
import { read, Sequence, SequenceClock, written } from "./record.js";
import { Registry } from "./registry.js";
import { Sender } from "./sender.js";
import { Tabs } from "./tabs.js";
import type { Transport } from "./transport.js";
import { Writer } from "./writer.js";

/** In the order of `place` in `src/js/queue.rs`; what is too old is refused as well. */
const STATES: QueueState[] = ["queued", "saved", "sending", "sent", "superseded", "refused", "refused"];
/** Before the fates. */
const STAGES = 3;
/** For so long it is remembered that a feedback was delivered: a line erased may come back when the browser is killed. */
const REMEMBERED_MS = 60 * 60 * 1000;

/** What a driver works with. */
export interface Surroundings {
  transport: Transport;
  journal: Journal;
  /** Of the lock and the channel that all tabs share; none where nothing is shared. */
  name: string | undefined;
  lines: Lines | undefined;
  /** Creates the rules' part. */
  start(hasLocks: boolean): Promise<Tab>;
  /** A feedback has come to another state. */
  moved(entry: Entry, state: QueueState): void;
  /** Something that is not about one feedback went wrong. */
  warn(error: unknown): void;
  /** The loop has come to rest. */
  rested(): void;
}

/** Carries out what the rules in WebAssembly decide, and tells them what came of it. */
export class Driver {
  /** Whether this tab sends. */
  isSender: boolean;
  /** Whether it is known what earlier visits have left, here or in the tab that sends. */
  isKnown = false;
  /** How many feedbacks are in flight. */
  sending = 0;
  readonly #around: Surroundings;
  readonly #clock = new SequenceClock();
  readonly #registry = new Registry();
  readonly #writer: Writer;
  readonly #sender: Sender;
  readonly #lock: Lock | undefined;
  readonly #tabs: Tabs;
  #tab: Tab | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writes = 0;
  #isRunning = false;
  #isRunDue = false; // One microtask is enough for all that is given in one task.
  #isClosed = false;
  #isLeaving = false;
  #settled: [id: string, fate: number][] = [];

  constructor(around: Surroundings) {
    this.#around = around;
    const { name } = around;
    this.#writer = new Writer(around.journal, around.lines, around.warn);
    this.#sender = new Sender(around.transport);
    const locks = name === undefined ? undefined : Lock.manager();
    this.isSender = !locks;
    this.#lock = locks && new Lock(locks, name!, {
      granted: () => {
        this.isSender = true;
        this.#tell(Happened.Granted);
      },
      lost: () => {
        this.#stop();
        this.#tell(Happened.Lost);
      },
    });
    this.#tabs = new Tabs(name, {
      asked: (hasNews) => this.#tell(Happened.Asked, hasNews),
      heard: (pending) => {
        this.isKnown = true;
        this.#tell(Happened.Heard, pending);
      },
      settled: (items) => this.#with((tab) => this.#hear(tab, items)),
      saved: (ids) => {
        if (this.isSender && ids.some((id) => !this.#registry.pending.has(id))) this.#tell(Happened.Asked, true);
      },
      cleared: () => this.#tell(Happened.Clear),
    });
    void this.#begin(!!locks);
  }

  /** Whether nothing is pending, nothing is to be written, and it is known what others have left. */
  get isDone(): boolean {
    return this.#isClosed || (this.size === 0 && this.isKnown && this.#writes === 0);
  }

  /** Feedbacks that wait or are in flight, as far as this tab knows. */
  get size(): number {
    return this.#registry.pending.size;
  }

  /** Those feedbacks. */
  get entries(): Iterable<Entry> {
    return this.#registry.pending.values();
  }

  /** Takes a feedback in, and writes it into the journal's first half. */
  add(feedback: Entry["feedback"]): Entry {
    const text = written(feedback);
    const entry = new Entry(this.#clock.next(), feedback, text);
    this.#around.lines?.write(entry.id, text);
    this.#registry.pending.set(entry.id, entry);
    this.#click(entry);
    this.#isRunDue ||= (queueMicrotask(() => this.#run()), true);
    return entry;
  }

  /** Another tab has written a line. */
  lineWritten(id: string, text: string): void {
    const sequence = Sequence.from(id);
    if (!sequence) return;
    this.#clock.saw(sequence);
    this.#with((tab) => {
      if (tab.overheard()) this.#find(tab, id, text, false);
    });
  }

  /** The page is on its way out, or visible again. */
  leave(isLeaving: boolean): void {
    this.#isLeaving = isLeaving;
    this.#tell(Happened.Leaving, isLeaving);
  }

  /** The network is said to be back. */
  hint(): void {
    this.#tell(Happened.Hint);
  }

  /** The page is put away, and may come back. */
  rest(): void {
    this.isSender = !this.#lock;
    this.#tell(Happened.Rest);
    clearTimeout(this.#timer);
    this.#tabs.close();
  }

  /** The page is there again. */
  comeBack(): void {
    this.#tabs.open();
    this.#tell(Happened.Return);
    this.leave(false);
  }

  /** Forgets all that is not in flight. */
  clear(): void {
    this.#tabs.tellCleared();
    this.#tell(Happened.Clear);
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#stop();
    this.#lock?.release();
    this.#tabs.close();
  }

  async #begin(hasLocks: boolean): Promise<void> {
    for (let wait = 1000; !this.#isClosed; wait = Math.min(wait * 2, 30_000)) {
      try {
        const tab = await this.#around.start(hasLocks);
        this.#tab = tab;
        for (const entry of this.#registry.pending.values()) this.#click(entry);
        this.#tabs.ask(true);
        return this.#run();
      } catch (error) {
        this.#around.warn(error);
        await new Promise((resolve) => (this.#timer = setTimeout(resolve, wait)));
      }
    }
  }

  /** Tells the rules what has happened, and does what they say then. */
  #tell(happened: Happened, first: number | boolean = 0, second: number | boolean = 0): void {
    this.#with((tab) => tab.tell(happened, Number(first), Number(second)));
  }

  #with(say: (tab: Tab) => void): void {
    if (this.#isClosed || !this.#tab) return;
    this.#at(this.#tab);
    say(this.#tab);
    this.#run();
  }

  #at(tab: Tab): void {
    tab.at(performance.now(), Date.now(), Math.random() * 2 ** 32);
  }

  #run(): void {
    this.#isRunDue = false;
    const tab = this.#tab;
    if (!tab || this.#isRunning || this.#isClosed) return;
    this.#isRunning = true;
    clearTimeout(this.#timer);
    try {
      while (!this.#isClosed) {
        this.#at(tab);
        const command = tab.poll();
        if (command === Command.Rest) break;
        if (command === Command.Wait) {
          this.#timer = setTimeout(() => this.#run(), Math.max(1, Math.ceil(tab.first() - performance.now())));
          break;
        }
        this.#carryOut(command, tab.first(), tab.second());
      }
    } finally {
      this.#isRunning = false;
    }
    if (this.#settled.length > 0) {
      if (this.isSender) this.#tabs.tellSettled(this.#settled);
      this.#settled = [];
    }
    this.#around.rested();
  }

  #carryOut(command: Command, first: number, second: number): void {
    switch (command) {
      case Command.Lock:
        return this.#lock?.request(first === 1);
      case Command.Ping:
        return this.#tabs.ask(false);
      case Command.Verify:
        return void this.#verify();
      case Command.Unlock:
        return this.#lock?.release();
      case Command.Beat:
        return this.#tabs.tellPending(first);
      case Command.Load:
        return void this.#load(first);
      case Command.Task:
        return this.#startTask();
      case Command.Commit:
        return void this.#commit();
      case Command.Include:
        return this.#sender.include(this.#registry.at(first)!);
      case Command.Send:
        return void this.#send(first, second === 1);
      case Command.Release:
        return this.#registry.release(first);
      case Command.Forget:
        return this.#registry.forget(first);
      case Command.Keep:
        return void this.#writer.write({ set: [["host", JSON.stringify([first, second])]], delete: [] });
    }
    const entry = this.#registry.at(first);
    if (!entry) return;
    if (command === Command.Save) this.#writer.save(entry);
    else if (command === Command.Remove) this.#writer.remove(entry, second);
    else this.#report(entry, second);
  }

  #click(entry: Entry): void {
    const tab = this.#tab;
    if (!tab) return;
    this.#at(tab);
    this.#registry.add(entry);
    tab.click(entry.handle, entry.memory, entry.sequence.clock, entry.sequence.tab, entry.bytes);
  }

  #find(tab: Tab, id: string, text: string, isSaved: boolean): void {
    const sequence = Sequence.from(id);
    if (!sequence) return;
    this.#clock.saw(sequence);
    let entry = this.#registry.pending.get(id);
    if (!entry) {
      const feedback = this.#readable(id, text);
      if (!feedback) return;
      entry = new Entry(sequence, feedback, text);
      this.#registry.add(entry);
    }
    this.#at(tab);
    tab.found(entry.handle, entry.memory, sequence.clock, sequence.tab, entry.bytes, isSaved);
  }

  /** What a record says; if nobody can read it, it is set aside. */
  #readable(id: string, text: string): Entry["feedback"] | undefined {
    try {
      return read(text);
    } catch (error) {
      this.#around.warn(error);
      void this.#writer.setAside(id, text, error);
      return undefined;
    }
  }

  #hear(tab: Tab, items: [id: string, fate: number][]): void {
    for (const [id, fate] of items) {
      const entry = this.#registry.pending.get(id);
      if (entry) tab.foundSettled(entry.memory, entry.sequence.clock, entry.sequence.tab, fate);
    }
  }

  #report(entry: Entry, state: number): void {
    const fate: Fate = state - STAGES;
    this.sending += Number(STATES[state] === "sending") - Number(entry.state === "sending");
    if (fate >= Fate.Sent) {
      this.#registry.pending.delete(entry.id);
      this.#settled.push([entry.id, fate]);
      if (fate === Fate.Expired) entry.error = new MemoryError("It has waited for too long", "QUEUE_EXPIRED");
    }
    entry.moveTo(STATES[state]!);
    this.#around.moved(entry, entry.state);
  }

  #startTask(): void {
    this.#writes += 1;
    setTimeout(() => {
      this.#writes -= 1;
      this.#tell(Happened.Task);
    });
  }

  async #commit(): Promise<void> {
    this.#writes += 1;
    const saved = await this.#writer.commit();
    this.#writes -= 1;
    this.#tell(Happened.Committed, saved !== undefined, this.#writer.isDurable);
    if (saved?.length && !this.isSender) this.#tabs.tellSaved(saved.map(({ id }) => id));
  }

  async #load(number: number): Promise<void> {
    let isWhole = true;
    try {
      for await (const page of pages(this.#around.journal, this.#around.lines)) {
        this.#with((tab) => this.#take(tab, page));
      }
    } catch (error) {
      isWhole = false;
      this.#around.warn(error);
    }
    this.isKnown = true;
    this.#tell(Happened.Loaded, number, isWhole);
  }

  #take(tab: Tab, page: [key: string, value: string][]): void {
    const old: string[] = [];
    for (const [key, value] of page) {
      const [kind, id = ""] = key.split(":");
      if (kind === "line" || kind === "record") {
        this.#find(tab, id, value, kind === "record");
      } else if (kind === "sent") {
        const sequence = Sequence.from(id);
        if (!sequence) continue;
        this.#clock.saw(sequence);
        tab.foundSettled(this.#registry.memory(value), sequence.clock, sequence.tab, Fate.Sent);
        if (Date.now() - sequence.time > REMEMBERED_MS) old.push(key);
      } else if (kind === "host") {
        this.#resume(tab, value);
      }
    }
    if (old.length > 0) void this.#writer.write({ set: [], delete: old });
  }

  #resume(tab: Tab, value: string): void {
    try {
      const [until, openings] = JSON.parse(value) as number[];
      if (Number.isFinite(until) && Number.isFinite(openings)) tab.tell(Happened.Resumed, until!, openings!);
    } catch {
      // Then the host is asked at once, as if nothing were known of it.
    }
  }

  async #verify(): Promise<void> {
    const isHeld = await this.#lock?.isHeld().catch(() => false);
    if (!isHeld) this.#stop();
    this.#tell(isHeld ? Happened.Verified : Happened.Lost);
  }

  /** Not the sender any more: nothing that was begun goes out. */
  #stop(): void {
    this.isSender = !this.#lock;
    this.#sender.stop();
  }

  async #send(request: number, keepalive: boolean): Promise<void> {
    const mayStart = () => {
      if (this.#isClosed || !this.#tab) return false;
      this.#at(this.#tab);
      return this.#tab.maySend(request);
    };
    const judge = await this.#sender.send(keepalive, this.#isLeaving, mayStart);
    this.#with((tab) => {
      judge(tab);
      tab.tell(Happened.Settled, request, 0);
    });
  }
}
