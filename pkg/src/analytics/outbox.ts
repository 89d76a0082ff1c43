import type { AnalyticsRecord } from "../analytics-types.js";
import { misconfigured } from "../errors.js";
import { secret as hidden } from "../item.js";
import { wholeNumber } from "../options.js";
import type { TokenSource } from "../types.js";

/** The relay that a page's analytics go to. */
export interface RelayTarget {
  /** The relay: its origin, or in a page a path such as `"/relay"`. */
  host: string;
  /** Its token, or what gives one for memories. */
  token: string | TokenSource;
  /** Milliseconds from a record to its sending, 100 to 600,000; 10,000 if left out. */
  everyMs?: number | undefined;
  /** Told of parts that the relay will never take: these are dropped. By default a warning of the console's. */
  onError?: ((error: Error) => void) | undefined;
}

/** Bytes of records in a part: 64 KiB for the body, less what a token and the frame may take. */
const PART_BYTES = 44 * 1024;
/** Records that wait at the most; the oldest make room. */
const MOST = 10_000;
/** Characters of what a memory says, of four bytes at the most each. */
const TEXT_CHARACTERS = 1024;

/** Doublings of the time between two attempts at the most. */
const DOUBLINGS = 6;

/** A record as it is sent. */
interface Letter {
  line: string;
  memoryId: string | undefined;
}

/** Records on their way to a relay. They wait until the relay has them, or for as long as the page lives. */
export class Outbox {
  readonly #target: RelayTarget;
  /** As JSON, in the order in which they came. */
  #waiting: Letter[] = [];
  readonly #everyMs: number;
  /** Attempts in a row that failed. */
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending: Promise<void> | undefined;

  constructor(target: RelayTarget) {
    const { host, token, everyMs = 10_000 } = target ?? {};
    if (typeof host !== "string" || !host) throw misconfigured(`host is ${hidden(host)}: pass the address of a relay`);
    if (typeof token !== "function" && (typeof token !== "string" || !token)) {
      throw misconfigured(`token is ${hidden(token)}: pass a scope, or a function that gives one`);
    }
    this.#everyMs = wholeNumber("everyMs", everyMs, 100, 600_000, misconfigured);
    this.#target = target;
    globalThis.document?.addEventListener("visibilitychange", this.#hidden);
  }

  add(record: AnalyticsRecord): void {
    const memoryId = "memoryId" in record ? record.memoryId : undefined;
    this.#waiting.push({ line: JSON.stringify(record, sendable), memoryId });
    if (this.#waiting.length > MOST) this.#waiting.shift();
    this.#schedule();
  }

  /** Sends what waits; what cannot be sent now waits on. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    return (this.#sending ??= this.#send().finally(() => {
      this.#sending = undefined;
      if (this.#waiting.length > 0) this.#schedule();
    }));
  }

  /** Sends what waits, once, and no more. */
  async close(): Promise<void> {
    globalThis.document?.removeEventListener("visibilitychange", this.#hidden);
    await this.flush();
    clearTimeout(this.#timer);
    this.#waiting = [];
  }

  #schedule(): void {
    const wait = this.#everyMs * 2 ** Math.min(this.#failures, DOUBLINGS);
    this.#timer ??= setTimeout(() => void this.flush(), wait);
  }

  readonly #hidden = () => {
    if (document.visibilityState === "hidden" && this.#waiting.length > 0) void this.flush();
  };

  async #send(): Promise<void> {
    while (this.#waiting.length > 0) {
      const part = this.#next();
      const status = await this.#post(part).catch(() => 0);
      // Out of order, too often, or a token that has run out: later.
      if (status === 0 || status === 401 || status === 429 || status >= 500) {
        this.#failures += 1;
        return;
      }
      this.#failures = 0;
      if (status >= 400) this.#refused(status, part.length);
      const gone = new Set(part);
      this.#waiting = this.#waiting.filter((it) => !gone.has(it));
    }
  }

  /** As many of the first as a part holds. */
  #next(): Letter[] {
    const text = new TextEncoder();
    let bytes = 0;
    const end = this.#waiting.findIndex(({ line }, place) => {
      bytes += text.encode(line).length + 1;
      return place > 0 && bytes > PART_BYTES;
    });
    return this.#waiting.slice(0, end < 0 ? undefined : end);
  }

  async #post(part: Letter[]): Promise<number> {
    const { host, token } = this.#target;
    const memoryIds = [...new Set(part.flatMap(({ memoryId }) => memoryId ?? []))];
    const scope = typeof token === "string" ? token : await token({ memoryIds });
    const records = part.map(({ line }) => line).join();
    const { status } = await fetch(`${host.replace(/\/+$/, "")}/v1/analytics/`, {
      method: "POST",
      // Costs no preflight, and outlives the page.
      headers: { "content-type": "text/plain" },
      keepalive: true,
      body: `{"token":${JSON.stringify(scope)},"snapshot":{"version":1,"records":[${records}]}}`,
    });
    return status;
  }

  #refused(status: number, count: number): void {
    const error = new Error(`The relay answered ${status} to ${count} records of analytics: they are dropped`);
    const { onError = (error: Error) => console.warn(error.message) } = this.#target;
    try {
      onError(error);
    } catch (thrown) {
      console.error(thrown);
    }
  }
}

/** What JSON can carry of a text, and a relay takes of it. */
function sendable(key: string, value: unknown): unknown {
  if (typeof value !== "string") return value;
  const text = value.replace(/\p{Surrogate}/gu, "\ufffd");
  return key === "text" ? [...text].slice(0, TEXT_CHARACTERS).join("") : text;
}
