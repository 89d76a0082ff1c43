import { MemoryError, ValidationError } from "../errors.js";
import type { Tab } from "../glue/queue.js";
import { Entry, type QueueState } from "./entry.js";
import { inTime, type Journal, type JournalChanges } from "./journal.js";
import type { Lines } from "./lines.js";
import { Lock } from "./lock.js";
import { Numbers } from "./numbers.js";
import { read, Sequence, SequenceClock, written } from "./record.js";
import { Tabs } from "./tabs.js";
import type { Transport, TransportOptions, TransportResult } from "./transport.js";

/** In the order of `tell` in `src/js/queue.rs`. */
const enum Happened {
  Granted,
  Lost,
  Verified,
  Asked,
  Heard,
  Loaded,
  Resumed,
  Task,
  Committed,
  Delivered,
  Unsent,
  Failed,
  Settled,
  Leaving,
  Hint,
  Rest,
  Return,
  Clear,
}

/** In the order of `numbers` in `src/js/queue.rs`. */
const enum Command {
  Rest,
  Wait,
  Lock,
  Ping,
  Verify,
  Unlock,
  Beat,
  Load,
  Task,
  Save,
  Remove,
  Release,
  Commit,
  Include,
  Send,
  Report,
  Forget,
  Keep,
}

/** In the order of `place` in `src/js/queue.rs`; what is too old is refused as well. */
const STATES: QueueState[] = ["queued", "saved", "sending", "sent", "superseded", "refused", "refused"];
const SENT = 0;
const SUPERSEDED = 1;
const EXPIRED = 3;

