import { misconfigured } from "../errors.js";
import { secret as hidden, shown } from "../item.js";
import { wholeNumber } from "../options.js";
import type { Fetch } from "../types.js";

/** Bounds of a relay. */
export interface RelayLimits {
  /** Calls to Mem0 for one request to the relay, retries included, 1 to 1,000; 40 if left out. */
  calls?: number | undefined;
  /** Of these, so many at once, 1 to 64; 6 if left out, which is what a Worker may have open. */
  concurrency?: number | undefined;
  /** Milliseconds for each, retries included; 10,000 if left out. */
  timeoutMs?: number | undefined;
  /** Seconds after which who comes too often may come back; 10 if left out. */
  retryAfter?: number | undefined;
}

/** Cloudflare's rate-limiting binding, or one like it. */
export interface RateLimiter {
  /** Whether the use under a key is within its limit. */
  limit(options: { key: string }): Promise<{ success: boolean }>;
}

/** A line of the log: what came of one request. */
export interface RelayEvent {
  request_id: string;
  method: string;
  status: number;
  /** `"ok"`, or why it was refused. */
  code: string;
  /** Feedbacks in it. */
  items: number;
  /** Of these, those delivered. */
  delivered: number;
  /** Milliseconds from request to answer. */
  ms: number;
}

/** What a relay is set up with; what is left out is read from `env`. */
export interface RelayOptions {
  /** Mem0's key; `MEM0_API_KEY`. */
  apiKey?: string | undefined;
  /** Mem0, or what speaks its API; `MEM0_HOST`, or `https://api.mem0.ai`. */
  host?: string | undefined;
  /** Secrets of scopes by the name that tokens call them by; two at once allow rotation. `MEM0_FEEDBACK_SECRETS`, as JSON. */
  secrets?: Readonly<Record<string, string>> | undefined;
  /** What scopes have to name as their audience; `MEM0_FEEDBACK_AUDIENCE`. */
  audience?: string | undefined;
  /** Origins of pages, as browsers write them; `"*"` for all, `"null"` for sandboxed frames. `MEM0_FEEDBACK_ORIGINS`, between spaces. */
  allowedOrigins?: readonly string[] | undefined;
  /** Bounds. */
  limits?: RelayLimits | undefined;
  /** Called for each request, for metrics. */
  onEvent?: ((event: RelayEvent) => void) | undefined;
  /** In place of `console.log`: one line of JSON for each request, without reasons, tokens, keys and ids. */
  log?: ((line: string) => void) | undefined;
  /** In place of the global `fetch`. */
  fetch?: Fetch | undefined;
}

/** What a Worker may have bound. */
export interface RelayEnv {
  MEM0_API_KEY?: string;
  MEM0_HOST?: string;
  MEM0_FEEDBACK_SECRETS?: string;
  MEM0_FEEDBACK_AUDIENCE?: string;
  MEM0_FEEDBACK_ORIGINS?: string;
  /** Asked for each scope, rater and address. */
  MEM0_FEEDBACK_LIMITER?: RateLimiter;
}

/** The settings of one request; throws a `ConfigurationError` that names what is missing. */
export function relaySettings(options: RelayOptions, env: RelayEnv) {
  const apiKey = text("apiKey", "MEM0_API_KEY", options.apiKey ?? env.MEM0_API_KEY);
  const host = options.host ?? env.MEM0_HOST ?? "https://api.mem0.ai";
  const audience = text("audience", "MEM0_FEEDBACK_AUDIENCE", options.audience ?? env.MEM0_FEEDBACK_AUDIENCE);
  const { calls = 40, concurrency = 6, timeoutMs = 10_000, retryAfter = 10 } = options.limits ?? {};
  return {
    apiKey,
    host: host.replace(/\/+$/, ""),
    audience,
    secrets: secretsIn(options.secrets ?? parsed(env.MEM0_FEEDBACK_SECRETS)),
    allowedOrigins: options.allowedOrigins ?? env.MEM0_FEEDBACK_ORIGINS?.split(/[\s,]+/).filter(Boolean) ?? [],
    limits: {
      calls: wholeNumber("limits.calls", calls, 1, 1000, misconfigured),
      concurrency: wholeNumber("limits.concurrency", concurrency, 1, 64, misconfigured),
      timeoutMs: wholeNumber("limits.timeoutMs", timeoutMs, 1, 300_000, misconfigured),
      retryAfter: wholeNumber("limits.retryAfter", retryAfter, 1, 86_400, misconfigured),
    },
    limiter: env.MEM0_FEEDBACK_LIMITER,
    fetch: options.fetch,
  };
}

function text(name: string, variable: string, value: unknown): string {
  if (typeof value === "string" && value) return value;
  throw misconfigured(`${name} is ${hidden(value)}: pass a string, or set ${variable}`);
}

function parsed(json: string | undefined): unknown {
  try {
    return json === undefined ? undefined : JSON.parse(json);
  } catch {
    return undefined;
  }
}

function secretsIn(value: unknown): { kid: string; secret: string }[] {
  const secrets = Object.entries(typeof value === "object" && value !== null ? value : {});
  if (secrets.length === 0) {
    throw misconfigured("secrets are missing: pass {name: secret}, or set MEM0_FEEDBACK_SECRETS to that as JSON");
  }
  return secrets.map(([kid, secret]) => {
    if (typeof secret !== "string" || new TextEncoder().encode(secret).length < 32) {
      throw misconfigured(`secrets.${shown(kid)} is ${hidden(secret)}: pass a string of at least 32 bytes`);
    }
    return { kid, secret };
  });
}
