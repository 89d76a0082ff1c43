import { misconfigured } from "./errors.js";
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
  const { apiKey, token, fetch } = options;
  if (apiKey !== undefined && (typeof apiKey !== "string" || !/^[!-~]+$/.test(apiKey))) {
    throw misconfigured(`apiKey is ${secret(apiKey)}: pass Mem0's key, ASCII without white space`);
  }
  if (token !== undefined && typeof token !== "function" && (typeof token !== "string" || !token)) {
    throw misconfigured(`token is ${secret(token)}: pass the relay's token, or a function that gets one`);
  }
  if (apiKey !== undefined && token !== undefined) {
    throw misconfigured("apiKey and token are both given: pass the key for Mem0, or the token for a relay");
  }
  if (fetch !== undefined && typeof fetch !== "function") {
    throw misconfigured(`fetch is ${shown(fetch)}: pass a function like the global fetch, or leave it out`);
  }
  const host = hostIn(options.host ?? MEM0);
  if (apiKey === undefined && new URL(host).hostname === "api.mem0.ai") {
    throw misconfigured(
      "apiKey is missing: pass Mem0's key, or the host of a relay or of a back end of your own",
    );
  }
  if (apiKey !== undefined && typeof document === "object" && !options.dangerouslyAllowBrowser && !isLoopback(host)) {
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

/** Milliseconds for a call. */
export function timeoutIn(value: unknown, error: (message: string) => Error): number {
  return wholeNumber("timeoutMs", value, 1, LONGEST, error);
}

function hostIn(host: unknown): string {
  // What stands behind an "@" or a "?" may be a secret.
  const value = /[@?#]/.test(shown(host)) ? secret(host) : shown(host);
  const wrong = (what: string) =>
    misconfigured(`host is ${value}: ${what}. Write "${MEM0}", or in a page a path such as "/memories"`);
  if (typeof host !== "string") throw wrong("it is no string");
  const page = typeof location === "object" ? location.href : undefined;
  const isPath = /^\/(?![/\\])/.test(host);
  if (isPath && !page) throw wrong("a path alone has no meaning outside of a page");
  let url;
  try {
    url = new URL(host, isPath ? page : undefined);
  } catch {
    throw wrong("it is no URL");
  }
  if (!/^https?:$/.test(url.protocol) && !isPath) throw wrong("it begins with neither https:// nor http://");
  if (url.username || url.password) throw wrong("a URL with a user's name is refused by fetch");
  if (/[?#]/.test(host)) throw wrong("it cannot carry a query or a fragment");
  return url.href.replace(/\/+$/, "");
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
    if (/^content-type$/i.test(name)) throw wrong("the body's type is set by the client; leave it out");
    if (apiKey !== undefined && /^authorization$/i.test(name)) throw wrong("apiKey sets it already; pass one of them");
    try {
      if (typeof value !== "string") throw value;
      new Headers([[name, value]]);
    } catch {
      throw wrong(`its name or its value, ${secret(value)}, cannot be a header's`);
    }
  }
  return { ...headers };
}
