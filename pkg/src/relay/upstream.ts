import type { Fetch } from "../types.js";

/** Of what `timeoutMs` allows, as much as calls may miss that share a timer. */
const SHARED = 1 / 20;

/** What came of a call to Mem0. */
export interface Reply {
  /** Zero if there was no answer. */
  status: number;
  /** The body, to its end: until then a runtime counts the call as open. */
  text?: string | undefined;
  /** `Retry-After`. */
  asked?: string | undefined;
}

/** Mem0, as one relay or shard calls it. */
export interface Upstream {
  /** Makes one call. It never rejects. */
  call(body: string, signal: AbortSignal): Promise<Reply>;
  /** Whether Mem0 says that there is no such memory; not if it cannot be asked. */
  lacks(memoryId: string, signal: AbortSignal): Promise<boolean>;
  /** Calls at once. */
  concurrency: number;
  /** Milliseconds for each call. */
  timeoutMs: number;
}

/** Calls Mem0 with a key; what is the same for each call is made once. */
export function upstream(apiKey: string, host: string, fetch: Fetch | undefined): Pick<Upstream, "call" | "lacks"> {
  const base = host.replace(/\/+$/, "");
  const url = `${base}/v1/feedback/`;
  const authorization = `Token ${apiKey}`;
  const headers = { authorization, "content-type": "application/json" };
  const ask = async (url: string, init: RequestInit): Promise<Reply> => {
    let status = 0;
    let asked: string | undefined;
    try {
      const response = await (fetch ?? globalThis.fetch)(url, init);
      ({ status } = response);
      if (status >= 400) asked = response.headers.get("retry-after") ?? undefined;
      return { status, text: await response.text(), asked };
    } catch {
      // What a server refused, it refused, even if the reasons broke off.
      return { status, asked };
    }
  };
  const asking = fetch ? heeding(ask) : ask;
  return {
    call: (body, signal) => asking(url, { method: "POST", headers, body, signal }),
    async lacks(memoryId, signal) {
      const path = `/v1/memories/${encodeURIComponent(memoryId)}/`;
      const { status, text } = await asking(base + path, { headers: { authorization }, signal });
      // In Mem0's own words: a host that has no such path answers 404 to all.
      return status === 404 && /memory not found/i.test(text ?? "");
    },
  };
}

/** Ends with the signal, too, what does not heed it. */
function heeding(ask: (url: string, init: RequestInit) => Promise<Reply>): typeof ask {
  return (url, init) => {
    const ended = new Promise<Reply>((resolve) => {
      init.signal?.addEventListener("abort", () => resolve({ status: 0 }), { once: true });
    });
    return Promise.race([ask(url, init), ended]);
  };
}

/** Signals that abort when the time of a call is up; those that begin at nearly the same time share one. */
export function deadlines(timeoutMs: number): () => { signal: AbortSignal; at: number } {
  let last: { signal: AbortSignal; at: number } | undefined;
  return () => {
    const at = Date.now() + timeoutMs;
    return last && at - last.at < timeoutMs * SHARED ? last : (last = { signal: AbortSignal.timeout(timeoutMs), at });
  };
}

/** Resolves after so many milliseconds. */
export function rest(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Uniform over all numbers of 32 bits. */
export function luck(): number {
  return Math.floor(Math.random() * 2 ** 32);
}
