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
import type { FeedbackResponse } from "./types.js";

/** What WebAssembly says of an item: delivered, to be rejected with that very value, or failed. */
export type Outcome =
  | [tag: 0, body: Record<string, unknown> | undefined]
  | [tag: 1, reason: unknown]
  | [
      tag: 2,
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
    ];

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

/** The server's answer, or throws why there is none. */
export function responseFrom(outcome: Outcome, host: string): FeedbackResponse {
  if (outcome[0] === 0) return { message: "Feedback recorded", ...outcome[1] };
  if (outcome[0] === 1) throw outcome[1];
  const [, kind, code, message, suggestion, statusCode, retryAfter, limit, remaining, reset, details, cause] = outcome;
  const debugInfo: DebugInfo = { url: `${host}/v1/feedback/`, method: "POST" };
  const known = {
    statusCode,
    retryAfter,
    xRatelimitLimit: limit,
    xRatelimitRemaining: remaining,
    xRatelimitReset: reset,
  };
  for (const [name, value] of Object.entries(known)) {
    if (value !== undefined) Object.assign(debugInfo, { [name]: value });
  }
  const Class = CLASSES[kind] ?? MemoryError;
  throw new Class(message, code, { suggestion, details, debugInfo, ...(cause === undefined ? {} : { cause }) });
}
