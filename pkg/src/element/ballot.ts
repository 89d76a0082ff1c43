import type { FeedbackQueue, QueueItem, Transport } from "../queue.js";
import type { MemoryClientOptions } from "../types.js";
import { writeLine } from "./journal-line.js";
import { lastVotes, type LastVote } from "./last-votes.js";
import { painted } from "./painted.js";
import { parts } from "./parts.js";
import { NO_VOTE, voteOf, type Vote } from "./vote.js";

/** Where a vote is, as people are told. `""`: nothing is to be said. */
export type VoteState = "" | "saving" | "kept" | "saved" | "failed";

/** Whether it is still to be delivered. */
export function isPending({ state }: Standing): boolean {
  return /kept|saving/.test(state);
}

/** What is known of the vote on one memory. */
export interface Standing {
  /** What is shown: the last one given, until it is refused. */
  vote: Vote;
  /** What the host holds, as far as is known: a refused vote gives way to it. */
  confirmed: Vote;
  state: VoteState;
  /** What the last click has replaced. */
  before?: Vote | undefined;
  /** What was refused, and why. */
  refused?: Vote | undefined;
  error?: unknown;
  /** In the queue, once that is there. */
  item?: QueueItem | undefined;
  /** The relay's token that the memory came with. */
  scope?: string;
}

/** What sends: a `MemoryClient`, or the options of one. */
export type Client = Transport | MemoryClientOptions;

/** Milliseconds after which a vote that has not arrived is said to be kept. */
const PATIENCE = 2000;

const ballots = new Map<string | FeedbackQueue, Ballot>();

/** The votes of one owner on all memories. They are written down here, and delivered by the queue. */
export class Ballot {
  /** What sends for all ballots, where a page's script has said so. */
  static client: Client | undefined;
  /** What sends, if not the client of `configure()`. */
  client = Ballot.client;
  queue: FeedbackQueue | undefined;
  /** Of memories that are shown, or were voted on. */
  readonly standings = new Map<string, Standing>();
  /** Memories with a vote that the queue does not have yet, and its line in the journal. */
  readonly waiting = new Map<string, string | undefined>();
  /** The last votes given in this browser, by memory. */
  last: Map<string, LastVote>;
  /** When the last vote is seen: the queue that the ballot has made waits for it. */
  shown: Promise<void> | undefined;
  readonly #watchers = new Map<string, Set<() => void>>();
  #delivery: Promise<void> | undefined;

  private constructor(
    readonly name: string,
    readonly owner: string,
    /** The name that the queue's tabs share. */
    readonly path: string,
  ) {
    this.last = lastVotes(path);
  }

  /** The one for a queue, by its name or itself. */
  static of(queue: string | FeedbackQueue, owner: string): Ballot {
    const [name, own] = typeof queue === "string" ? [queue] : ["default", queue];
    const path = ["mem0-feedback", name, owner].map(encodeURIComponent).join(":");
    const key = own ?? path;
    let ballot = ballots.get(key);
    if (!ballot) {
      ballots.set(key, (ballot = new Ballot(name, owner, path)));
      ballot.queue = own;
    }
    return ballot;
  }

  /** What is known of a memory. */
  of(memoryId: string): Standing {
    let standing = this.standings.get(memoryId);
    if (!standing) {
      const [feedback, isPending] = this.last.get(memoryId) ?? [];
      const vote = voteOf(feedback);
      standing = { vote, confirmed: isPending ? NO_VOTE : vote, state: isPending ? "kept" : "" };
      this.standings.set(memoryId, standing);
    }
    return standing;
  }

  /** Calls `listener` whenever a memory's standing is another; what it returns ends that. */
  watch(memoryId: string, listener: () => void): () => void {
    const watchers = this.#watchers.get(memoryId) ?? new Set();
    this.#watchers.set(memoryId, watchers.add(listener));
    return () => void watchers.delete(listener);
  }

  /** Takes a vote in: it is written down before this returns. */
  cast(memoryId: string, vote: Vote, scope: string): void {
    const { vote: last, before } = this.of(memoryId);
    const item = this.queue?.add({ memoryId, ...vote });
    if (!item) {
      const line = writeLine(this.path, memoryId, vote);
      this.erase(memoryId);
      this.waiting.set(memoryId, line);
    }
    this.show(memoryId, {
      item,
      vote,
      // A reason is a part of the vote that it follows.
      before: last.feedback === vote.feedback ? before : last,
      refused: undefined,
      state: "saving",
      ...(scope && { scope }),
    });
    this.shown = painted().then(() => {
      this.deliver();
      this.remember(memoryId);
      setTimeout(() => this.of(memoryId).state === "saving" && this.show(memoryId, { state: "kept" }), PATIENCE);
    });
  }

  /** The queue has it, or nobody needs it any more. */
  erase(memoryId: string): void {
    const line = this.waiting.get(memoryId);
    if (line) localStorage.removeItem(line);
    this.waiting.delete(memoryId);
  }

  show(memoryId: string, news: Partial<Standing>): void {
    Object.assign(this.of(memoryId), news);
    this.#watchers.get(memoryId)?.forEach((listener) => listener());
  }

  /** Keeps the vote that is shown for the next visit. */
  remember(memoryId: string): void {
    const { vote } = this.of(memoryId);
    this.last = lastVotes(this.path, [memoryId, [vote.feedback, isPending(this.of(memoryId))]], this.last);
  }

  /** @internal Once at a time; when it fails, the next vote tries again. */
  deliver(): void {
    this.#delivery ??= parts
      .delivery()
      .then(({ deliver }) => deliver(this))
      .catch(() => (this.#delivery = undefined));
  }
}
