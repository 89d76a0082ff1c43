import type { StoredFeedback } from "./record.js";

/** How a feedback has ended. */
export type Settled =
  | { state: "sent" }
  /** A newer feedback on the same memory takes its place. */
  | { state: "superseded" }
  /** Set aside among the dead letters, for this reason. */
  | { state: "refused"; error: unknown };

/** Where a feedback is. `saved`: it will be sent even if the browser dies now. */
export type QueueState = "queued" | "saved" | "sending" | Settled["state"];

/** What `add()` hands out. */
export interface QueueItem {
  /** Its sequence: unique, and sorts in the order of giving. A `j` follows where a judge speaks. */
  readonly id: string;
  /** The memory that it is about. */
  readonly memoryId: string;
  /** What was given, so that a vote of an earlier visit can be shown. */
  readonly feedback: StoredFeedback;
  /** Where it is now. */
  readonly state: QueueState;
  /** Resolves when it has come to its end; it never rejects. */
  readonly settled: Promise<Settled>;
}

/** A feedback in the queue. */
export class Entry implements QueueItem {
  readonly memoryId: string;
  state: QueueState;
  error: unknown;
  #settled: Promise<Settled> | undefined;
  #resolve: ((settled: Settled) => void) | undefined;

  constructor(
    readonly id: string,
    readonly feedback: StoredFeedback,
    /** Bytes in a request. */
    readonly bytes: number,
    /** Whether it is said to be in the journal's second half. */
    public isSaved: boolean,
  ) {
    this.memoryId = feedback.memoryId;
    this.state = isSaved ? "saved" : "queued";
  }

  get settled(): Promise<Settled> {
    return (this.#settled ??= new Promise((resolve) => {
      this.#resolve = resolve;
      this.moveTo(this.state);
    }));
  }

  moveTo(state: QueueState): void {
    this.state = state;
    // Neither queued nor saved nor sending.
    if (!/^q|v|g$/.test(state)) this.#resolve?.((state === "refused" ? { state, error: this.error } : { state }) as Settled);
  }
}
