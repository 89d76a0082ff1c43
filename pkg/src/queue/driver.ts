import { MemoryError } from "../errors.js";
import { Fate, Happened } from "./commands.js";
import type { QueueSnapshot } from "../queue.js";
import { Entry, type QueueState } from "./entry.js";
import { CLOCK, HOST, change, idIn, pages, type Journal } from "./journal.js";
import type { Lines } from "./lines.js";
import { lockNamed } from "./lock.js";
import { newNumbers } from "./numbers.js";
import { newReader } from "./reader.js";
import { bytesOf, newClock, stampIn, written, type StoredFeedback } from "./record.js";
import { senderThrough } from "./sender.js";
import type { Tab } from "./tab.js";
import { tabsNamed, type Ending } from "./tabs.js";
import type { Transport } from "./transport.js";
import { problem, writerTo } from "./writer.js";

/** In the order of `place` in `src/js/queue.rs`; what is too old is refused as well. */
const STATES: QueueState[] = ["queued", "saved", "sending", "sent", "superseded", "refused", "refused"];
const SAVED = 1;
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
export interface Driver {
  /** Those that wait or are in flight, by id, as far as this tab knows. */
  readonly pending: Map<string, Entry>;
  /** What it is doing. */
  now(): Omit<QueueSnapshot, "sent" | "superseded" | "refused">;
  /** Whether nothing is being written, or is to be. */
  isWritten(): boolean;
  /** Whether nothing is pending either, and it is known what others have left. */
  isDone(): boolean;
  /** Takes a feedback in, and writes it into the journal's first half. */
  add(feedback: StoredFeedback): Entry;
  /** Another tab has written these lines. */
  overhear(lines: [key: string, text: string][]): void;
  /** The page is on its way out, or visible again. */
  leave(isLeaving: boolean): void;
  /** The network is said to be back. */
  hint(): void;
  /** The page is put away, and may come back. */
  rest(): void;
  /** The page is there again. */
  comeBack(): void;
  /** Forgets all that is not in flight. */
  clear(): Promise<void>;
  /** Resolves when what was not written yet has been written, or could not be. */
  close(): Promise<void>;
}

