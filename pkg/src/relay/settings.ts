import type { AnalyticsSnapshot } from "../analytics-types.js";
import { misconfigured } from "../errors.js";
import { secret as hidden, shown } from "../item.js";
import { wholeNumber } from "../options.js";
import type { Fetch } from "../types.js";
import type { ShardNamespace } from "./storage.js";
import { upstream, type Upstream } from "./upstream.js";

/** Milliseconds for which votes and analytics are kept: 90 days. */
const KEEP_MS = 90 * 24 * 60 * 60_000;

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
  /** By which the answer names itself, too. */
  request_id: string;
  /** Of the request. */
  method: string;
  /** Of the answer. */
  status: number;
  /** `"ok"`, or why it was refused. */
  code: string;
  /** Feedbacks in it. */
  items: number;
  /** Of these, those delivered, or kept by a shard, or read back. */
  delivered: number;
  /** Milliseconds from request to answer. */
  ms: number;
  /** What is missing or wrong, when the relay is not set up. */
  message?: string;
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
  /** The Durable Objects that keep votes until Mem0 has them; `MEM0_FEEDBACK_SHARDS`. Without any, they are sent at once. */
  shards?: ShardNamespace | undefined;
  /** Under which `GET /v1/analytics/` gives all analytics: at least 32 bytes. Nobody reads them without one. `MEM0_FEEDBACK_ADMIN_SECRET`. */
  adminSecret?: string | undefined;
  /** Takes parts of analytics where no shards do: checked, and of their scope's rater. A part that it throws for is to be sent again. */
  onAnalytics?: ((part: AnalyticsSnapshot) => unknown) | undefined;
  /** Bounds. */
  limits?: RelayLimits | undefined;
  /** Called for each request, for metrics; a promise of its goes to `waitUntil`. */
  onEvent?: ((event: RelayEvent) => unknown) | undefined;
  /** In place of `console.log`: one line of JSON for each request, without reasons, tokens, keys and ids. */
  log?: ((line: string) => void) | undefined;
  /** In place of the global `fetch`. */
  fetch?: Fetch | undefined;
}

/** What a shard has done. */
export type ShardEvent =
  | {
      code: "delivery";
      /** Feedbacks that Mem0 has taken. */
      sent: number;
      /** Calls to Mem0 that failed. */
      failed: number;
      /** Milliseconds at work. */
      ms: number;
    }
  | {
      /** Mem0 will never take what was said of that memory. */
      code: "refused";
      memory_id: string;
      /** Of Mem0's answer; zero if it could not be sent for as long as votes are kept. */
      status: number;
    };

/** What a shard is set up with; what is left out is read from `env`. */
export interface ShardOptions {
  /** Mem0's key; `MEM0_API_KEY`. */
  apiKey?: string | undefined;
  /** Mem0, or what speaks its API; `MEM0_HOST`, or `https://api.mem0.ai`. */
  host?: string | undefined;
  /** Calls to Mem0 at once, for each shard, 1 to 40; 6 if left out. */
  concurrency?: number | undefined;
  /** Milliseconds for each call; 10,000 if left out. */
  timeoutMs?: number | undefined;
  /** Milliseconds for which a vote is kept, and tried to be sent; 90 days if left out. */
  keepMs?: number | undefined;
  /** Records of analytics for each rater, 1 to 100,000; 2,000 if left out. The oldest make room. */
  recordsPerRater?: number | undefined;
  /** Records of analytics in all, for each shard, 1 to 1,000,000; 50,000 if left out. The oldest make room. */
  records?: number | undefined;
  /** Called for each time of work, and for each feedback that Mem0 refuses. */
  onEvent?: ((event: ShardEvent) => void) | undefined;
  /** In place of `console.log`: lines of JSON, without reasons, tokens, keys and ids. */
  log?: ((line: string) => void) | undefined;
  /** In place of the global `fetch`. */
  fetch?: Fetch | undefined;
}

/** What a Worker may have bound. */
export interface RelayEnv {
  /** Mem0's key. */
  MEM0_API_KEY?: string;
  /** Mem0, or what speaks its API. */
  MEM0_HOST?: string;
  /** Secrets of scopes by name, as JSON. */
  MEM0_FEEDBACK_SECRETS?: string;
  /** What scopes have to name as their audience. */
  MEM0_FEEDBACK_AUDIENCE?: string;
  /** Origins of pages, between spaces. */
  MEM0_FEEDBACK_ORIGINS?: string;
  /** Under which all analytics may be read. */
  MEM0_FEEDBACK_ADMIN_SECRET?: string;
  /** Asked for each scope, rater and address. */
  MEM0_FEEDBACK_LIMITER?: RateLimiter;
  /** The namespace of `FeedbackShard`. */
  MEM0_FEEDBACK_SHARDS?: ShardNamespace;
}

/** What a relay decides by, as Rust reads it: `core/relay/settings.rs`. */
export interface Decisions {
  audience: string;
  secrets: Record<string, string>;
  allowedOrigins: readonly string[];
  calls: number;
  retryAfter: number;
  isDurable: boolean;
  handsOn: boolean;
  adminSecret?: string | undefined;
  /** What is missing or wrong. */
  flaw?: string;
}

