import { invalid, misconfigured } from "./errors.js";
import { groups } from "./groups.js";
import { check, shown, type Item } from "./item.js";
import { items, type Outcome } from "./items.js";
import { checkLimits, settingsFrom, wholeNumber, type Settings } from "./options.js";
import { tokens, type Tokens } from "./tokens.js";
import type {
  BatchOptions,
  BatchReport,
  BatchResult,
  CallOptions,
  FeedbackItem,
  FeedbackResponse,
  MemoryClientOptions,
} from "./types.js";
import { load } from "./wasm/client.js";

/** Tells Mem0, or a relay, whether memories were useful. */
export class MemoryClient {
  readonly #settings: Settings;
  readonly #tokens: Tokens | undefined;

  /** How many items one request carries at the most. */
  get batchSize(): number {
    return this.#settings.token ? 200 : 1;
  }

  /** Checks the options and does nothing else: no request, no WebAssembly yet. */
  constructor(options: MemoryClientOptions = {}) {
    this.#settings = settingsFrom(options);
    const { token } = this.#settings;
    if (typeof token === "function") this.#tokens = tokens(token);
  }

  /**
   * Keeps a relay's scope for the memories that it came with, until the relay refuses it. `token`
   * is asked for those of other memories, and for its successor.
   *
   * @throws a `ConfigurationError` where `token` is no function.
   */
  addScope(scope: string, memoryIds: readonly string[]): void {
    if (!this.#tokens) throw misconfigured("addScope() needs a token that is a function");
    for (const id of memoryIds) this.#tokens.kept.set(id, scope);
  }

  /**
   * Says that a memory was useful, or not, and why; `feedback: null` takes it back.
   *
   * @throws a `MemoryError`, most often one of its subclasses; an abort rejects with the
   * signal's reason.
   */
  async feedback(item: FeedbackItem, options: CallOptions = {}): Promise<FeedbackResponse> {
    const checked = check(item);
    let outcome: Outcome | undefined;
    await this.#send(1, () => checked, (_, it) => (outcome = it), 1, options);
    if (outcome?.ok) return outcome.value;
    throw outcome ? outcome.error : options?.signal?.reason;
  }

  /**
   * Sends many. All are checked before any is sent; feedback on the same memory keeps its order;
   * one that fails takes no other with it. To a relay, 200 go in one request.
   *
   * @throws a `ValidationError` when an item is wrong; nothing has been sent then.
   */
  async feedbackBatch(items: readonly FeedbackItem[], options: BatchOptions = {}): Promise<BatchReport> {
    if (!Array.isArray(items)) throw invalid(`feedbackBatch() takes an array; got ${shown(items)}`);
    const { signal, onProgress, concurrency = 6 } = options ?? {};
    wholeNumber("concurrency", concurrency, 1, 256, invalid);
    const total = items.length;
    const checked = (index: number) => check(items[index], `items[${index}].`);
    const memoryIds = Array.from(items, (_, index) => checked(index).memoryId);
    const itemAt = (index: number) => {
      const item = checked(index);
      if (item.memoryId !== memoryIds[index]) throw invalid(`items[${index}].memoryId changed after the check`);
      return item;
    };
    const results: BatchResult[] = new Array(total);
    let succeeded = 0;
    let failed = 0;
    const settle = (index: number, outcome: Outcome) => {
      results[index] = { index, memoryId: memoryIds[index]!, ...outcome };
      if (outcome.ok) succeeded += 1;
      else failed += 1;
      try {
        onProgress?.({ done: succeeded + failed, total, succeeded, failed });
      } catch (error) {
        console.error(error);
      }
    };
    // A request goes under one scope: what has the same one goes together.
    const byScope = groups(memoryIds, (id) => this.#tokens?.kept.get(id));
    const share = byScope.size > 1 ? 1 : concurrency;
    const waiting = byScope.values();
    const drain = async () => {
      for (const group of waiting) {
        await this.#send(group.length, (at) => itemAt(group[at]!), (at, it) => settle(group[at]!, it), share, options);
      }
    };
    await Promise.all(Array.from({ length: concurrency }, drain));
    for (let index = 0; index < total; index += 1) {
      results[index] ??= { index, memoryId: memoryIds[index]!, ok: false, error: signal?.reason };
    }
    return { succeeded, failed, skipped: total - succeeded - failed, results };
  }

  /** Loads what the first request would have to wait for. What goes wrong with that, the request tells. */
  prepare(): void {
    (async () => load(30_000, undefined))().catch(() => {});
  }

  async #send(
    total: number,
    itemAt: (index: number) => Item,
    settle: (index: number, outcome: Outcome) => void,
    concurrency: number,
    options: CallOptions | undefined,
  ): Promise<void> {
    const { host, apiKey, token, headers, fetch = globalThis.fetch, ...settings } = this.#settings;
    const { signal, timeoutMs = settings.timeoutMs, retries = settings.retries, wrapFetch } = options ?? {};
    checkLimits(signal, timeoutMs);
    wholeNumber("retries", retries, 0, 100, invalid);
    const start = performance.now();
    const send = await load(timeoutMs, signal);
    if (!send) return;
    // In a batch the time is for each request, and the load is before them all.
    const left = total > 1 ? timeoutMs : Math.max(1, timeoutMs - (performance.now() - start));
    await new Promise<void>((finish) => {
      send(
        host,
        apiKey,
        this.#tokens?.ask ?? token,
        { ...headers },
        wrapFetch ? wrapFetch(fetch) : fetch,
        left,
        retries,
        concurrency,
        total,
        items(host, itemAt, settle, finish),
        signal,
      );
    });
  }
}
