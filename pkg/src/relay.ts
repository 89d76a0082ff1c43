import type { AnalyticsRecord } from "./analytics-types.js";
import { misconfigured } from "./errors.js";
import type { Desk, Visit } from "./glue/relay.js";
import { secret as hidden, shown } from "./item.js";
import { wholeNumber } from "./options.js";
import { forward } from "./relay/forward.js";
import type { Row } from "./relay/records.js";
import {
  relaySettings,
  settingsIn,
  withFlaw,
  type RelayEnv,
  type RelayEvent,
  type RelayOptions,
} from "./relay/settings.js";
import { askShards, gatherShards } from "./relay/shards.js";
import type { Upstream } from "./relay/upstream.js";
import type { Feedback } from "./types.js";
import { load } from "./wasm/relay.js";

export { FeedbackShard } from "./feedback-shard.js";
export type {
  RateLimiter,
  RelayEnv,
  RelayEvent,
  RelayLimits,
  RelayOptions,
  ShardEvent,
  ShardOptions,
} from "./relay/settings.js";
export type { ShardAnswer, ShardContext, ShardNamespace, ShardStorage, Sql } from "./relay/storage.js";

/** Bytes of a body that are read at the most. */
const BODY_BYTES = 64 * 1024;
/** Milliseconds for which the .wasm may take to load, where it is no module of the Worker's. */
const LOAD_MS = 10_000;
/** The body of what has none. */
const NOTHING = new Uint8Array(0);

type DeskClass = typeof Desk;

/** A `fetch` handler for Workers, and for every runtime with `fetch(request) → response`. */
export interface Relay {
  /** Answers a request; `env` is read each time. What is begun goes on when the page has gone. */
  fetch(request: Request, env?: RelayEnv, context?: RelayContext): Promise<Response>;
}

/** What the runtime knows of a request. */
export interface RelayContext {
  /** Keeps the Worker until that is over. */
  waitUntil(promise: Promise<unknown>): void;
}

/**
 * A relay: it holds Mem0's key, checks the scope of each request, and forwards what that allows.
 * What is not among the options is read from `env`.
 *
 * @throws a `ConfigurationError` when `options` are none.
 */
export function createRelay(options: RelayOptions = {}): Relay {
  if (typeof options !== "object" || options === null) {
    throw misconfigured(`options: pass an object, not ${hidden(options)}`);
  }
  const deskFor = desks(options);
  return {
    fetch(request, env = {}, context) {
      const answer = answered(request, env, options, deskFor, context);
      context?.waitUntil(answer);
      return answer;
    },
  };
}

async function answered(
  request: Request,
  env: RelayEnv,
  options: RelayOptions,
  deskFor: ReturnType<typeof desks>,
  context: RelayContext | undefined,
): Promise<Response> {
  const id = crypto.randomUUID();
  const start = Date.now();
  const { Desk } = (await load(LOAD_MS, undefined))!;
  const { desk, upstream } = deskFor(env, Desk);
  const { method, url, headers } = request;
  const limiter = env.MEM0_FEEDBACK_LIMITER;
  const isOver = async (key: string) => limiter !== undefined && !(await limiter.limit({ key })).success;
  const address = headers.get("cf-connecting-ip");
  // Nobody else's requests are to wait for those whose address is not known. A limiter that fails keeps nobody out.
  const isWithin = !limiter || !address || method === "OPTIONS" || !(await isOver(`address:${address}`).catch(() => false));
  const body = method === "POST" && isWithin ? await cappedBody(request) : NOTHING;
  const visit = desk.admit(
    id,
    method,
    url,
    headers.get("origin") ?? undefined,
    headers.get("content-type") ?? undefined,
    method === "GET" ? headers.get("authorization") ?? undefined : undefined,
    method === "GET" ? memoryIds(url) : "",
    body,
    isWithin,
    start,
  );
  const scopeKey = limiter && visit.scopeKey();
  if (scopeKey !== undefined) {
    const keys = [scopeKey, visit.raterKey()!];
    const over = await Promise.all(keys.map((key) => isOver(key).catch(() => false)));
    if (over.includes(true)) visit.exceed();
  }
  const shards = options.shards ?? env.MEM0_FEEDBACK_SHARDS;
  if (upstream && visit.count() > 0) await forward(visit, upstream);
  let whole: ReadableStream<Uint8Array> | undefined;
  if (upstream && shards && visit.task() === "gather") whole = await gatherShards(visit, shards, upstream.timeoutMs);
  else if (upstream && shards && visit.shareCount() > 0) await askShards(visit, shards, upstream.timeoutMs);
  else if (visit.task() === "give") await handOn(visit, options, context);
  const { line, response } = parts(visit.end(Date.now()));
  tell(line, options, context);
  return whole ? new Response(whole, response) : response;
}

/** Gives a part of analytics to the relay's owner, who may fail. */
async function handOn(visit: Visit, { onAnalytics, log }: RelayOptions, context: RelayContext | undefined): Promise<void> {
  const [, , rows] = JSON.parse(visit.letter(0)) as [boolean, string, Row[]];
  const records = rows.map(([, , , record]) => record as AnalyticsRecord);
  try {
    await onAnalytics?.({ version: 1, records });
    visit.answered(0, "[202]");
  } catch (error) {
    tell(JSON.stringify({ code: "on_analytics", message: (error as Error)?.message }), { log }, context);
  }
}

