import { ValidationError, type MemoryError } from "../errors.js";
import type { Tab } from "../glue/queue.js";
import { Happened } from "./commands.js";
import type { Entry } from "./entry.js";
import type { Transport, TransportOptions, TransportResult } from "./transport.js";

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

  /**
   * Sends the request. `mayStart` is asked just before it goes out. What comes of it is to be told
   * by the function that this resolves to.
   */
  async send(keepalive: boolean, isLeaving: boolean, mayStart: () => boolean): Promise<(tab: Tab) => void> {
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
    let results: readonly TransportResult[];
    try {
      const items = entries.map(({ feedback }) => feedback);
      const options: TransportOptions = { retries: 0, concurrency: 1, signal, wrapFetch };
      results = (await this.#transport.feedbackBatch(items, options)).results;
    } catch (error) {
      results = entries.map(() => ({ ok: false, error }));
    }
    this.#requests.delete(controller);
    return (tab) => entries.forEach((entry, index) => judge(tab, entry, results[index], signal.aborted));
  }

  /** Ends all requests. */
  stop(): void {
    for (const request of this.#requests) request.abort();
  }
}

function judge(tab: Tab, entry: Entry, result: TransportResult | undefined, isAborted: boolean): void {
  if (result?.ok) return tab.tell(Happened.Delivered, 0, 0);
  if (isAborted || !result) return tab.tell(Happened.Unsent, 0, 0);
  entry.error = result.error;
  const { statusCode, retryAfter = 0 } = (result.error as Partial<MemoryError> | undefined)?.debugInfo ?? {};
  const status = statusCode ?? (result.error instanceof ValidationError ? 400 : 0);
  tab.tell(Happened.Failed, Number(status), Number(retryAfter) * 1000);
}
