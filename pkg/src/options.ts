import { invalid, misconfigured } from "./errors.js";
import { secret, shown } from "./item.js";
import type { MemoryClientOptions, TokenSource } from "./types.js";

const MEM0 = "https://api.mem0.ai";
const OPTIONS = ["apiKey", "host", "token", "timeoutMs", "retries", "fetch", "headers", "dangerouslyAllowBrowser"];
/** What a timer can count to; beyond it, it fires at once. */
const LONGEST = 2 ** 31 - 1;

/** Options that were checked, with the defaults in. */
export interface Settings {
  readonly host: string;
  readonly apiKey: string | undefined;
  readonly token: string | TokenSource | undefined;
  readonly timeoutMs: number;
  readonly retries: number;
  readonly fetch: MemoryClientOptions["fetch"];
  readonly headers: Record<string, string>;
}

/** Checks the options of a client; a `ConfigurationError` says what to write instead. */
export function settingsFrom(options: MemoryClientOptions): Settings {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw misconfigured(`options: pass {apiKey} or {host}, not ${secret(options)}`);
  }
  const stranger = Object.keys(options).find((key) => !OPTIONS.includes(key));
  if (stranger !== undefined) {
    throw misconfigured(`${stranger} is no option; there are ${OPTIONS.join(", ")}`);
  }
  const { apiKey, token, fetch, dangerouslyAllowBrowser = false } = options;
  if (apiKey !== undefined && (typeof apiKey !== "string" || !/^[!-~]+$/.test(apiKey))) {
    throw misconfigured(`apiKey is ${secret(apiKey)}: pass Mem0's key, ASCII without white space`);
  }
  if (token !== undefined && typeof token !== "function" && (typeof token !== "string" || !token)) {
    throw misconfigured(`token is ${secret(token)}: pass the relay's token, or a function that gets one`);
  }
  if (apiKey !== undefined && token !== undefined) {
    throw misconfigured("apiKey and token: pass one of them, the key for Mem0, the token for a relay");
  }
  if (fetch !== undefined && typeof fetch !== "function") {
    throw misconfigured(`fetch is ${shown(fetch)}: pass a function like the global fetch`);
  }
  const host = hostIn(options.host ?? MEM0);
  if (apiKey === undefined && new URL(host).hostname === "api.mem0.ai") {
    throw misconfigured(
      "apiKey is missing: pass Mem0's key, or the host of a relay or a back end of yours",
    );
  }
  if (typeof dangerouslyAllowBrowser !== "boolean") {
    throw misconfigured(`dangerouslyAllowBrowser is ${shown(dangerouslyAllowBrowser)}: pass true or false`);
  }
  if (apiKey !== undefined && isBrowser() && !dangerouslyAllowBrowser && !isLoopback(host)) {
    throw misconfigured(
      "apiKey in a page can be read by each visitor: use a relay, with host and token. " +
        "If nobody else can open this page, set dangerouslyAllowBrowser: true",
    );
  }
  return {
    host,
    apiKey,
    token,
    fetch,
    timeoutMs: wholeNumber("timeoutMs", options.timeoutMs ?? 30_000, 1, LONGEST, misconfigured),
    retries: wholeNumber("retries", options.retries ?? 2, 0, 100, misconfigured),
    headers: headersIn(options),
  };
}

/** The number, if it is whole and in range; else throws what `error` makes of the message. */
export function wholeNumber(
  name: string,
  value: unknown,
  least: number,
  most: number,
  error: (message: string) => Error,
): number {
  if (!Number.isInteger(value) || (value as number) < least || (value as number) > most) {
    throw error(`${name} is ${shown(value)}: pass a whole number from ${least} to ${most}`);
  }
  return value as number;
}

/** Checks what may end a call. */
export function checkLimits(signal: AbortSignal | undefined, timeoutMs: number): void {
  if (signal !== undefined && typeof signal?.removeEventListener !== "function") {
    throw invalid(`signal is ${shown(signal)}: pass an AbortSignal`);
  }
  wholeNumber("timeoutMs", timeoutMs, 1, LONGEST, invalid);
}

function hostIn(host: unknown): string {
  // What stands behind an "@" or a "?" may be a secret.
  const value = /[@?#]/.test(shown(host)) ? secret(host) : shown(host);
  const wrong = (what: string) =>
    misconfigured(`host is ${value}: ${what}. Write "${MEM0}", or in a page a path such as "/memories"`);
  if (typeof host !== "string") throw wrong("it is no string");
  const page = typeof location === "object" ? location.href : undefined;
  const isPath = /^\/(?![/\\])/.test(host);
  if (isPath && !page) throw wrong("a path needs a page");
  let url;
  try {
    url = new URL(host, isPath ? page : undefined);
  } catch {
    throw wrong("it is no URL");
  }
  if (!/^https?:$/.test(url.protocol) && !isPath) throw wrong("it is neither https:// nor http://");
  if (url.username || url.password) throw wrong("it has a user's name");
  if (/[?#]/.test(host)) throw wrong("it has a query or a fragment");
  return url.href.replace(/\/+$/, "");
}

/** A page, or a worker of one; no other runtime's workers have `importScripts`. */
function isBrowser(): boolean {
  return typeof document === "object" || "importScripts" in globalThis;
}

function isLoopback(host: string): boolean {
  return /^(localhost|.+\.localhost|127\.[\d.]+|\[::1\])$/.test(new URL(host).hostname);
}

function headersIn({ headers = {}, apiKey }: MemoryClientOptions): Record<string, string> {
  if (typeof headers !== "object" || headers === null || Symbol.iterator in headers) {
    throw misconfigured(`headers is ${secret(headers)}: pass a plain object, {name: value}`);
  }
  for (const [name, value] of Object.entries(headers)) {
    const wrong = (what: string) => misconfigured(`headers has ${shown(name)}: ${what}`);
    if (/^content-type$/i.test(name)) throw wrong("leave it out, the client sets it");
    if (apiKey !== undefined && /^authorization$/i.test(name)) throw wrong("apiKey sets it already; pass one of them");
    try {
      if (typeof value !== "string") throw value;
      new Headers([[name, value]]);
    } catch {
      throw wrong(`its name or value, ${secret(value)}, cannot be sent`);
    }
  }
  return { ...headers };
}