/** Settings once they are taken in, for as long as what they hang on stays the same. */
function desks(options: RelayOptions) {
  let known: unknown[] = [];
  let last: { desk: Desk; upstream: Upstream | undefined } | undefined;
  return (env: RelayEnv, Desk: DeskClass) => {
    const values = settingsIn(env);
    if (last && values.every((value, index) => value === known[index])) return last;
    known = values;
    let upstream: Upstream | undefined;
    let decisions;
    try {
      ({ upstream, decisions } = relaySettings(options, env));
    } catch (error) {
      decisions = withFlaw((error as Error).message, options, env);
    }
    return (last = { desk: new Desk(JSON.stringify(decisions)), upstream });
  };
}

/** What Rust hands over: the line for the log, then the answer, its status and headers before its body. */
function parts(text: string): { line: string; response: Response } {
  const bodyAt = text.indexOf("\n\n");
  const [line, status, ...lines] = text.slice(0, bodyAt).split("\n") as [string, string, ...string[]];
  const headers = lines.map((header) => header.split(": ", 2) as [string, string]);
  // An answer to a preflight has no body.
  const body = text.slice(bodyAt + 2) || null;
  return { line, response: new Response(body, { status: Number(status), headers }) };
}

/** Logs a request, and tells the owner's metrics of it. What these throw harms nobody, and is said. */
function tell(line: string, { log = console.log, onEvent }: RelayOptions, context: RelayContext | undefined): void {
  const say = (text: string) => {
    try {
      log(text);
    } catch (error) {
      console.error(JSON.stringify({ code: "log", message: (error as Error)?.message }));
    }
  };
  say(line);
  if (!onEvent) return;
  const event = JSON.parse(line) as RelayEvent;
  const told = (async () => onEvent(event))().catch((error: unknown) =>
    say(JSON.stringify({ request_id: event.request_id, code: "on_event", message: (error as Error)?.message })),
  );
  context?.waitUntil(told);
}

/** Those that a request asks for, between commas. */
function memoryIds(url: string): string {
  return new URL(url).searchParams.getAll("memory_ids").join();
}

/** The body, unless it is larger than any that is taken. */
async function cappedBody(request: Request): Promise<Uint8Array | undefined> {
  if (Number(request.headers.get("content-length")) > BODY_BYTES) return undefined;
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body?.getReader();
  for (let chunk; reader && !(chunk = await reader.read()).done; ) {
    length += chunk.value.length;
    if (length > BODY_BYTES) {
      await reader.cancel();
      return undefined;
    }
    chunks.push(chunk.value);
  }
  const [only] = chunks;
  if (only && chunks.length === 1) return only;
  const body = new Uint8Array(length);
  let place = 0;
  for (const chunk of chunks) {
    body.set(chunk, place);
    place += chunk.length;
  }
  return body;
}

/** What a scope permits, and how it is signed. */
export interface ScopeOptions {
  /** The relay's secret: at least 32 bytes. */
  secret: string;
  /** The name of the secret, which the relay knows it by. */
  kid: string;
  /** The relay that it is for. */
  audience: string;
  /** Ids of the memories, or `"*"` for a back end. */
  memories: readonly string[] | "*";
  /** A pseudonym of who rates. */
  rater: string;
  /** Milliseconds for which it is valid; 15 minutes if left out. */
  expiresIn?: number | undefined;
  /** The ratings that it permits; all if left out. */
  ratings?: readonly Feedback[] | undefined;
  /** Whether it permits reasons; it does if left out. */
  reasons?: boolean | undefined;
  /** Origins of the pages that may use it; any that the relay allows if left out. */
  origins?: readonly string[] | undefined;
  /** `"judge"` for automated evaluation, whose word yields to a person's. */
  source?: "human" | "judge" | undefined;
}

const SCOPE_OPTIONS = /^(secret|kid|audience|memories|rater|expiresIn|ratings|reasons|origins|source)$/;

/**
 * Signs a scope, on a server: a JSON Web Token (HS256), as any JWT library makes it too.
 *
 * @throws a `ConfigurationError` when an option is wrong.
 */
export async function createScope(options: ScopeOptions): Promise<string> {
  const { secret, kid, audience, memories, rater, expiresIn = 15 * 60_000, ratings, reasons, origins, source } =
    options ?? {};
  const stranger = Object.keys(options ?? {}).find((key) => !SCOPE_OPTIONS.test(key));
  if (stranger !== undefined) throw misconfigured(`${stranger} is no option of a scope`);
  if (typeof secret !== "string" || new TextEncoder().encode(secret).length < 32) {
    throw misconfigured(`secret is ${hidden(secret)}: pass a string of at least 32 bytes`);
  }
  for (const [key, value] of Object.entries({ kid, audience, rater })) {
    if (typeof value !== "string" || !value) throw misconfigured(`${key} is ${shown(value)}: pass a string`);
  }
  if (memories !== "*" && !isTexts(memories)) {
    throw misconfigured(`memories is ${shown(memories)}: pass an array of ids, or "*"`);
  }
  for (const [key, value] of Object.entries({ ratings, origins })) {
    if (value !== undefined && !isTexts(value)) throw misconfigured(`${key} is ${shown(value)}: pass an array of strings`);
  }
  if (reasons !== undefined && typeof reasons !== "boolean") {
    throw misconfigured(`reasons is ${shown(reasons)}: pass true or false`);
  }
  if (source !== undefined && source !== "human" && source !== "judge") {
    throw misconfigured(`source is ${shown(source)}: pass "human" or "judge"`);
  }
  wholeNumber("expiresIn", expiresIn, 1000, 365 * 24 * 60 * 60_000, misconfigured);
  const claims = { aud: audience, jti: crypto.randomUUID(), sub: rater, memories, ratings, reasons, origins, source };
  return (await load(LOAD_MS, undefined))!.signScope(JSON.stringify(claims), kid, secret, expiresIn);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((text) => typeof text === "string" && text);
}
