import { MemoryClient } from "../client.js";
import type { StoredFeedback, Transport, TransportOptions, TransportResult } from "../queue.js";
import type { MemoryClientOptions } from "../types.js";
import type { Ballot } from "./ballot.js";

/** Sends each feedback under the scope that its memory came with; one request carries one scope. */
export class ScopedClient implements Transport {
  readonly #options: () => MemoryClientOptions;
  readonly #ballot: Ballot;
  /** By scope; `""` for what has none. */
  readonly #clients = new Map<string, MemoryClient>();
  /** Those that the clients were made with. */
  #known: MemoryClientOptions | undefined;

  /** `options` gives those of now: another user may sign in. */
  constructor(options: () => MemoryClientOptions, ballot: Ballot) {
    this.#options = options;
    this.#ballot = ballot;
    if (!this.#isScoped) this.#client("");
  }

  get batchSize(): number {
    return this.#isScoped ? 200 : this.#client("").batchSize;
  }

  async feedbackBatch(items: StoredFeedback[], options: TransportOptions): Promise<{ results: TransportResult[] }> {
    const groups = new Map<string, number[]>();
    items.forEach(({ memoryId }, index) => {
      const scope = this.#ballot.of(memoryId).scope ?? "";
      groups.set(scope, [...(groups.get(scope) ?? []), index]);
    });
    const results: TransportResult[] = [];
    for (const [scope, indices] of groups) {
      const group = indices.map((index) => items[index]!);
      const report = await this.#client(scope).feedbackBatch(group, options);
      report.results.forEach((result, at) => (results[indices[at]!] = result));
    }
    return { results };
  }

  get #isScoped(): boolean {
    return [...this.#ballot.standings.values()].some(({ scope }) => scope);
  }

  #client(scope: string): MemoryClient {
    const options = this.#options();
    if (options !== this.#known) this.#clients.clear();
    this.#known = options;
    let client = this.#clients.get(scope);
    if (!client) {
      client = new MemoryClient(scope ? under(scope, options) : options);
      this.#clients.set(scope, client);
    }
    return client;
  }
}

/** The scope first; when the relay takes it no longer, what the options' function gives. */
function under(scope: string, { apiKey: _, token, ...options }: MemoryClientOptions): MemoryClientOptions {
  let given = scope;
  return {
    ...options,
    token: (need) => {
      const now = given;
      given = "";
      return now || (typeof token === "function" ? token(need) : (token ?? ""));
    },
  };
}
