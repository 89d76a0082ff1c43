import { configuration } from "../default-client.js";
import { FeedbackQueue, type QueueItem, type QueueState, type Transport } from "../queue.js";
import type { Fetch, MemoryClientOptions } from "../types.js";
import { load } from "../wasm/queue.js";
import type { Ballot } from "./ballot.js";
import { arrived, followTabs, refused, settled } from "./outcome.js";
import { outliving, postOnce } from "./post-once.js";
import { loadTransport, transportOf } from "./transport.js";

const STATES: QueueState[] = ["queued", "saved", "sending", "sent", "superseded", "refused"];

/** What a ballot sends through. Options are known unless it was given a client that is ready made. */
interface Source {
  readonly transport: Transport;
  readonly options?: () => MemoryClientOptions;
}

/**
 * Gives a ballot its queue, and the queue the votes that wait. Where WebAssembly does not load they
 * are posted once without; then it rejects.
 */
export async function deliver(ballot: Ballot): Promise<void> {
  if (ballot.queue) return follow(ballot, ballot.queue);
  const { transport, options } = await sourceOf(ballot);
  const post = async () => options && (await postOnce(ballot, options));
  const leave = () => document.visibilityState === "hidden" && void post();
  document.addEventListener("visibilitychange", leave);
  try {
    await Promise.all([load(30_000, undefined), options && loadTransport()]);
  } catch (error) {
    console.warn(error);
    await post();
    throw error;
  } finally {
    document.removeEventListener("visibilitychange", leave);
  }
  const queue = new FeedbackQueue(after(ballot, transport), { name: ballot.name, owner: ballot.owner });
  follow(ballot, queue);
  for (const memoryId of ballot.waiting.keys()) {
    queue.add({ memoryId, ...ballot.of(memoryId).vote });
    ballot.erase(memoryId);
  }
  ballot.queue = queue;
}

/**
 * Sends when the click that it comes from is seen. If the page is left before, the queue has not
 * known of it yet: the request outlives the page all the same.
 */
function after(ballot: Ballot, transport: Transport): Transport {
  let isLeft = false;
  for (const type of ["visibilitychange", "pagehide", "pageshow"]) {
    // Told before those who wait for the frame.
    addEventListener(type, () => (isLeft = document.hidden || type === "pagehide"), true);
  }
  return {
    batchSize: transport.batchSize ?? 1,
    prepare: () => transport.prepare?.(),
    async feedbackBatch(items, options) {
      await ballot.shown;
      const wrapFetch = isLeft ? (fetch: Fetch) => options.wrapFetch(outliving(fetch)) : options.wrapFetch;
      return transport.feedbackBatch(items, { ...options, wrapFetch });
    },
  };
}

async function sourceOf(ballot: Ballot): Promise<Source> {
  for (let isTold = false; ; isTold = true) {
    const client = ballot.client ?? configuration();
    if (client && "feedbackBatch" in client) return { transport: client };
    const options = () => (ballot.client ?? configuration()) as MemoryClientOptions;
    if (client) return { transport: transportOf(options, ballot), options };
    if (!isTold) console.warn("mem0-feedback: votes wait until there is a client: call configure({host})");
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

/** Whether a person has given it: a judge's is nothing that anybody here has pressed. */
function isVote({ feedback }: QueueItem): boolean {
  return !feedback.source;
}

/** Shows what becomes of the queue's items. */
function follow(ballot: Ballot, queue: FeedbackQueue): void {
  const inFlight = new Set<string>();
  const moved = (state: QueueState, item: QueueItem, error: unknown) => {
    const { id, memoryId, feedback } = item;
    const standing = ballot.of(memoryId);
    if (standing.item && id < standing.item.id) {
      if (state === "sent") arrived(ballot, memoryId, feedback, false);
      return;
    }
    // Another tab's, or an earlier visit's, or the page's own: that is news here.
    const isNews = standing.item !== item;
    const isOther = standing.vote.feedback !== feedback.feedback;
    const news = { item, vote: feedback, refused: undefined, error: undefined };
    ballot.show(memoryId, isNews ? { ...news, ...(isOther && { before: undefined }) } : {});
    if (state === "sending") {
      inFlight.add(id);
    } else if (state === "queued" || state === "saved") {
      const hasFailed = item.state === state && inFlight.delete(id);
      if (hasFailed || isNews) ballot.show(memoryId, { state: hasFailed ? "kept" : "saving" });
      const [grade, isPending] = ballot.last.get(memoryId) ?? [];
      // In a task before the queue's own, which moves the line to where nothing is looked for.
      if (grade !== feedback.feedback || !isPending) setTimeout(() => ballot.remember(memoryId));
    } else {
      inFlight.delete(id);
      if (state === "sent") arrived(ballot, memoryId, feedback, true);
      else if (state === "refused") refused(ballot, memoryId, error);
      else ballot.show(memoryId, { state: "" });
    }
  };
  for (const state of STATES) {
    queue.addEventListener(state, ({ item, error }) => item && isVote(item) && moved(state, item, error));
  }
  const votes = () => queue.pending().filter(isVote);
  const find = () => {
    for (const item of votes()) {
      const { item: known, state } = ballot.of(item.memoryId);
      if (known && known.id >= item.id) continue;
      moved(item.state, item, undefined);
      // Of an earlier visit: nobody knows when it will be sent.
      if (state !== "saving") ballot.show(item.memoryId, { state: "kept" });
    }
  };
  const look = () => {
    find();
    const { isKnown, isSender } = queue.snapshot;
    if (!isKnown || !isSender) return;
    const pending = new Set(votes().map(({ memoryId }) => memoryId));
    for (const [memoryId, { state, item }] of ballot.standings) {
      // Delivered before this module came, or by another tab, which had no time to say so.
      if (state === "kept" && !item && !pending.has(memoryId)) settled(ballot, memoryId);
    }
  };
  look();
  for (const { item } of ballot.standings.values()) {
    // It was quicker than this module.
    if (item && !queue.pending().includes(item)) void item.settled.then((end) => moved(end.state, item, "error" in end && end.error));
  }
  followTabs(ballot);
  queue.subscribe(look);
}
