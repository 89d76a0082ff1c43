import { MemoryClient } from "../client.js";
import { groups } from "../groups.js";
import type { SentFeedback, Transport, TransportOptions, TransportResult } from "../queue.js";
import type { MemoryClientOptions } from "../types.js";
import type { Ballot } from "./ballot.js";

/** Sends each feedback under the scope that its memory came with, where there is one. */
export class ScopedClient implements Transport {
  readonly #options: () => MemoryClientOptions;
  readonly #ballot: Ballot;
  /** What the clients were made with. */
  #known: MemoryClientOptions | undefined;
  #plain!: MemoryClient;
  #scoped: MemoryClient | undefined;
  /** Scopes that a client knows, by memory. */
  readonly #given = new Map<string, string>();

  /** `options` gives those of now: another user may sign in. */
  constructor(options: () => MemoryClientOptions, ballot: Ballot) {
    this.#options = options;
    this.#ballot = ballot;
    this.#renew();
  }

  get batchSize(): number {
    const isScoped = [...this.#ballot.standings.values()].some(({ scope }) => scope);
    return isScoped ? 200 : this.#plain.batchSize;
  }

  async feedbackBatch(items: SentFeedback[], options: TransportOptions): Promise<{ results: TransportResult[] }> {
    this.#renew();
    const byClient = groups(items, ({ memoryId }) => this.#clientFor(memoryId));
    const results: TransportResult[] = [];
    const send = async ([client, indices]: [MemoryClient, number[]]) => {
      const report = await client.feedbackBatch(indices.map((index) => items[index]!), options);
      report.results.forEach((result, at) => (results[indices[at]!] = result));
    };
    await Promise.all([...byClient].map(send));
    return { results };
  }

  #renew(): void {
    const options = this.#options();
    if (options === this.#known) return;
    this.#known = options;
    this.#plain = new MemoryClient(options);
    this.#scoped = undefined;
    this.#given.clear();
  }

  #clientFor(memoryId: string): MemoryClient {
    const { scope } = this.#ballot.of(memoryId);
    if (!scope) return this.#plain;
    const { apiKey: _, token, ...rest } = this.#known!;
    this.#scoped ??= typeof token === "function" ? this.#plain : new MemoryClient({ ...rest, token: () => token ?? "" });
    // Once: the relay may have refused it since, and its successor be there.
    if (this.#given.get(memoryId) !== scope) this.#scoped.addScope(scope, [memoryId]);
    this.#given.set(memoryId, scope);
    return this.#scoped;
  }
}
