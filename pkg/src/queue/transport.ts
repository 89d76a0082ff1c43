import type { Fetch } from "../types.js";
import type { StoredFeedback } from "./record.js";

/** What became of one feedback. */
export interface TransportResult {
  /** Whether it was delivered. */
  ok: boolean;
  /** Why not. `debugInfo.statusCode` and `debugInfo.retryAfter`, in seconds, say whether to try again. */
  error?: unknown;
}

/** How a request is to be made. */
export interface TransportOptions {
  /** None: the queue has a policy of its own. */
  retries: 0;
  /** One: a group is one request. */
  concurrency: 1;
  /** Ends the request. */
  signal: AbortSignal;
  /** To be put around the `fetch` that sends the request. */
  wrapFetch: (fetch: Fetch) => Fetch;
}

/** What a queue sends through. A `MemoryClient` is one. */
export interface Transport {
  /** How many items one request carries at the most; 1 if left out. */
  readonly batchSize?: number;
  /** Sends items, with a result for each, in their order. */
  feedbackBatch(
    items: StoredFeedback[],
    options: TransportOptions,
  ): Promise<{ readonly results: readonly TransportResult[] }>;
}
