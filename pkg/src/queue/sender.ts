import { MemoryError, ValidationError } from "../errors.js";
import { Happened } from "./commands.js";
import type { Entry } from "./entry.js";
import { answered } from "./journal.js";
import type { Transport, TransportAnswer, TransportOptions, TransportResult } from "./transport.js";

/** What came of a feedback, for the rules: the status and the wait are of a failure, in milliseconds. */
export type Verdict = [happened: Happened, status?: number, wait?: number];

/** Sends requests, and judges by their results. */
export interface Sender {
  /** Sends a request; `mayStart` is asked just before it goes out. Whatever the transport does, this resolves. */
  send(entries: Entry[], outlives: boolean, mayStart: () => boolean): Promise<Verdict[]>;
  /** Ends all requests. */
  stop(): void;
}

export function senderThrough(transport: Transport): Sender {
  const requests = new Set<AbortController>();
  return {
    async send(entries, outlives, mayStart) {
      const request = new AbortController();
      const { signal } = request;
      const wrapFetch: TransportOptions["wrapFetch"] = (fetch) => async (url, init) => {
        if (!mayStart()) request.abort();
        signal.throwIfAborted();
        return fetch(url, { ...init, keepalive: outlives });
      };
      let answer: TransportAnswer | undefined;
      let failure: TransportResult | undefined;
      requests.add(request);
      try {
        // The sequence alone: a relay's scope says whether a judge speaks.
        const items = entries.map(({ id, feedback }) => ({ ...feedback, seq: id.slice(0, 18) }));
        const send = async () => transport.feedbackBatch(items, { retries: 0, concurrency: 6, signal, wrapFetch });
        // A transport that does not answer for two minutes has failed.
        answer = await answered(send, "The transport", 120, signal);
      } catch (error) {
        failure = { ok: false, error };
      }
      const verdicts = entries.map((entry, index) => judged(entry, failure ?? answer?.results?.[index], signal.aborted));
      requests.delete(request);
      if (failure) request.abort();
      return verdicts;
    },
    stop() {
      for (const request of requests) request.abort();
    },
  };
}

function judged(entry: Entry, result: TransportResult | undefined, isStopped: boolean): Verdict {
  if (result?.ok) return [Happened.Delivered];
  if (isStopped) return [Happened.Unsent];
  const error = (entry.error = result?.error ?? new MemoryError("No result", "NET_GENERIC"));
  const { statusCode, retryAfter = 0 } = (error as Partial<MemoryError>).debugInfo ?? {};
  // What was found to be wrong before anything was sent stays wrong.
  return [Happened.Failed, statusCode ?? (error instanceof ValidationError ? 400 : 0), retryAfter * 1000];
}
