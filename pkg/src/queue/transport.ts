import type { Fetch } from "../types.js";
import type { StoredFeedback } from "./record.js";

/** What became of one feedback. */
export interface TransportResult {
  /** Whether it was delivered. */
  ok: boolean;
  /** Why not. `debugInfo.statusCode` and `debugInfo.retryAfter`, in seconds, say whether to try again. */
  error?: unknown;
}

/** A feedback as it is sent: `seq` is the sequence of its item, so that nothing older is put after it. */
export type SentFeedback = StoredFeedback & { seq: string };

/** How a request is to be made. */
export interface TransportOptions {
  /** None: the queue has a policy of its own. */
  retries: 0;
  /** Requests at once, where a group goes under several scopes. */
  concurrency: 6;
  /** Ends the request. */
  signal: AbortSignal;
  /** To be put around the `fetch` that sends the request. */
  wrapFetch: (fetch: Fetch) => Fetch;
}

/** What became of all that went in a request. */
export interface TransportAnswer {
  /** One for each item, in the items' order. */
  readonly results: readonly TransportResult[];
}

/** What a queue sends through. A `MemoryClient` is one. */
export interface Transport {
  /** How many items one request carries at the most; 1 if left out. */
  readonly batchSize?: number;
  /** Loads what the first request would have to wait for: a page may be left before. */
  prepare?(): void;
  /** Sends items, with a result for each, in their order. */
  feedbackBatch(items: SentFeedback[], options: TransportOptions): Promise<TransportAnswer>;
}
