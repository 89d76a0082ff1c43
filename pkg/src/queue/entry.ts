import { bytesOf, type Sequence, type StoredFeedback } from "./record.js";

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
  /** Its sequence: unique, and sorts in the order of giving. */
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
  readonly id: string;
  readonly bytes: number;
  state: QueueState;
  /** Whether it was said that it is in the journal's second half. */
  isToldSaved: boolean;
  /** By which WebAssembly knows it. */
  handle = -1;
  /** By which WebAssembly knows its memory. */
  memory = -1;
  error: unknown;
  #settled: Promise<Settled> | undefined;
  #resolve: ((settled: Settled) => void) | undefined;

  constructor(
    readonly sequence: Sequence,
    readonly feedback: StoredFeedback,
    text: string,
    /** Whether it is in the journal's second half. */
    public isSaved: boolean,
  ) {
    this.id = sequence.toString();
    this.bytes = bytesOf(feedback, text);
    this.state = isSaved ? "saved" : "queued";
    this.isToldSaved = isSaved;
  }

  get memoryId(): string {
    return this.feedback.memoryId;
  }

  get settled(): Promise<Settled> {
    this.#settled ??= new Promise((resolve) => (this.#resolve = resolve));
    this.#conclude();
    return this.#settled;
  }

  moveTo(state: QueueState): void {
    this.state = state;
    this.#conclude();
  }

  #conclude(): void {
    const { state, error } = this;
    if (state === "refused") this.#resolve?.({ state, error });
    else if (state === "sent" || state === "superseded") this.#resolve?.({ state });
  }
}
