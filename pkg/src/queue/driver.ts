import { MemoryError } from "../errors.js";
import { Fate, Happened, Origin, Stage } from "./commands.js";
import type { QueueSnapshot } from "../queue.js";
import { Entry, type QueueState, type Settled } from "./entry.js";
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
import { tried } from "./tried.js";
import { problem, writerTo } from "./writer.js";

/** In the order of `place` in `src/js/queue.rs`; what is too old is refused as well. */
const STATES: QueueState[] = ["queued", "saved", "sending", "sent", "superseded", "refused", "refused"];

/** What a driver works with: in their order, for the bytes of their names. */
type Surroundings = [
  transport: Transport,
  journal: Journal,
  /** Of the lock and the channel that all tabs share; none where nothing is shared. */
  name: string | undefined,
  lines: Lines | undefined,
  /** Creates the rules' part. */
  start: (hasLocks: boolean) => Promise<Tab>,
  /** A feedback has come to another state, or something went wrong that is not about one. */
  emit: (type: QueueState | "warning", entry?: Entry, error?: unknown) => void,
  /** The loop has come to rest. */
  rested: () => void,
];

/** Carries out what the rules in WebAssembly decide, and tells them what came of it. */
export interface Driver {
  /** Those that wait or are in flight, by id, as far as this tab knows. */
  readonly pending: Map<string, Entry>;
  /** What it is doing. */
  now(): QueueSnapshot;
  /** Whether nothing is being written, or is to be. */
  isWritten(): boolean;
  /** Whether nothing is pending either, and it is known what others have left. */
  isDone(): boolean;
  /** Takes a feedback in, and writes it into the journal's first half. */
  add(feedback: StoredFeedback): Entry;
  /** Another tab has written these lines. */
  overhear(lines: [key: string, text: string][]): void;
  /** Something has happened to the page or the network. */
  tell: Tab["tell"];
  /** The page is put away, and may come back. */
  rest(): void;
  /** The page is there again. */
  comeBack(): void;
  /** Forgets all; what is in flight is not sent again. */
  clear(): Promise<void>;
  /** Resolves when what was not written yet has been written, or could not be. */
  close(): Promise<void>;
}

