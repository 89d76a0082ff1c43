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
export class Items {
  readonly #host: string;
  readonly #check: (index: number) => Item;
  readonly #settle: (index: number, outcome: Outcome) => void;
  /** Called when nothing is under way any more. */
  readonly finish: () => void;

  constructor(
    host: string,
    check: (index: number) => Item,
    settle: (index: number, outcome: Outcome) => void,
    finish: () => void,
  ) {
    this.#host = host;
    this.#check = check;
    this.#settle = settle;
    this.finish = finish;
  }

  /** The item, unless it has been changed into something that is none. */
  pull(index: number): Item | undefined {
    try {
      return this.#check(index);
    } catch (error) {
      this.#settle(index, { ok: false, error });
      return undefined;
    }
  }

  delivered(index: number, body: Record<string, unknown> | undefined): void {
    const message = typeof body?.message === "string" ? body.message : "Feedback recorded";
    this.#settle(index, { ok: true, value: { ...body, message } });
  }

  aborted(index: number, reason: unknown): void {
    this.#settle(index, { ok: false, error: reason });
  }

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
      url: `${this.#host}/v1/feedback/`,
      method: "POST",
      ...Object.fromEntries(Object.entries(known).filter(([, value]) => value != null)),
    };
    const Class = CLASSES[kind] ?? MemoryError;
    const more = cause === undefined ? {} : { cause };
    this.#settle(index, { ok: false, error: new Class(message, code, { suggestion, details, debugInfo, ...more }) });
  }
}
