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
  /** Calls at once. */
  concurrency: number;
  /** Milliseconds for each call. */
  timeoutMs: number;
}

/** Calls Mem0 with a key; what is the same for each call is made once. */
export function upstream(apiKey: string, host: string, fetch: Fetch | undefined) {
  const url = `${host.replace(/\/+$/, "")}/v1/feedback/`;
  const headers = { authorization: `Token ${apiKey}`, "content-type": "application/json" };
  const call = async (body: string, signal: AbortSignal): Promise<Reply> => {
    let response: Response;
    try {
      response = await (fetch ?? globalThis.fetch)(url, { method: "POST", headers, body, signal });
    } catch {
      return { status: 0 };
    }
    const { status } = response;
    const asked = status < 400 ? undefined : response.headers.get("retry-after") ?? undefined;
    try {
      return { status, text: await response.text(), asked };
    } catch {
      return { status, asked };
    }
  };
  return fetch ? heeding(call) : call;
}

/** Ends with the signal, too, what does not heed it. */
function heeding(call: Upstream["call"]): Upstream["call"] {
  return (body, signal) => {
    const ended = new Promise<Reply>((resolve) => {
      signal.addEventListener("abort", () => resolve({ status: 0 }), { once: true });
    });
    return Promise.race([call(body, signal), ended]);
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