/** What the settings of a relay hang on, besides its options. */
export function settingsIn(env: RelayEnv): unknown[] {
  return [
    env.MEM0_API_KEY,
    env.MEM0_HOST,
    env.MEM0_FEEDBACK_SECRETS,
    env.MEM0_FEEDBACK_AUDIENCE,
    env.MEM0_FEEDBACK_ORIGINS,
    env.MEM0_FEEDBACK_ADMIN_SECRET,
    env.MEM0_FEEDBACK_SHARDS === undefined,
  ];
}

/** The settings of a relay; throws a `ConfigurationError` that names what is missing. */
export function relaySettings(options: RelayOptions, env: RelayEnv): { upstream: Upstream; decisions: Decisions } {
  const audience = text("audience", "MEM0_FEEDBACK_AUDIENCE", options.audience ?? env.MEM0_FEEDBACK_AUDIENCE);
  const { calls = 40, concurrency = 6, timeoutMs = 10_000, retryAfter = 10 } = options.limits ?? {};
  return {
    upstream: {
      ...mem0(options, env),
      concurrency: wholeNumber("limits.concurrency", concurrency, 1, 64, misconfigured),
      timeoutMs: wholeNumber("limits.timeoutMs", timeoutMs, 1, 300_000, misconfigured),
    },
    decisions: {
      audience,
      secrets: secretsIn(options, env),
      allowedOrigins: originsIn(options, env),
      calls: wholeNumber("limits.calls", calls, 1, 1000, misconfigured),
      retryAfter: wholeNumber("limits.retryAfter", retryAfter, 1, 86_400, misconfigured),
      isDurable: (options.shards ?? env.MEM0_FEEDBACK_SHARDS) !== undefined,
      handsOn: options.onAnalytics !== undefined,
      adminSecret: adminSecretIn(options, env),
    },
  };
}

/** What is left of the settings when they are wrong: enough for a page to read that they are. */
export function withFlaw(flaw: string, options: RelayOptions, env: RelayEnv): Decisions {
  const nothing = { audience: "", secrets: {}, calls: 0, retryAfter: 0, isDurable: false, handsOn: false };
  return { ...nothing, allowedOrigins: originsIn(options, env), flaw };
}

/** The settings of a shard; throws a `ConfigurationError` that names what is missing. */
export function shardSettings(options: ShardOptions, env: RelayEnv) {
  const { concurrency = 6, timeoutMs = 10_000, keepMs = KEEP_MS, recordsPerRater = 2000, records = 50_000 } = options;
  return {
    upstream: {
      ...mem0(options, env),
      concurrency: wholeNumber("concurrency", concurrency, 1, 40, misconfigured),
      timeoutMs: wholeNumber("timeoutMs", timeoutMs, 1, 300_000, misconfigured),
    },
    keepMs: wholeNumber("keepMs", keepMs, 1000, 10 * 365 * 24 * 60 * 60_000, misconfigured),
    recordsPerRater: wholeNumber("recordsPerRater", recordsPerRater, 1, 100_000, misconfigured),
    records: wholeNumber("records", records, 1, 1_000_000, misconfigured),
  };
}

function mem0(options: RelayOptions | ShardOptions, env: RelayEnv): Pick<Upstream, "call" | "lacks"> {
  const apiKey = text("apiKey", "MEM0_API_KEY", options.apiKey ?? env.MEM0_API_KEY);
  return upstream(apiKey, options.host ?? env.MEM0_HOST ?? "https://api.mem0.ai", options.fetch);
}

function originsIn(options: RelayOptions, env: RelayEnv): readonly string[] {
  return options.allowedOrigins ?? env.MEM0_FEEDBACK_ORIGINS?.split(/[\s,]+/).filter(Boolean) ?? [];
}

function text(name: string, variable: string, value: unknown): string {
  if (typeof value === "string" && value) return value;
  throw misconfigured(`${name} is ${hidden(value)}: pass a string, or set ${variable}`);
}

function secretsIn(options: RelayOptions, env: RelayEnv): Record<string, string> {
  const secrets = options.secrets ?? parsed(env.MEM0_FEEDBACK_SECRETS);
  if (typeof secrets !== "object" || secrets === null || Object.keys(secrets).length === 0) {
    throw misconfigured("secrets are missing: pass {name: secret}, or set MEM0_FEEDBACK_SECRETS to that as JSON");
  }
  for (const [kid, secret] of Object.entries(secrets)) checkSecret(`secrets.${shown(kid)}`, secret);
  return secrets as Record<string, string>;
}

function adminSecretIn(options: RelayOptions, env: RelayEnv): string | undefined {
  const secret = options.adminSecret ?? env.MEM0_FEEDBACK_ADMIN_SECRET;
  if (secret !== undefined) checkSecret("adminSecret", secret);
  return secret;
}

function checkSecret(name: string, secret: unknown): void {
  if (typeof secret === "string" && new TextEncoder().encode(secret).length >= 32) return;
  throw misconfigured(`${name} is ${hidden(secret)}: pass a string of at least 32 bytes`);
}

function parsed(json: string | undefined): unknown {
  try {
    return json === undefined ? undefined : JSON.parse(json);
  } catch {
    // The parser's own words would quote it.
    throw misconfigured("MEM0_FEEDBACK_SECRETS is no JSON: set it to an object such as {\"2026-11\": \"…\"}");
  }
}