export function newDriver({ transport, journal, name, lines, start, moved, warn, rested }: Surroundings): Driver {
  const clock = newClock();
  const pending = new Map<string, Entry>();
  /** What has come to its end, and is still in the journal: found there it is not pending again. */
  const ended = new Set<string | undefined>();
  const entries = newNumbers<Entry>();
  const memories = newNumbers<string>();
  const writer = writerTo(journal, lines, warn);
  const reader = newReader(pending, ended, entries, memories, clock, writer, warn);
  const sender = senderThrough(transport);
  let tab: Tab | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writes = 0;
  let sending = 0;
  let isKnown = false;
  let isRunning = false;
  /** One run is enough for all that is given in one task. */
  let isRunDue = false;
  let isClosed = false;
  let isLeaving = false;
  /** For the next request. */
  let included: Entry[] = [];
  let endings: Ending[] = [];

  /** The rules, who are told what time it is. */
  const informed = (tab: Tab) => {
    tab.at(performance.now(), Date.now(), Math.random() * 2 ** 32);
    return tab;
  };
  const tellBy = (say: (tab: Tab) => void) => {
    if (isClosed || !tab) return;
    say(informed(tab));
    run();
  };
  /** Tells the rules what has happened, and does what they say then. */
  const tell = (...said: Parameters<Tab["tell"]>) => tellBy((tab) => tab.tell(...said));

  const run = () => {
    isRunDue = false;
    if (isRunning || isClosed) return;
    isRunning = true;
    clearTimeout(timer);
    // The rules may take long to load, and the browser be killed before.
    if (!tab) startTask();
    for (let deed; !isClosed && tab && (deed = informed(tab).poll()); ) deeds[deed]!(tab.first(), tab.second());
    const next = !isClosed && tab?.first();
    if (next) timer = setTimeout(run, Math.ceil(next - performance.now()));
    isRunning = false;
    if (isSender && endings.length) tabs.tell("settled", endings);
    endings = [];
    rested();
  };

  const of = (act: (entry: Entry, second: number) => unknown) => (handle: number, second: number) => {
    const entry = entries.at(handle);
    if (entry) act(entry, second);
  };

  const click = (tab: Tab, entry: Entry) =>
    informed(tab).click(entries.of(entry), memories.of(entry.memoryId), ...stampIn(entry.id)!, entry.bytes);

  const release = (handle: number) => {
    const entry = entries.remove(handle)!;
    if (pending.get(entry?.id) === entry) pending.delete(entry.id);
    ended.delete(entry?.id);
  };

  const hear = (tab: Tab, endings: Ending[]) => {
    for (const [id, memoryId, fate, { name, message, code }] of endings) {
      const entry = pending.get(id);
      if (entry && fate >= Fate.Refused) entry.error = Object.assign(new MemoryError(message, code), { name });
      // What is older on that memory has ended too.
      tab.foundSettled(memories.of(memoryId), ...stampIn(id)!, fate);
    }
  };

  const report = (entry: Entry, place: number) => {
    const state = STATES[place]!;
    const fate: Fate = place - STAGES;
    if (state === "saved" && !entry.isSaved) {
      entry.isSaved = true;
      // While it is in flight that is only an event: it goes no step back.
      if (entry.state === "sending") return moved(entry, state);
    }
    sending += +(state === "sending") - +(entry.state === "sending");
    if (fate >= Fate.Sent) {
      pending.delete(entry.id);
      ended.add(entry.id);
      if (fate === Fate.Expired) entry.error = new MemoryError("It has waited for too long", "QUEUE_EXPIRED");
      // What gives way to a newer one is told when that is safe: see commit().
      if (fate !== Fate.Superseded) end(entry, fate);
    }
    entry.moveTo(state);
    moved(entry, state);
  };

  const end = ({ id, memoryId, error }: Entry, fate: Fate) => endings.push([id, memoryId, fate, problem(error)]);

  const startTask = () => {
    writes += 1;
    setTimeout(() => {
      writes -= 1;
      if (tab) tell(Happened.Task);
      else if (!isClosed) void commit();
    });
  };

  const commit = async () => {
    const isEarly = !tab;
    writes += 1;
    writer.writeLine(CLOCK, clock.last());
    const { isWritten, saved, removed } = await writer.commit();
    const isDurable = writer.isDurable();
    writes -= 1;
    for (const entry of removed) if (entry.state === "superseded") end(entry, Fate.Superseded);
    for (const entry of saved) if (isEarly && isDurable && entry.state === "queued") report(entry, SAVED);
    if (!isEarly) tell(Happened.Committed, isWritten, isDurable);
    // Without a line nobody overhears it.
    if (saved.length && !isSender && !writer.hasLines()) tabs.tell("asked", true);
  };

  const read = async (number: number) => {
    let isWhole = true;
    try {
      for await (const page of pages(journal, lines)) {
        if (isClosed) return;
        tellBy((tab) => reader.take(tab, page));
      }
      reader.forgetOldest();
    } catch (error) {
      isWhole = false;
      warn(error);
    }
    isKnown = true;
    tell(Happened.Loaded, number, isWhole);
  };

  const verify = async () => {
    const isHeld = await lock?.isHeld().catch(() => false);
    if (isHeld) tell(Happened.Verified);
    else if (isHeld === false) lose();
  };

  /** Nothing that was begun goes out. */
  const stop = () => {
    isSender = !lock;
    sender.stop();
  };

  /** Not the sender any more. */
  const lose = () => {
    stop();
    tell(Happened.Lost);
  };

  const send = async (request: number, keepalive: number) => {
    const entries = included;
    included = [];
    // Only the first attempt: the host page may use up what its keepalive bodies may have together.
    const outlives = !!keepalive && (isLeaving || entries.every(({ error }) => error === undefined));
    const mayStart = () => !isClosed && informed(tab!).maySend(request) === 1;
    const verdicts = await sender.send(entries, outlives, mayStart);
    tellBy((tab) => {
      for (const verdict of verdicts) tab.tell(...verdict);
      tab.tell(Happened.Settled, request);
    });
  };

  const begin = async (wait = 1000) => {
    try {
      tab = await start(!!lock);
      for (const entry of pending.values()) click(tab, entry);
      tabs.tell("asked", true);
      run();
    } catch (error) {
      warn(error);
      if (!isClosed) timer = setTimeout(begin, wait, Math.min(wait * 2, 30_000));
    }
  };

  const isWritten = () => !(isRunning || writes);

  const leave = (isSo: boolean) => {
    isLeaving = isSo;
    tell(Happened.Leaving, isSo);
  };

  const granted = () => {
    isSender = true;
    tell(Happened.Granted);
  };
  const lock = name ? lockNamed(name, granted, lose) : undefined;
  let isSender = !lock;
  const tabs = tabsNamed(name, {
    asked: (hasNews) => tell(Happened.Asked, hasNews),
    heard(count) {
      isKnown = true;
      tell(Happened.Heard, count);
    },
    settled: (endings) => tellBy((tab) => hear(tab, endings)),
    cleared: () => tell(Happened.Clear),
  });
  /** In the order of `numbers` in `src/js/queue.rs`; of zero there is none. */
  const deeds: (((first: number, second: number) => unknown) | undefined)[] = [
    ,
    (isTheft) => lock?.request(!!isTheft),
    () => tabs.tell("asked", false),
    verify,
    () => lock?.release(),
    (count) => tabs.tell("heard", count),
    read,
    startTask,
    of(writer.save),
    of(writer.remove),
    release,
    commit,
    of((entry) => included.push(entry)),
    send,
    of(report),
    memories.remove,
    (until, openings) => writer.write([[HOST, JSON.stringify([until, openings, Date.now()])]], []),
  ];
  clock.saw(lines?.at(CLOCK) ?? "");
  void begin();

  return {
    pending,
    now: () => ({ pending: pending.size, sending, isSender, isKnown, isDurable: writer.isDurable() }),
    isWritten,
    isDone: () => isWritten() && isKnown && !pending.size,
    add(feedback) {
      const text = written(feedback);
      const entry = new Entry(clock.next(), feedback, bytesOf(feedback, text), false);
      writer.writeLine(entry.id, text);
      pending.set(entry.id, entry);
      entries.of(entry);
      if (tab) click(tab, entry);
      else writer.save(entry);
      if (!isRunDue) queueMicrotask(run);
      isRunDue = true;
      return entry;
    },
    overhear: (lines) => tellBy((tab) => reader.take(tab, lines)),
    leave,
    hint: () => tell(Happened.Hint),
    rest() {
      isSender = !lock;
      tell(Happened.Rest);
      clearTimeout(timer);
      tabs.close();
    },
    comeBack() {
      tabs.open();
      tell(Happened.Return);
      leave(false);
    },
    async clear() {
      const until = clock.next();
      tabs.tell("cleared");
      tell(Happened.Clear);
      for await (const page of pages(journal, lines)) {
        const keys = page.map(([key]) => key).filter((key) => idIn(key) < until);
        for (const key of keys) lines?.erase(idIn(key));
        await change(journal, [], keys);
      }
    },
    async close() {
      isClosed = true;
      clearTimeout(timer);
      stop();
      lock?.release();
      tabs.close();
      for (const entry of entries.all()) {
        if (!pending.has(entry.id)) writer.remove(entry);
        else if (!entry.isSaved) writer.save(entry);
      }
      await writer.commit();
    },
  };
}
