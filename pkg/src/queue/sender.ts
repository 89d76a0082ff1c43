import { MemoryError, ValidationError } from "../errors.js";
import { Happened } from "./commands.js";
import type { Entry } from "./entry.js";
import type { Transport, TransportOptions, TransportResult } from "./transport.js";

/** What came of a feedback, for the rules: the status and the wait are of a failure, in milliseconds. */
export type Verdict = [happened: Happened, status: number, wait: number];

/** Sends requests, and judges by their results. */
export class Sender {
  readonly #transport: Transport;
  readonly #requests = new Set<AbortController>();
  #included: Entry[] = [];

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Adds to the next request. */
  include(entry: Entry): void {
    this.#included.push(entry);
  }

  /** Sends the request; `mayStart` is asked just before it goes out. Whatever the transport does, this resolves. */
  async send(keepalive: boolean, isLeaving: boolean, mayStart: () => boolean): Promise<Verdict[]> {
    const entries = this.#included;
    this.#included = [];
    const controller = new AbortController();
    const { signal } = controller;
    this.#requests.add(controller);
    // Only the first attempt: the host page may use up what its keepalive bodies may have together.
    const outlives = keepalive && (isLeaving || entries.every(({ error }) => error === undefined));
    const wrapFetch: TransportOptions["wrapFetch"] = (fetch) => async (url, init) => {
      if (!mayStart()) controller.abort();
      signal.throwIfAborted();
      return fetch(url, outlives ? { ...init, keepalive } : init);
    };
    const judge = (resultAt: (index: number) => TransportResult | undefined) =>
      entries.map((entry, index) => judged(entry, resultAt(index), signal.aborted));
    try {
      const items = entries.map(({ feedback }) => feedback);
      const options: TransportOptions = { retries: 0, concurrency: 1, signal, wrapFetch };
      const { results } = await this.#transport.feedbackBatch(items, options);
      return judge((index) => results[index]);
    } catch (error) {
      return judge(() => ({ ok: false, error }));
    } finally {
      this.#requests.delete(controller);
    }
  }

  /** Ends all requests. */
  stop(): void {
    for (const request of this.#requests) request.abort();
  }
}

function judged(entry: Entry, result: TransportResult | undefined, isAborted: boolean): Verdict {
  if (result?.ok) return [Happened.Delivered, 0, 0];
  if (isAborted) return [Happened.Unsent, 0, 0];
  const error = (entry.error = result?.error ?? new MemoryError("The transport has no result", "NET_GENERIC"));
  const { statusCode, retryAfter } = (error as Partial<MemoryError>).debugInfo ?? {};
  // What was found to be wrong before anything was sent stays wrong.
  const status = statusCode ?? (error instanceof ValidationError ? 400 : 0);
  return [Happened.Failed, status, (retryAfter ?? 0) * 1000];
}
