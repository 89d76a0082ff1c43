/**
 * The official clients' classes (`mem0ai` 3.3.1), with the fields that those leave empty filled:
 * an `instanceof` written for them holds here.
 */

/** What is known of the exchange behind an error. */
export interface DebugInfo {
  /** Status of the answer; missing when there was none. */
  statusCode?: number;
  /** Where the request went. */
  url?: string;
  /** Its method. */
  method?: string;
  /** With a 429: seconds to wait, a date converted. */
  retryAfter?: number;
  /** With a 429: `X-RateLimit-Limit`, word for word. */
  xRatelimitLimit?: string;
  /** With a 429: `X-RateLimit-Remaining`, word for word. */
  xRatelimitRemaining?: string;
  /** With a 429: `X-RateLimit-Reset`, word for word. */
  xRatelimitReset?: string;
}

/** All of an error beyond its message and code. */
export interface MemoryErrorOptions {
  /** The parsed body of the answer, if it was an object. */
  details?: Record<string, unknown> | undefined;
  /** What to do about it. */
  suggestion?: string | undefined;
  /** What is known of the exchange. */
  debugInfo?: DebugInfo | undefined;
  /** What was thrown, if something was. */
  cause?: unknown;
}

/** The base class of every error of this package, and the class of those that have no other. */
export class MemoryError extends Error {
  /** `HTTP_<status>`, `NET_TIMEOUT`, `NET_CONNECT`, `NET_GENERIC`, `VAL_001`, `AUTH_001`, `CFG_001`. */
  readonly errorCode: string;
  /** The parsed body of the answer, if it was an object; else empty. */
  readonly details: Record<string, unknown>;
  /** What to do about it. */
  readonly suggestion: string | undefined;
  /** What is known of the exchange. */
  readonly debugInfo: DebugInfo;

  constructor(message: string, errorCode: string, options: MemoryErrorOptions = {}) {
    super(message, options);
    this.errorCode = errorCode;
    this.details = options.details ?? {};
    this.suggestion = options.suggestion;
    this.debugInfo = options.debugInfo ?? {};
  }

  /** @internal Minifiers rename classes; names are set by hand. */
  static named(name: string): void {
    Object.defineProperty(this.prototype, "name", { value: name, configurable: true, writable: true });
  }

  static {
    this.named("MemoryError");
  }
}

/** The key or token is missing, wrong, or may not do this: 401, 403. */
export class AuthenticationError extends MemoryError {
  static {
    this.named("AuthenticationError");
  }
}

/** Too many requests: 429. `debugInfo.retryAfter` is the wait in seconds. */
export class RateLimitError extends MemoryError {
  static {
    this.named("RateLimitError");
  }
}

/** The input is wrong: 400, 409, 422, or found before anything was sent. */
export class ValidationError extends MemoryError {
  static {
    this.named("ValidationError");
  }
}

/** There is no such memory: 404. Mem0 itself answers 500 for one that it does not know. */
export class MemoryNotFoundError extends MemoryError {
  static {
    this.named("MemoryNotFoundError");
  }
}

/** No usable answer came: 408, 502, 503, 504, a time-out, a broken connection, a page of a proxy. */
export class NetworkError extends MemoryError {
  static {
    this.named("NetworkError");
  }
}

/** The client was set up wrongly. */
export class ConfigurationError extends MemoryError {
  static {
    this.named("ConfigurationError");
  }
}

/** The request is too large: 413. */
export class MemoryQuotaExceededError extends MemoryError {
  static {
    this.named("MemoryQuotaExceededError");
  }
}

/** The name that Mem0's older guide catches. */
export const APIError = MemoryError;
/** The name that Mem0's older guide catches. */
export type APIError = MemoryError;

/** @internal */
export function invalid(message: string): ValidationError {
  return new ValidationError(message, "VAL_001", {
    suggestion: "Please check your request parameters and try again",
  });
}

/** @internal */
export function misconfigured(message: string): ConfigurationError {
  return new ConfigurationError(message, "CFG_001", { suggestion: "Please check the options" });
}
