import { misconfigured } from "./errors.js";
import { secret as hidden, shown } from "./item.js";
import { wholeNumber } from "./options.js";
import { relaySettings, type RelayEnv, type RelayEvent, type RelayOptions } from "./relay/settings.js";
import type { ShardNamespace } from "./relay/storage.js";
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
export type { ShardContext, ShardNamespace, ShardStorage, Sql } from "./relay/storage.js";

/** Bytes of a body that are read at the most. */
const BODY_BYTES = 64 * 1024;
/** Milliseconds for which the .wasm may take to load, where it is no module of the Worker's. */
const LOAD_MS = 10_000;

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
 * @throws a `ConfigurationError` when an option is wrong.
 */
export function createRelay(options: RelayOptions = {}): Relay {
  if (typeof options !== "object" || options === null) {
    throw misconfigured(`options: pass an object, not ${hidden(options)}`);
  }
  const { onEvent, log = console.log } = options;
  return {
    async fetch(request, env = {}, context) {
      const requestId = crypto.randomUUID();
      let settings;
      try {
        settings = relaySettings(options, env);
      } catch (error) {
        log(JSON.stringify({ request_id: requestId, status: 500, code: "not_set_up", message: (error as Error).message }));
        const message = "The relay is not set up; its log says what is missing";
        const body = { error: message, details: { message, code: "not_set_up" }, request_id: requestId };
        return Response.json(body, { status: 500 });
      }
      const { limiter, shards, fetch, ...rest } = settings;
      const body = await cappedBody(request);
      const relay = (await load(LOAD_MS, undefined))!.relay;
      const tell = async (event: RelayEvent) => {
        try {
          await onEvent?.(event);
        } catch (error) {
          log(JSON.stringify({ request_id: requestId, code: "on_event", message: (error as Error).message }));
        }
      };
      const answer: Promise<Response> = relay(
        request,
        body,
        {
          ...rest,
          isDurable: shards !== undefined,
          requestId,
          address: request.headers.get("cf-connecting-ip") ?? "",
          memoryIds: memoryIds(request.url),
        },
        fetch ?? globalThis.fetch,
        {
          limit: async (key: string) => (limiter ? (await limiter.limit({ key })).success : true),
          shard: (shard: number, what: string, letter: string) =>
            answered(shards!, shard, what, letter, settings.upstream.timeoutMs),
          log: (line: string) => {
            log(line);
            const told = tell(JSON.parse(line));
            context?.waitUntil(told);
          },
        },
      );
      context?.waitUntil(answer);
      return answer;
    },
  };
}

/** What a shard answers; nothing if it does not. */
async function answered(
  shards: ShardNamespace,
  shard: number,
  what: string,
  letter: string,
  timeoutMs: number,
): Promise<string | undefined> {
  try {
    const stub = shards.get(shards.idFromName(`shard-${shard}`));
    const signal = AbortSignal.timeout(timeoutMs);
    const answer = await stub.fetch(`https://shard/${what}`, { method: "POST", body: letter, signal });
    return answer.ok ? await answer.text() : undefined;
  } catch {
    return undefined;
  }
}

/** Those that a request asks for, each once. */
function memoryIds(url: string): string[] {
  const asked = new URL(url).searchParams.getAll("memory_ids");
  return [...new Set(asked.flatMap((ids) => ids.split(",")).filter(Boolean))];
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
