import { MemoryQuotaExceededError, misconfigured } from "./errors.js";
import { shown } from "./item.js";
import { inTime } from "./in-time.js";
import { checkLimits, wholeNumber } from "./options.js";
import { databaseNamed } from "./queue/database.js";
import { deadLettersIn, type DeadLetters } from "./queue/dead-letters.js";
import { newDriver, type Driver } from "./queue/driver.js";
import type { Entry, QueueItem, QueueState } from "./queue/entry.js";
import { newMemoryJournal, type Journal } from "./queue/journal.js";
import { linesUnder } from "./queue/lines.js";
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
export type { SentFeedback, Transport, TransportAnswer, TransportOptions, TransportResult } from "./queue/transport.js";

const DAY = 24 * 60 * 60 * 1000;

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
  /** Whether feedback can be saved: whether the journal outlives the program. */
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
  /** As of every `EventTarget`. */
  addEventListener(type: QueueEventType, listener: QueueListener, options?: boolean | AddEventListenerOptions): void;
  /** As of every `EventTarget`. */
  removeEventListener(type: QueueEventType, listener: QueueListener, options?: boolean | EventListenerOptions): void;
}

/**
 * Keeps feedback until it is delivered: over bad networks, reloads, crashes and closed tabs.
 *
 * What was added is sent, or superseded by newer feedback on the same memory, or refused and set
 * aside. Per memory the last one wins, and people win over judges. Of all tabs with the same name and owner, one sends.
 */
export class FeedbackQueue extends EventTarget {
  /** What was refused for good. */
  readonly deadLetters: DeadLetters;
  readonly #driver: Driver;
  readonly #maxPending: number;
  /** Nothing once that has been done. */
  #close: (() => void) | undefined;
  /** Called whenever the driver has come to rest. */
  readonly #looks = new Set<() => void>();
  #snapshot: QueueSnapshot;

  /**
   * @param transport what sends: a `MemoryClient`.
   * @throws a `ConfigurationError` when an option is wrong.
   */
  constructor(transport: Transport, options?: FeedbackQueueOptions) {
    super();
    const { name = "default", owner = "", maxPending = 100_000, maxAgeMs = 30 * DAY, concurrency = 6, journal: own } =
      options ?? {};
    must(typeof transport?.feedbackBatch === "function", "transport", transport, "a MemoryClient");
    const { batchSize = 1 } = transport;
    must(typeof name === "string", "name", name, "a string");
    must(typeof owner === "string", "owner", owner, "a string");
    const isJournal = own === undefined || (typeof own?.read === "function" && typeof own.write === "function");
    must(isJournal, "journal", own, "an object with read() and write()");
    upTo(1_000_000, "maxPending", maxPending);
    upTo(3650 * DAY, "maxAgeMs", maxAgeMs);
    upTo(32, "concurrency", concurrency);
    upTo(10_000, "transport.batchSize", batchSize);
    const isPage = typeof document === "object";
    const path = ["mem0-feedback", name, owner].map(encodeURIComponent).join(":");
    // Not `typeof indexedDB`, which throws in a sandboxed frame.
    const database = !own && "indexedDB" in globalThis ? databaseNamed(path) : undefined;
    const lines = isPage && !own ? linesUnder(`${path}:`) : undefined;
    const journal = own ?? database ?? newMemoryJournal();
    this.#maxPending = maxPending;
    const driver = (this.#driver = newDriver(
      transport,
      journal,
      database && path,
      lines,
      // A relay takes 64 KiB: less what a token and the frame around the items may take.
      async (hasLocks) => newTab((await load(30_000, undefined))!, concurrency, batchSize, 60 * 1024, maxAgeMs, hasLocks),
      (type, entry, error) => this.dispatchEvent(new QueueEvent(type, entry, error)),
      () => this.#rested(),
    ));
    this.deadLetters = deadLettersIn(journal, () => this.#until(driver.isWritten, 5000), (feedback) => this.#take(feedback));
    this.#snapshot = driver.now();
    const unwatch = isPage ? watchPage(driver, lines) : undefined;
    this.#close = () => {
      unwatch?.();
      void driver.close().then(() => database?.close());
    };
  }

  /** Feedbacks that wait or are in flight, as far as this tab knows. */
  get size(): number {
    return this.#driver.pending.size;
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
    return this.#take(stored(item));
  }

  /** What waits or is in flight, as far as this tab knows. */
  pending(): QueueItem[] {
    return [...this.#driver.pending.values()];
  }

  /** Resolves when nothing is pending any more, or the time is up; it never rejects for a delivery. */
  async flush(options?: FlushOptions): Promise<FlushReport> {
    const { signal, timeoutMs = 25_000 } = options ?? {};
    checkLimits(signal, timeoutMs);
    const before = this.#driver.now();
    await this.#until(() => !this.#close || this.#driver.isDone(), timeoutMs, signal);
    const { sent, superseded, refused, pending } = this.#driver.now();
    return {
      sent: sent - before.sent,
      superseded: superseded - before.superseded,
      refused: refused - before.refused,
      pending,
    };
  }

  /** Forgets all, here and in other tabs, the dead letters as well; what is in flight is not sent again. */
  clear(): Promise<void> {
    return this.#driver.clear();
  }

  /** Ends what is in flight. What has not been delivered stays in the journal, for the next queue. */
  close(): void {
    this.#close?.();
    this.#close = undefined;
    this.#rested();
  }

  #take(feedback: StoredFeedback): Entry {
    if (!this.#close) throw misconfigured("The queue is closed: make a new one");
    if (this.size >= this.#maxPending) {
      throw new MemoryQuotaExceededError(`${this.size} feedbacks wait already`, "QUEUE_FULL", {
        suggestion: "Please wait, or raise maxPending",
      });
    }
    return this.#driver.add(feedback);
  }

  #rested(): void {
    for (const look of this.#looks) look();
    const next = this.#driver.now();
    if (JSON.stringify(next) === JSON.stringify(this.#snapshot)) return;
    this.#snapshot = next;
    this.dispatchEvent(new QueueEvent("change"));
  }

  /** Resolves when that is so, or the time is up. */
  async #until(isSo: () => boolean, timeoutMs: number, signal?: AbortSignal): Promise<void> {
    let look = () => {};
    const looked = async () =>
      new Promise<void>((resolve) => {
        look = () => isSo() && resolve();
        this.#looks.add(look);
        look();
      });
    await inTime(looked, timeoutMs, signal);
    this.#looks.delete(look);
  }
}

function must(isRight: boolean, key: string, value: unknown, right: string): void {
  if (!isRight) throw misconfigured(`${key} is ${shown(value)}: pass ${right}`);
}

function upTo(most: number, key: string, value: number): void {
  wholeNumber(key, value, 1, most, misconfigured);
}
