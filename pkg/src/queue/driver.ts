import { MemoryError } from "../errors.js";
import { Command, Fate, Happened } from "./commands.js";
import { Entry, type QueueState } from "./entry.js";
import { CLOCK, HOST, idIn, inTime, pages, type Journal } from "./journal.js";
import type { Lines } from "./lines.js";
import { Lock } from "./lock.js";
import { Reader } from "./reader.js";
import { Sequence, SequenceClock, written } from "./record.js";
import { Registry } from "./registry.js";
import { Sender } from "./sender.js";
import type { Tab } from "./tab.js";
import { Tabs, type Ending } from "./tabs.js";
import type { Transport } from "./transport.js";
import { problem, Writer } from "./writer.js";

/** In the order of `place` in `src/js/queue.rs`; what is too old is refused as well. */
const STATES: QueueState[] = ["queued", "saved", "sending", "sent", "superseded", "refused", "refused"];
/** Before the fates. */
const STAGES = 3;

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
  readonly #reader: Reader;
  readonly #sender: Sender;
  readonly #lock: Lock | undefined;
  readonly #tabs: Tabs;
  #tab: Tab | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writes = 0;
  #isRunning = false;
  /** One run is enough for all that is given in one task. */
  #isRunDue = false;
  #isClosed = false;
  #isLeaving = false;
  #settled: Ending[] = [];

  constructor(around: Surroundings) {
    this.#around = around;
    const { name } = around;
    this.#writer = new Writer(around.journal, around.lines, around.warn);
    this.#reader = new Reader(this.#registry, this.#clock, this.#writer, around.warn);
    this.#sender = new Sender(around.transport);
    this.#clock.saw(Sequence.from(around.lines?.at(CLOCK) ?? ""));
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
      settled: (endings) => this.#with((tab) => this.#hear(tab, endings)),
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
    const entry = new Entry(this.#clock.next(), feedback, text, false);
    this.#writer.writeLine(entry.id, text);
    this.#registry.pending.set(entry.id, entry);
    this.#click(entry);
    if (!this.#isRunDue) queueMicrotask(() => this.#run());
    this.#isRunDue = true;
    return entry;
  }

  /** Another tab has written a line. */
  lineWritten(id: string, text: string): void {
    this.#with((tab) => this.#reader.overhear(tab, id, text));
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
  async clear(): Promise<void> {
    const until = this.#clock.next().toString();
    this.#tabs.tell("cleared", true);
    this.#tell(Happened.Clear);
    const { journal, lines } = this.#around;
    for await (const page of pages(journal, lines)) {
      const keys = page.map(([key]) => key).filter((key) => idIn(key) < until);
      for (const key of keys) lines?.erase(idIn(key));
      await inTime(journal.write({ set: [], delete: keys }));
    }
  }

  /** Resolves when what was not written yet has been written, or could not be. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#stop();
    this.#lock?.release();
    this.#tabs.close();
    for (const entry of this.#registry.all()) {
      const fate: Fate = STATES.indexOf(entry.state) - STAGES;
      if (fate >= Fate.Sent) this.#writer.remove(entry, fate);
      else if (!entry.isSaved) this.#writer.save(entry);
    }
    await this.#writer.commit();
  }

  async #begin(hasLocks: boolean): Promise<void> {
    for (let wait = 1000; !this.#isClosed; wait = Math.min(wait * 2, 30_000)) {
      try {
        const tab = await this.#around.start(hasLocks);
        this.#tab = tab;
        for (const entry of this.#registry.pending.values()) this.#click(entry);
        this.#tabs.tell("asked", true);
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
    if (this.#isRunning || this.#isClosed) return;
    if (this.#tab) this.#pollAll(this.#tab);
    if (this.#settled.length > 0) {
      if (this.isSender) this.#tabs.tell("settled", this.#settled);
      this.#settled = [];
    }
    this.#around.rested();
  }

  #pollAll(tab: Tab): void {
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
  }

  #carryOut(command: Command, first: number, second: number): void {
    switch (command) {
      case Command.Lock:
        return this.#lock?.request(first === 1);
      case Command.Ping:
        return this.#tabs.tell("asked", false);
      case Command.Verify:
        return void this.#verify();
      case Command.Unlock:
        return this.#lock?.release();
      case Command.Beat:
        return this.#tabs.tell("heard", first);
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
        return void this.#writer.write({ set: [[HOST, JSON.stringify([first, second, Date.now()])]], delete: [] });
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

  #hear(tab: Tab, endings: Ending[]): void {
    for (const [id, memoryId, fate, why] of endings) {
      const sequence = Sequence.from(id);
      const entry = this.#registry.pending.get(id);
      if (why && entry) entry.error = Object.assign(new MemoryError(why.message, why.code ?? "QUEUE_REFUSED"), { name: why.name });
      // What is older on that memory has ended too.
      if (!sequence || !this.#registry.knows(memoryId)) continue;
      tab.foundSettled(this.#registry.memory(memoryId), sequence.clock, sequence.tab, fate);
    }
  }

  #report(entry: Entry, state: number): void {
    const fate: Fate = state - STAGES;
    if (STATES[state] === "saved" && !entry.isToldSaved) {
      entry.isToldSaved = true;
      // While it is in flight that is only an event: it goes no step back.
      if (entry.state === "sending") return this.#around.moved(entry, "saved");
    }
    this.sending += Number(STATES[state] === "sending") - Number(entry.state === "sending");
    if (fate >= Fate.Sent) {
      this.#registry.pending.delete(entry.id);
      if (fate === Fate.Expired) entry.error = new MemoryError("It has waited for too long", "QUEUE_EXPIRED");
      // What gives way to a newer one is told when that is safe: see #commit.
      if (fate !== Fate.Superseded) this.#end(entry, fate);
    }
    entry.moveTo(STATES[state]!);
    this.#around.moved(entry, entry.state);
  }

  #end({ id, memoryId, error }: Entry, fate: Fate): void {
    this.#settled.push(fate < Fate.Refused ? [id, memoryId, fate] : [id, memoryId, fate, problem(error)]);
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
    this.#writer.writeLine(CLOCK, this.#clock.last.toString());
    const written = await this.#writer.commit();
    this.#writes -= 1;
    for (const entry of written?.superseded ?? []) this.#end(entry, Fate.Superseded);
    this.#tell(Happened.Committed, written !== undefined, this.#writer.isDurable);
    if (written?.saved.length && !this.isSender) this.#tabs.tell("saved", written.saved.map(({ id }) => id));
  }

  async #load(number: number): Promise<void> {
    let isWhole = true;
    try {
      for await (const page of pages(this.#around.journal, this.#around.lines)) {
        if (this.#isClosed) return;
        this.#with((tab) => this.#reader.take(tab, page));
      }
    } catch (error) {
      isWhole = false;
      this.#around.warn(error);
    }
    if (isWhole) this.#reader.forgetOldest();
    this.isKnown = true;
    this.#tell(Happened.Loaded, number, isWhole);
  }

  async #verify(): Promise<void> {
    const isHeld = await this.#lock?.isHeld().catch(() => false);
    if (isHeld === undefined) return;
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
      return this.#tab.maySend(request) === 1;
    };
    const verdicts = await this.#sender.send(keepalive, this.#isLeaving, mayStart);
    this.#with((tab) => {
      for (const verdict of verdicts) tab.tell(...verdict);
      tab.tell(Happened.Settled, request, 0);
    });
  }
}
