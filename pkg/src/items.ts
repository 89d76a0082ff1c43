import {
  AuthenticationError,
  ConfigurationError,
  MemoryError,
  MemoryNotFoundError,
  MemoryQuotaExceededError,
  NetworkError,
  RateLimitError,
  ValidationError,
  type DebugInfo,
} from "./errors.js";
import type { Item } from "./item.js";
import type { FeedbackResponse } from "./types.js";

/** In the order of `Kind` in Rust. */
const CLASSES = [
  MemoryError,
  AuthenticationError,
  RateLimitError,
  ValidationError,
  MemoryNotFoundError,
  NetworkError,
  ConfigurationError,
  MemoryQuotaExceededError,
];

/** What became of an item: the server's answer, or the error. */
export type Outcome = { ok: true; value: FeedbackResponse } | { ok: false; error: unknown };

/** The package's side of a batch: WebAssembly pulls items from it and settles them. */
export function items(
  host: string,
  check: (index: number) => Item,
  settle: (index: number, outcome: Outcome) => void,
  /** Called when nothing is under way any more. */
  finish: () => void,
) {
  let pulled: Item;
  return {
    finish,

    /** The item, unless it has been changed into something that is none. */
    pull(index: number): Item | undefined {
      try {
        return (pulled = check(index));
      } catch (error) {
        settle(index, { ok: false, error });
        return undefined;
      }
    },

    /** When the one that was pulled last was said. */
    sequence: () => pulled.seq,

    delivered(index: number, body: Record<string, unknown> | undefined): void {
      const message = typeof body?.message === "string" ? body.message : "Feedback recorded";
      settle(index, { ok: true, value: { ...body, message } });
    },

    aborted: (index: number, error: unknown) => settle(index, { ok: false, error }),

    failed(
      index: number,
      kind: number,
      code: string,
      message: string,
      suggestion: string,
      statusCode: number | undefined,
      retryAfter: number | undefined,
      xRatelimitLimit: string | undefined,
      xRatelimitRemaining: string | undefined,
      xRatelimitReset: string | undefined,
      details: Record<string, unknown> | undefined,
      cause: unknown,
    ): void {
      const known = { statusCode, retryAfter, xRatelimitLimit, xRatelimitRemaining, xRatelimitReset };
      const debugInfo: DebugInfo = {
        url: `${host}/v1/feedback/`,
        method: "POST",
        ...Object.fromEntries(Object.entries(known).filter(([, value]) => value != null)),
      };
      const Class = CLASSES[kind] ?? MemoryError;
      const more = cause === undefined ? {} : { cause };
      settle(index, { ok: false, error: new Class(message, code, { suggestion, details, debugInfo, ...more }) });
    },
  };
}