/** Entries of the journal that are read at once. */
const PAGE = 500;
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
  readonly #around: Surroundings;
  readonly #clock = new SequenceClock();
  readonly #entries = new Map<string, Entry>();
  readonly #handles = new Numbers<Entry>();
  readonly #memories = new Map<string, number>();
  readonly #memoryIds = new Numbers<string>();
  readonly #requests = new Set<AbortController>();
  readonly #lock: Lock | undefined;
  readonly #tabs: Tabs;
  #tab: Tab | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending = 0;
  #writes = 0;
  #isRunning = false;
  #isClosed = false;
  #isSender: boolean;
  #isKnown = false;
  #isLeaving = false;
  #changes: JournalChanges = { set: [], delete: [] };
  #saved: Entry[] = [];
  #removed: [entry: Entry, fate: number][] = [];
  #included: Entry[] = [];
  #settled: [id: string, fate: number][] = [];

  constructor(around: Surroundings) {
    this.#around = around;
    const { name } = around;
    const locks = name === undefined ? undefined : Lock.manager();
    this.#isSender = !locks;
    this.#lock = locks && new Lock(locks, name!, {
      granted: () => {
        this.#isSender = true;
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
        this.#isKnown = true;
        this.#tell(Happened.Heard, pending);
      },
      settled: (items) => this.#with((tab) => this.#hear(tab, items)),
      saved: (ids) => {
        if (this.#isSender && ids.some((id) => !this.#entries.has(id))) this.#tell(Happened.Asked, true);
      },
      cleared: () => this.#tell(Happened.Clear),
    });
    void this.#begin(!!locks);
  }

  /** Whether nothing is pending, nothing is to be written, and it is known what others have left. */
  get isDone(): boolean {
    return this.#isClosed || (this.size === 0 && this.#isKnown && this.#writes === 0);
  }

  /** Feedbacks that wait or are in flight, as far as this tab knows. */
  get size(): number {
    return this.#entries.size;
  }

  /** Of these, those in flight. */
  get sending(): number {
    return this.#sending;
  }

  /** Those feedbacks. */
  get entries(): Iterable<Entry> {
    return this.#entries.values();
  }

  /** Whether this tab sends. */
  get isSender(): boolean {
    return this.#isSender;
  }

  /** Whether it is known what earlier visits have left, here or in the tab that sends. */
  get isKnown(): boolean {
    return this.#isKnown;
  }

  /** Takes a feedback in, and writes it into the journal's first half. */
  add(feedback: Entry["feedback"]): Entry {
    const text = written(feedback);
    const entry = new Entry(this.#clock.next(), feedback, text);
    this.#around.lines?.write(entry.id, text);
    this.#entries.set(entry.id, entry);
    this.#click(entry);
    queueMicrotask(() => this.#run());
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
    this.#isSender = !this.#lock;
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
        for (const entry of this.#entries.values()) this.#click(entry);
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
    const tab = this.#tab;
    if (!tab || this.#isRunning || this.#isClosed) return;
    this.#isRunning = true;
    clearTimeout(this.#timer);
    try {
      for (;;) {
        this.#at(tab);
        const command = tab.poll();
        if (command === Command.Rest) break;
        if (command === Command.Wait) {
          this.#timer = setTimeout(() => this.#run(), Math.max(1, Math.ceil(tab.first() - performance.now())));
          break;
        }
        this.#carryOut(command, tab.first(), tab.second());
        if (this.#isClosed) break;
      }
    } finally {
      this.#isRunning = false;
    }
    if (this.#settled.length > 0) {
      if (this.#isSender) this.#tabs.tellSettled(this.#settled);
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
        return void this.#included.push(this.#handles.at(first)!);
      case Command.Send:
        return void this.#send(first, second === 1);
      case Command.Release:
        return void this.#handles.remove(first);
      case Command.Forget:
        return void this.#memories.delete(this.#memoryIds.remove(first)!);
      case Command.Keep:
        return void this.#write({ set: [["host", JSON.stringify([first, second])]], delete: [] });
    }
    const entry = this.#handles.at(first);
    if (!entry) return;
    if (command === Command.Save) {
      this.#saved.push(entry);
      this.#changes.set.push([`record:${entry.id}`, written(entry.feedback)]);
    } else if (command === Command.Remove) {
      this.#remove(entry, second);
    } else {
      this.#report(entry, second);
    }
  }

  #click(entry: Entry): void {
    const tab = this.#tab;
    if (!tab) return;
    this.#at(tab);
    this.#number(entry);
    tab.click(entry.handle, entry.memory, entry.sequence.clock, entry.sequence.tab, entry.bytes);
  }

  #number(entry: Entry): void {
    entry.handle = this.#handles.add(entry);
    entry.memory = this.#memory(entry.memoryId);
  }

  #memory(memoryId: string): number {
    let memory = this.#memories.get(memoryId);
    if (memory === undefined) {
      memory = this.#memoryIds.add(memoryId);
      this.#memories.set(memoryId, memory);
    }
    return memory;
  }

  #find(tab: Tab, id: string, text: string, isSaved: boolean): void {
    const sequence = Sequence.from(id);
    if (!sequence) return;
    this.#clock.saw(sequence);
    let entry = this.#entries.get(id);
    if (!entry) {
      const feedback = this.#readable(id, text);
      if (!feedback) return;
      entry = new Entry(sequence, feedback, text);
      this.#entries.set(id, entry);
      this.#number(entry);
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
      const letter = JSON.stringify({ text, error: problem(error), at: Date.now() });
      void this.#write({ set: [[`dead:${id}`, letter]], delete: [`record:${id}`] }).then(
        (isWritten) => isWritten && this.#around.lines?.erase(id),
      );
      return undefined;
    }
  }

  #hear(tab: Tab, items: [id: string, fate: number][]): void {
    for (const [id, fate] of items) {
      const entry = this.#entries.get(id);
      if (entry) tab.foundSettled(entry.memory, entry.sequence.clock, entry.sequence.tab, fate);
    }
  }

  #report(entry: Entry, state: number): void {
    const fate = state - STATES.indexOf("sent");
    this.#sending += Number(STATES[state] === "sending") - Number(entry.state === "sending");
    if (fate >= SENT) {
      this.#entries.delete(entry.id);
      this.#settled.push([entry.id, fate]);
      if (fate === EXPIRED) entry.error = new MemoryError("It has waited for too long", "QUEUE_EXPIRED");
    }
    entry.moveTo(STATES[state]!);
    this.#around.moved(entry, entry.state);
  }

  #remove(entry: Entry, fate: number): void {
    this.#removed.push([entry, fate]);
    this.#changes.delete.push(`record:${entry.id}`);
    if (fate === SENT) {
      this.#changes.set.push([`sent:${entry.id}`, entry.memoryId]);
    } else if (fate !== SUPERSEDED) {
      const letter = { ...entry.feedback, error: problem(entry.error), at: Date.now() };
      this.#changes.set.push([`dead:${entry.id}`, JSON.stringify(letter)]);
    }
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
    const changes = this.#changes;
    const saved = this.#saved;
    const removed = this.#removed;
    this.#changes = { set: [], delete: [] };
    this.#saved = [];
    this.#removed = [];
    const { lines, journal } = this.#around;
    const isWritten = await this.#write(changes);
    const isDurable = journal.isDurable !== false;
    if (isWritten && isDurable) for (const { id } of saved) lines?.erase(id);
    for (const [{ id }, fate] of removed) if (isWritten || fate !== SUPERSEDED) lines?.erase(id);
    this.#writes -= 1;
    this.#tell(Happened.Committed, isWritten, isDurable);
    if (saved.length > 0 && !this.#isSender) this.#tabs.tellSaved(saved.map(({ id }) => id));
  }

  async #write(changes: JournalChanges): Promise<boolean> {
    try {
      await inTime(this.#around.journal.write(changes));
      return true;
    } catch (error) {
      this.#around.warn(error);
      return false;
    }
  }

  async #load(number: number): Promise<void> {
    let isWhole = true;
    try {
      for (const [id, text] of this.#around.lines?.read() ?? []) this.#with((tab) => this.#find(tab, id, text, false));
      let after = "";
      for (let page; (page = await inTime(this.#around.journal.read(after, PAGE))).length > 0; ) {
        after = page[page.length - 1]![0];
        this.#with((tab) => this.#take(tab, page));
      }
    } catch (error) {
      isWhole = false;
      this.#around.warn(error);
    }
    this.#isKnown = true;
    this.#tell(Happened.Loaded, number, isWhole);
  }

  #take(tab: Tab, page: [key: string, value: string][]): void {
    const old: string[] = [];
    for (const [key, value] of page) {
      const [kind, id = ""] = key.split(":");
      if (kind === "record") {
        this.#find(tab, id, value, true);
      } else if (kind === "sent") {
        const sequence = Sequence.from(id);
        if (!sequence) continue;
        this.#clock.saw(sequence);
        tab.foundSettled(this.#memory(value), sequence.clock, sequence.tab, SENT);
        if (Date.now() - sequence.time > REMEMBERED_MS) old.push(key);
      } else if (kind === "host") {
        this.#resume(tab, value);
      }
    }
    if (old.length > 0) void this.#write({ set: [], delete: old });
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
    this.#isSender = !this.#lock;
    for (const request of this.#requests) request.abort();
  }

  async #send(request: number, keepalive: boolean): Promise<void> {
    const entries = this.#included;
    this.#included = [];
    const controller = new AbortController();
    this.#requests.add(controller);
    // The first attempt, at least: the host page may use up what its keepalive bodies may have together.
    const outlives = keepalive && (this.#isLeaving || entries.every(({ error }) => error === undefined));
    const wrapFetch: TransportOptions["wrapFetch"] = (fetch) => async (url, init) => {
      const tab = this.#tab!;
      this.#at(tab);
      if (this.#isClosed || !tab.maySend(request)) controller.abort();
      controller.signal.throwIfAborted();
      return fetch(url, outlives ? { ...init, keepalive } : init);
    };
    let results: readonly TransportResult[] = [];
    try {
      const options: TransportOptions = { retries: 0, concurrency: 1, signal: controller.signal, wrapFetch };
      const items = entries.map(({ feedback }) => feedback);
      results = (await this.#around.transport.feedbackBatch(items, options)).results;
    } catch (error) {
      results = entries.map(() => ({ ok: false, error }));
    }
    this.#requests.delete(controller);
    this.#with((tab) => {
      entries.forEach((entry, index) => this.#judge(tab, entry, results[index], controller.signal.aborted));
      tab.tell(Happened.Settled, request, 0);
    });
  }

  #judge(tab: Tab, entry: Entry, result: TransportResult | undefined, isAborted: boolean): void {
    if (result?.ok) return tab.tell(Happened.Delivered, 0, 0);
    if (isAborted || !result) return tab.tell(Happened.Unsent, 0, 0);
    entry.error = result.error;
    const { statusCode, retryAfter = 0 } = (result.error as Partial<MemoryError> | undefined)?.debugInfo ?? {};
    const status = statusCode ?? (result.error instanceof ValidationError ? 400 : 0);
    tab.tell(Happened.Failed, Number(status), Number(retryAfter) * 1000);
  }
}

/** What is kept of an error: neither what was sent nor a stack. */
function problem(error: unknown): { name: string; message: string; code?: string } {
  const { name = "Error", message = String(error), errorCode } = (error ?? {}) as Partial<MemoryError>;
  return { name, message, ...(errorCode === undefined ? {} : { code: errorCode }) };
}
