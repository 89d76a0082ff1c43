import type { ReasonCode } from "./reason-codes.js";
import type { MemoryError } from "./errors.js";

/** How useful a memory was. The strings themselves are accepted everywhere, in any case. */
export const Feedback = {
  /** The memory is useful. */
  POSITIVE: "POSITIVE",
  /** The memory is not useful. */
  NEGATIVE: "NEGATIVE",
  /** The memory is not useful at all. */
  VERY_NEGATIVE: "VERY_NEGATIVE",
} as const;

/** How useful a memory was. */
export type Feedback = (typeof Feedback)[keyof typeof Feedback];

/** A grade as it may be written. */
export type Rating = Feedback | Lowercase<Feedback>;

interface Said {
  /** The grade. `null`, or left out, takes back what was said before. */
  feedback?: Rating | null | undefined;
  /** Why, in words. `""` is no reason. */
  feedbackReason?: string | null | undefined;
  /** The same as `feedbackReason`. */
  feedback_reason?: string | null | undefined;
  /** Why, by code, beside or instead of words. */
  reasonCodes?: readonly ReasonCode[] | null | undefined;
  /** When it was said: the `seq` that a queue hands a transport. A relay lets nothing older undo what is newer. */
  seq?: string | undefined;
  /**
   * Who says it, for a queue: `"human"` if left out. A judge's never takes the place of a person's there. It is
   * not sent: to a relay the scope says who speaks, and Mem0 does not ask.
   */
  source?: "human" | "judge" | undefined;
}

/** What is said of a memory. */
export interface FeedbackPayload extends Said {
  /** The id of the memory, as Mem0 handed it out. */
  memoryId: string;
  /** The same as `memoryId`. */
  memory_id?: string | undefined;
}

/** What is said of a memory, with its keys as they are on the wire. */
export interface FeedbackPayloadSnakeCase extends Said {
  /** The id of the memory, as Mem0 handed it out. */
  memory_id: string;
  /** The same as `memory_id`. */
  memoryId?: string | undefined;
}

/** What is said of a memory, in either spelling of its keys. */
export type FeedbackItem = FeedbackPayload | FeedbackPayloadSnakeCase;

/** What the server said. Its form differs between servers; a message is always there. */
export interface FeedbackResponse {
  /** For a person. */
  message: string;
  [field: string]: unknown;
}

/** As the global `fetch`, as far as the client uses it. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Options of one call. */
export interface CallOptions {
  /** Ends the call at once; it then rejects with the signal's reason, as `fetch` does. */
  signal?: AbortSignal | undefined;
  /** Milliseconds for the whole call, waits between attempts included. */
  timeoutMs?: number | undefined;
  /** In place of the client's. */
  retries?: number | undefined;
  /** What is put around the client's `fetch`, for this call. */
  wrapFetch?: ((fetch: Fetch) => Fetch) | undefined;
}

/** Options of a batch. */
export interface BatchOptions extends CallOptions {
  /** Requests at once, 1 to 256; 6 by default. `timeoutMs` is for each of them. */
  concurrency?: number | undefined;
  /** Called each time an item has its outcome. */
  onProgress?: ((progress: BatchProgress) => void) | undefined;
}

/** How far a batch has come, in items. */
export interface BatchProgress {
  /** Items that have their outcome. */
  done: number;
  /** All items. */
  total: number;
  /** Items that were delivered. */
  succeeded: number;
  /** Items that were not. */
  failed: number;
}

/** What became of one item. */
export type BatchResult = { index: number; memoryId: string } & (
  | { ok: true; value: FeedbackResponse }
  | {
      ok: false;
      /** Why not; after an abort the signal's reason. */
      error: MemoryError | unknown;
    }
);

/** What became of a batch. */
export interface BatchReport {
  /** Items that were delivered. */
  succeeded: number;
  /** Items that were sent in vain. Those in flight when the signal aborted may have arrived. */
  failed: number;
  /** Items that were never sent, because the signal aborted first. */
  skipped: number;
  /** One for each item, in their order. */
  results: BatchResult[];
}

/**
 * Asked for a relay's token, for the memories named. Its token is kept for each of them until the
 * relay answers 401: make a new client when the user changes, or feedback goes out under the old
 * user's token.
 */
export type TokenSource = (need: { memoryIds: string[] }) => string | Promise<string>;

/** Options of a client. */
export interface MemoryClientOptions {
  /** Mem0's key. Never in code that a visitor's browser runs, workers included. */
  apiKey?: string | undefined;
  /** Where to send: an origin, with a path if there is one; in a page also a path alone. */
  host?: string | undefined;
  /** A relay's token, or a function that gets one. */
  token?: string | TokenSource | undefined;
  /** Milliseconds for a whole call, waits between attempts included; 30,000 by default. */
  timeoutMs?: number | undefined;
  /** Attempts after the first, where another one may help; 2 by default. */
  retries?: number | undefined;
  /** In place of the global `fetch`. */
  fetch?: Fetch | undefined;
  /** Sent with each request. Each one that is not CORS-safelisted costs a page a preflight. */
  headers?: Record<string, string> | undefined;
  /** Allows `apiKey` in a page or its workers, where each visitor can read it. */
  dangerouslyAllowBrowser?: boolean | undefined;
}
