import { MemoryError } from "../errors.js";
import { groups } from "../groups.js";
import type { StoredFeedback, Transport, TransportOptions, TransportResult } from "../queue.js";
import type { ReasonCode } from "../reason-codes.js";
import type { MemoryClientOptions } from "../types.js";
import type { Ballot } from "./ballot.js";

/** What Mem0 gets for each code; a relay gets the codes. */
const SENTENCES: Record<ReasonCode, string> = {
  inaccurate: "States something that is not true.",
  outdated: "Was true once and no longer is.",
  never_said: "Records something the user never said.",
  irrelevant: "Has nothing to do with the current conversation.",
  duplicate: "Repeats another memory.",
  conflicting: "Contradicts another memory.",
  incomplete: "Leaves out an important detail.",
  too_vague: "Is too vague to be of use.",
  someone_else: "Is about somebody other than the user.",
  too_personal: "Is too personal to be kept.",
  unwanted: "Should not be remembered at all.",
  accurate: "States the facts correctly.",
  timely: "Came up at the right moment.",
  relevant: "Fits the current conversation.",
  right_detail: "Holds just the right amount of detail.",
};

/** With its place in time, where that is known: a relay lets nothing older undo what is newer. */
type Dated = StoredFeedback & { seq?: string | undefined };

/** How many items a relay takes in one request: long reasons have room in its 64 KiB as well. */
const MOST = 10;

/** Sends without WebAssembly, an attempt at a time; one request carries one scope. */
export class PlainTransport implements Transport {
  readonly #options: () => MemoryClientOptions;
  readonly #ballot: Ballot;

  constructor(options: () => MemoryClientOptions, ballot: Ballot) {
    this.#options = options;
    this.#ballot = ballot;
  }

  get batchSize(): number {
    const isScoped = [...this.#ballot.standings.values()].some(({ scope }) => scope);
    return isScoped || this.#options().token !== undefined ? MOST : 1;
  }

  async feedbackBatch(
    items: readonly Dated[],
    how: Pick<TransportOptions, "wrapFetch" | "signal">,
  ): Promise<{ results: TransportResult[] }> {
    const results: TransportResult[] = [];
    const requests = groups(items, ({ memoryId }, index) => {
      // Mem0's own form takes one at a time.
      const scope = this.#ballot.of(memoryId).scope ?? (this.#options().token === undefined ? `${index}` : "");
      return `${scope} ${Math.floor(index / MOST)}`;
    });
    await Promise.all(
      [...requests.values()].map(async (indices) => {
        const group = indices.map((index) => items[index]!);
        const outcomes = await this.#post(group, how).catch((error: unknown) => group.map(() => ({ ok: false, error })));
        indices.forEach((index, at) => (results[index] = outcomes[at]!));
      }),
    );
    return { results };
  }

  async #post(
    items: readonly Dated[],
    { wrapFetch, signal }: Pick<TransportOptions, "wrapFetch" | "signal">,
  ): Promise<TransportResult[]> {
    const { host = "https://api.mem0.ai", apiKey, token: source, headers, fetch = globalThis.fetch } = this.#options();
    const memoryIds = items.map(({ memoryId }) => memoryId);
    const { scope } = this.#ballot.of(memoryIds[0]!);
    const token = scope ?? (typeof source === "function" ? await source({ memoryIds }) : source);
    const isRelay = token !== undefined;
    const send = wrapFetch((...request) => fetch(...request));
    const response = await send(`${host.replace(/\/+$/, "")}/v1/feedback/`, {
      method: "POST",
      signal,
      body: JSON.stringify(isRelay ? { token, items: items.map(relayForm) } : mem0Form(items[0]!)),
      headers: {
        ...headers,
        ...(apiKey && !isRelay && { authorization: `Token ${apiKey}` }),
        "content-type": isRelay ? "text/plain" : "application/json",
      },
    });
    const answer = response.status === 204 ? {} : parsed(await response.text());
    const { results = [] } = (answer ?? {}) as { results?: { ok: boolean; status: number }[] };
    return items.map((_, index) => {
      const { ok, status } = (isRelay && response.ok && results[index]) || response;
      // A captive portal's page, say, is no delivery.
      if (ok && typeof answer === "object" && answer) return { ok };
      const retryAfter = Number(response.headers.get("retry-after")) || 0;
      const debugInfo = { statusCode: ok ? 0 : status, retryAfter };
      return { ok: false, error: new MemoryError(`The host answered ${status}`, `HTTP_${status}`, { debugInfo }) };
    });
  }
}

function relayForm({ memoryId, feedback, feedbackReason, reasonCodes, seq }: Dated): object {
  return { memory_id: memoryId, feedback, feedback_reason: feedbackReason, reason_codes: reasonCodes, seq };
}

function mem0Form({ memoryId, feedback, feedbackReason, reasonCodes }: StoredFeedback): object {
  const reason = [...reasonCodes.map((code) => SENTENCES[code]), feedbackReason ?? ""].join(" ").trim();
  return { memory_id: memoryId, feedback, feedback_reason: reason || null };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
