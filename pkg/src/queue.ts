import { MemoryQuotaExceededError, misconfigured } from "./errors.js";
import { check, shown } from "./item.js";
import { checkLimits, wholeNumber } from "./options.js";
import { Database } from "./queue/database.js";
import { DeadLetters } from "./queue/dead-letters.js";
import { Driver } from "./queue/driver.js";
import type { Entry, QueueItem, QueueState } from "./queue/entry.js";
import { MemoryJournal, type Journal } from "./queue/journal.js";
import { Lines } from "./queue/lines.js";
import { watchPage } from "./queue/page.js";
import { stored, type StoredFeedback } from "./queue/record.js";
import { newTab } from "./queue/tab.js";
import type { Transport } from "./queue/transport.js";
import type { FeedbackItem } from "./types.js";
import { load } from "./wasm/queue.js";

export type { DeadLetter, DeadLetters } from "./queue/dead-letters.js";
export type { QueueItem, QueueState, Settled } from "./queue/entry.js";
export type { Journal, JournalChanges } from "./queue/journal.js";
export type { StoredFeedback } from "./queue/record.js";
export type { Transport, TransportOptions, TransportResult } from "./queue/transport.js";

const DAY = 24 * 60 * 60 * 1000;
/** Of the items of a request to a relay, less what a token and the frame around them may take. */
const REQUEST_BYTES = 60 * 1024;

/** Options of a queue. */
export interface FeedbackQueueOptions {
  /** Tells queues of one page apart; `"default"` if left out. */
  name?: string | undefined;
  /** Whose feedback it is, a user's id say: another owner's is never sent. `""` if left out. */
  owner?: string | undefined;
  /** Feedbacks that may wait, 1 to 1,000,000; 100,000 if left out. */
  maxPending?: number | undefined;
  /** Milliseconds after which a feedback that waits is refused; 30 days if left out. */
  maxAgeMs?: number | undefined;
  /** Requests at once, 1 to 32; 6 if left out. */
  concurrency?: number | undefined;
  /** In place of `localStorage` and IndexedDB in a page, and of memory elsewhere. */
  journal?: Journal | undefined;
}

/** What a queue is doing; a new object whenever that changes. */
export interface QueueSnapshot {
  /** Feedbacks that wait or are in flight, as far as this tab knows. */
  readonly pending: number;
  /** Of these, those in flight. */
  readonly sending: number;
  /** Delivered since the queue was made. */
  readonly sent: number;
  /** Superseded by a newer one since then. */
  readonly superseded: number;
  /** Refused since then. */
  readonly refused: number;
  /** Whether this tab is the one that sends. */
  readonly isSender: boolean;
  /** Whether it is known what earlier visits have left. */
  readonly isKnown: boolean;
  /** Whether what is kept outlives the page. */
  readonly isDurable: boolean;
}

/** What has become of the feedbacks of a `flush()`. */
export interface FlushReport {
  /** Delivered. */
  sent: number;
  /** Superseded by a newer one. */
  superseded: number;
  /** Set aside among the dead letters. */
  refused: number;
  /** Still there. */
  pending: number;
}

/** Options of a `flush()`. */
export interface FlushOptions {
  /** Resolves it at once. */
  signal?: AbortSignal | undefined;
  /** Milliseconds by which it resolves; 25,000 if left out. */
  timeoutMs?: number | undefined;
}

/**
 * One of `queued`, `saved`, `sending`, `sent`, `superseded`, `refused` for an item; `change` when
 * the snapshot is another; `warning` when something else went wrong, with its `error`.
 */
export type QueueEventType = QueueState | "change" | "warning";

/** What a queue tells its listeners. */
export class QueueEvent extends Event {
  /** What it is about. */
  readonly item: QueueItem | undefined;
  /** Of a refusal or a warning. */
  readonly error: unknown;

  constructor(type: QueueEventType, item?: QueueItem, error?: unknown) {
    super(type);
    this.item = item;
    this.error = error;
  }
}

/** Is told of a queue's events; `null` is nobody. */
export type QueueListener = ((event: QueueEvent) => void) | { handleEvent(event: QueueEvent): void } | null;

/** Its events are {@link QueueEvent}s. */
export interface FeedbackQueue {
  addEventListener(type: QueueEventType, listener: QueueListener, options?: boolean | AddEventListenerOptions): void;
  removeEventListener(type: QueueEventType, listener: QueueListener, options?: boolean | EventListenerOptions): void;
}

/**
 * Keeps feedback until it is delivered: over bad networks, reloads, crashes and closed tabs.
 *
 * What was added is sent, or superseded by newer feedback on the same memory, or refused and set
 * aside. Per memory the last one wins. Of all tabs with the same name and owner, one sends.
 */
export class FeedbackQueue extends EventTarget {
  /** What was refused for good. */
  readonly deadLetters: DeadLetters;
  readonly #driver: Driver;
  readonly #journal: Journal;
  readonly #maxPending: number;
  readonly #unwatch: () => void;
  readonly #counts = { sent: 0, superseded: 0, refused: 0 };
  readonly #flushes = new Set<() => void>();
  #snapshot: QueueSnapshot;
  #isClosed = false;