export function newDriver(...[transport, journal, name, lines, start, emit, rested]: Surroundings): Driver {
  /** Says false, as what failed is. */
  const warn = (error: unknown) => {
    emit("warning", undefined, error);
    return false as const;
  };
  const clock = newClock();
  const pending = new Map<string, Entry>();
  /** What has come to its end, and is still in the journal: found there it is not pending again. */
  const ended = new Map<string, Entry>();
  const entries = newNumbers<Entry>();
  const memories = newNumbers<string>();
  const writer = writerTo(journal, lines, warn);
  const sender = senderThrough(transport);
  let tab: Tab | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writes = 0;
  /** How many are in each of these states. */
  const counts = { sending: 0, sent: 0, superseded: 0, refused: 0 };
  let isKnown = false;
  let isRunning = false;
  /** One run, and one look at the clock, is enough for all that is given in one task. */
  let isRunDue = false;
  let isClosed = false;
  /** For the next request. */
  let included: Entry[] = [];
  let endings: Ending[] = [];

  /** The rules, who are told what time it is. */
  const informed = () => {
    tab?.at(performance.now(), Date.now(), Math.random() * 2 ** 32);
    return tab!;
  };
  const tellBy = (say: (tab: Tab) => void) => {
    if (isClosed || !tab) return;
    say(informed());
    run();
  };
  /** Tells the rules what has happened, and does what they say then. */
  const tell = (...said: Parameters<Tab["tell"]>) => tellBy((tab) => tab.tell(...said));

  /** Tells them what stands in the journal. */
  const take = (page: [key: string, value: string][]) => tellBy(() => reader.take(page));

  const run = () => {
    isRunDue = false;
    if (isRunning || isClosed) return;
    isRunning = true;
    if (tab) clearTimeout(timer);
    // The rules may take long to load, and the browser be killed before.
    else startTask();
    for (let deed; !isClosed && tab && (deed = informed().poll()); ) deeds[deed]!(tab.first(), tab.second());
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

  /** Tells them of a feedback. */
  const found = (entry: Entry, origin: Origin) =>
    tab!.found(entries.of(entry), memories.of(entry.memoryId), ...stampIn(entry.id)!, entry.bytes, origin);

  /** Tells them how one has ended, and with it all that is older on that memory. */
  const foundSettled = (id: string, memoryId: string, fate: Fate) =>
    tab!.foundSettled(memories.of(memoryId), ...stampIn(id)!, fate);

  const release = (handle: number) => {
    const { id } = entries.remove(handle)!;
    pending.delete(id);
    ended.delete(id);
  };

  const reader = newReader(pending, ended, clock, writer, found, foundSettled, tell, warn);

  const hear = (endings: Ending[]) => {
    for (const [id, memoryId, fate, { name, message, code }] of endings) {
      const entry = pending.get(id);
      if (entry && fate >= Fate.Refused) entry.error = Object.assign(new MemoryError(message, code), { name });
      foundSettled(id, memoryId, fate);
    }
  };

  const report = (entry: Entry, place: number) => {
    const state = STATES[place]!;
    const fate: Fate = place - Stage.Settled;
    if (state === "saved" && !entry.isSaved) {
      entry.isSaved = true;
      // While it is in flight that is only an event: it goes no step back.
      if (entry.state === "sending") return emit(state, entry);
    }
    if (fate >= Fate.Sent) {
      pending.delete(entry.id);
      ended.set(entry.id, entry);
      counts[state as Settled["state"]] += 1;
      if (fate === Fate.Expired) entry.error = new MemoryError("It has waited too long", "QUEUE_EXPIRED");
      // What gives way to a newer one is told when that is safe: see commit().
      if (fate !== Fate.Superseded) end(entry, fate);
    }
    counts.sending += +(state === "sending") - +(entry.state === "sending");
    entry.moveTo(state);
    emit(state, entry, entry.error);
  };

  const end = ({ id, memoryId, error }: Entry, fate: Fate) => endings.push([id, memoryId, fate, problem(error)]);

  /** Without the rules what was given gives way to nothing, and leaves the journal with the transaction that would save it. */
  const forget = () => {
    if (tab) return tell(Happened.Clear);
    for (const entry of [...pending.values()]) {
      report(entry, Stage.Settled + Fate.Superseded);
      writer.remove(entry);
    }
  };

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
    const done = await writer.commit();
    const { saved, removed } = done ?? { saved: [], removed: [] };
    const isDurable = writer.isDurable();
    writes -= 1;
    for (const entry of removed) if (entry.state === "superseded") end(entry, Fate.Superseded);
    for (const entry of saved) if (isEarly && isDurable && entry.state === "queued") report(entry, Stage.Saved);
    if (!isEarly) tell(Happened.Committed, !!done, isDurable);
    // Without a line nobody overhears it.
    if (saved.length && !isSender && !writer.hasLines()) tabs.tell("asked", true);
  };

  /** Whether it could be read to the end. */
  const readAll = async () => {
    for await (const page of pages(journal, lines)) {
      if (isClosed) return true;
      take(page);
    }
    reader.forgetOldest();
    return true;
  };

  const read = async (number: number) => {
    const isWhole = await readAll().catch(warn);
    isKnown = true;
    tell(Happened.Loaded, number, isWhole);
  };

  /** Nothing that was begun goes out. */
  const stop = () => {
    isSender = !lock;
    sender.stop();
  };

  /** Not the sender any more. */
  const lose = (isRefused?: boolean) => {
    if (isRefused) lock = undefined;
    stop();
    tell(Happened.Lost, isRefused);
  };

  const send = async (request: number, keepalive: number) => {
    const entries = included;
    included = [];
    const mayStart = () => !isClosed && informed().maySend(request) === 1;
    const verdicts = await sender.send(entries, !!keepalive, mayStart);
    tellBy((tab) => {
      for (const verdict of verdicts) tab.tell(...verdict);
      tab.tell(Happened.Settled, request);
    });
  };

  const begin = async (wait = 1000) => {
    try {
      tab = await start(!!lock);
      informed();
      for (const entry of pending.values()) found(entry, Origin.Click);
      tabs.tell("asked", true);
      run();
    } catch (error) {
      warn(error);
      if (!isClosed) timer = setTimeout(begin, wait, Math.min(wait * 2, 30_000));
    }
  };

  const isWritten = () => !(isRunning || writes);

  const granted = () => {
    isSender = true;
    tell(Happened.Granted);
  };
  let lock = name ? lockNamed(name, granted, lose) : undefined;
  let isSender = !lock;
  const tabs = tabsNamed(name, {
    asked: (hasNews) => tell(Happened.Asked, hasNews),
    heard(count) {
      isKnown = true;
      tell(Happened.Heard, count);
    },
    settled: (endings) => tellBy(() => hear(endings)),
    cleared: forget,
  });
  /** In the order of `numbers` in `src/js/queue.rs`; of zero there is none. */
  const deeds: (((first: number, second: number) => unknown) | undefined)[] = [
    ,
    (isTheft) => lock?.request(!!isTheft),
    () => tabs.tell("asked", false),
    () => lock?.verify(() => tell(Happened.Verified)),
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
  tried(() => transport.prepare?.());
  void begin();

  return {
    pending,
    now: () => ({ pending: pending.size, ...counts, isSender, isKnown, isDurable: writer.isDurable() }),
    isWritten,
    isDone: () => isWritten() && isKnown && !pending.size,
    add(feedback) {
      const text = written(feedback);
      // Behind the sequence a judge's mark, by which the rules know it in every tab and after a reload.
      const entry = new Entry(clock.next() + (feedback.source ? "j" : ""), feedback, bytesOf(feedback, text), false);
      writer.writeLine(entry.id, text);
      pending.set(entry.id, entry);
      if (!isRunDue) {
        informed();
        setTimeout(run);
      }
      isRunDue = true;
      if (tab) found(entry, Origin.Click);
      else writer.save(entry);
      emit("queued", entry);
      return entry;
    },
    overhear: take,
    tell,
    rest() {
      isSender = !lock;
      tell(Happened.Rest);
      tabs.close();
    },
    comeBack() {
      tabs.open();
      tell(Happened.Return);
    },
    async clear() {
      const until = clock.next();
      tabs.tell("cleared");
      forget();
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
      for (const entry of ended.values()) writer.remove(entry);
      for (const entry of pending.values()) if (!entry.isSaved) writer.save(entry);
      await writer.commit();
    },
  };
}