  /**
   * @param transport what sends: a `MemoryClient`.
   * @throws a `ConfigurationError` when an option is wrong.
   */
  constructor(transport: Transport, options: FeedbackQueueOptions = {}) {
    super();
    const { name, owner, maxPending, maxAgeMs, concurrency, batchSize, journal } = settingsFrom(transport, options);
    const isPage = typeof document === "object";
    // Not `typeof indexedDB`, which throws in a sandboxed frame.
    const shared = !journal && "indexedDB" in globalThis;
    const path = `mem0-feedback:${encodeURIComponent(name)}:${encodeURIComponent(owner)}`;
    const database = shared ? new Database(path) : undefined;
    this.#journal = journal ?? database ?? new MemoryJournal();
    const lines = isPage && !journal ? new Lines(`${path}:`) : undefined;
    this.#maxPending = maxPending;
    this.deadLetters = new DeadLetters(this.#journal, (feedback) => this.#take(feedback));
    this.#driver = new Driver({
      transport,
      journal: this.#journal,
      lines,
      name: shared ? path : undefined,
      start: async (hasLocks) => {
        const module = (await load(30_000, undefined))!;
        return newTab(module, concurrency, batchSize, REQUEST_BYTES, maxAgeMs, Number(hasLocks));
      },
      moved: (entry, state) => this.#moved(entry, state),
      warn: (error) => this.dispatchEvent(new QueueEvent("warning", undefined, error)),
      rested: () => this.#rested(),
    });
    this.#snapshot = this.#now();
    this.#unwatch = isPage ? watchPage(this.#driver, lines, database) : () => {};
  }

  /** Feedbacks that wait or are in flight, as far as this tab knows. */
  get size(): number {
    return this.#driver.size;
  }

  /** What the queue is doing. */
  get snapshot(): QueueSnapshot {
    return this.#snapshot;
  }

  /** Calls `listener` whenever the snapshot changes; what it returns ends that. */
  subscribe(listener: () => void): () => void {
    this.addEventListener("change", listener);
    return () => this.removeEventListener("change", listener);
  }

  /**
   * Takes a feedback in: checked, and written down, before this returns.
   *
   * @throws a `ValidationError` when it is wrong, a `MemoryQuotaExceededError` when the queue is full.
   */
  add(item: FeedbackItem): QueueItem {
    return this.#take(stored(check(item)));
  }

  /** What waits or is in flight, as far as this tab knows. */
  pending(): QueueItem[] {
    return [...this.#driver.entries];
  }

  /** Resolves when nothing is pending any more, or the time is up; it never rejects for a delivery. */
  async flush(options: FlushOptions = {}): Promise<FlushReport> {
    const { signal, timeoutMs = 25_000 } = options ?? {};
    checkLimits(signal, timeoutMs);
    const before = { ...this.#counts };
    await new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", end);
        this.#flushes.delete(endIfDone);
        resolve();
      };
      const endIfDone = () => {
        if (signal?.aborted || this.#driver.isDone) end();
      };
      const timer = setTimeout(end, timeoutMs);
      signal?.addEventListener("abort", end);
      this.#flushes.add(endIfDone);
      endIfDone();
    });
    return {
      sent: this.#counts.sent - before.sent,
      superseded: this.#counts.superseded - before.superseded,
      refused: this.#counts.refused - before.refused,
      pending: this.size,
    };
  }

  /** Forgets all that is not in flight, here and in other tabs; the dead letters as well. */
  clear(): Promise<void> {
    return this.#driver.clear();
  }

  /** Ends what is in flight. What has not been delivered stays in the journal, for the next queue. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#unwatch();
    void this.#driver.close().then(() => this.#journal instanceof Database && this.#journal.close());
    this.#rested();
  }

  #take(feedback: StoredFeedback): Entry {
    if (this.#isClosed) throw misconfigured("The queue is closed: make a new one");
    if (this.size >= this.#maxPending) {
      throw new MemoryQuotaExceededError(`${this.size} feedbacks are waiting already`, "QUEUE_FULL", {
        suggestion: "Please wait until some have been sent, or raise maxPending",
      });
    }
    const entry = this.#driver.add(feedback);
    this.dispatchEvent(new QueueEvent("queued", entry));
    return entry;
  }

  #moved(entry: Entry, state: QueueState): void {
    if (state === "sent" || state === "superseded" || state === "refused") this.#counts[state] += 1;
    this.dispatchEvent(new QueueEvent(state, entry, entry.error));
  }

  #now(): QueueSnapshot {
    const { size: pending, sending, isSender, isKnown } = this.#driver;
    return { pending, sending, ...this.#counts, isSender, isKnown, isDurable: this.#journal.isDurable !== false };
  }

  #rested(): void {
    for (const endIfDone of this.#flushes) endIfDone();
    const next = this.#now();
    if (JSON.stringify(next) === JSON.stringify(this.#snapshot)) return;
    this.#snapshot = next;
    this.dispatchEvent(new QueueEvent("change"));
  }
}

function settingsFrom(transport: Transport, options: FeedbackQueueOptions) {
  if (typeof transport?.feedbackBatch !== "function") {
    throw misconfigured(`transport is ${shown(transport)}: pass a MemoryClient`);
  }
  const { name = "default", owner = "", journal } = options ?? {};
  for (const [key, value] of Object.entries({ name, owner })) {
    if (typeof value !== "string") throw misconfigured(`${key} is ${shown(value)}: pass a string`);
  }
  if (journal !== undefined && (typeof journal?.read !== "function" || typeof journal.write !== "function")) {
    throw misconfigured(`journal is ${shown(journal)}: pass an object with read() and write()`);
  }
  const { maxPending = 100_000, maxAgeMs = 30 * DAY, concurrency = 6 } = options ?? {};
  const { batchSize = 1 } = transport;
  const upTo = (most: number, key: string, value: number) => wholeNumber(key, value, 1, most, misconfigured);
  return {
    name,
    owner,
    journal,
    maxPending: upTo(1_000_000, "maxPending", maxPending),
    maxAgeMs: upTo(3650 * DAY, "maxAgeMs", maxAgeMs),
    concurrency: upTo(32, "concurrency", concurrency),
    batchSize: upTo(10_000, "transport.batchSize", batchSize),
  };
}
