// @ts-check
import { QueueEvent } from "mem0-feedback/queue";

/**
 * @typedef {import("mem0-feedback").Feedback} Rating
 * @typedef {import("mem0-feedback").ReasonCode} ReasonCode
 * @typedef {import("mem0-feedback/queue").FeedbackQueue} FeedbackQueue
 * @typedef {import("mem0-feedback/queue").QueueItem} QueueItem
 * @typedef {import("mem0-feedback/queue").QueueState} QueueState
 * @typedef {import("./sandbox.js").Row} Row
 *
 * @typedef {object} Vote
 * @property {Rating | null} rating
 * @property {string} reason the voter's own words
 * @property {ReasonCode[]} codes
 *
 * @typedef {object} Standing what is known of the vote on one memory
 * @property {Vote} vote what to show: the last one given, until it is refused
 * @property {QueueState | "stored"} state of the last one given; `stored`: as the server holds it
 * @property {number | null} tookMs from the click to the delivery, in milliseconds
 * @property {{ id: string, vote: Vote, error: unknown } | null} failure of what was refused
 *
 * @typedef {object} Slot
 * @property {Vote} confirmed what the server holds
 * @property {QueueItem | null} item the last one in the queue
 * @property {number | null} began when that was given in this visit, in milliseconds of `performance`
 * @property {Standing} standing
 */

/** In the queue's words, from the click on. */
export const STATES = /** @type {const} */ (["queued", "saved", "sending", "sent", "superseded", "refused"]);
const NOTHING = Object.freeze({ rating: null, reason: "", codes: [] });

/** @param {Standing["state"]} state */
export function isPending(state) {
  return state === "queued" || state === "saved" || state === "sending";
}

/**
 * The votes on all memories, as the queue and the server know them. A vote shows at once, and after
 * a reload too; one that is refused goes back to what the server holds.
 *
 * Events: `cast`, with `detail.memoryIds`, for each click; `change`, with `detail.memoryId`;
 * `settled`, with `detail.memoryId`, when its last vote is no longer pending; `retried`, with
 * `detail.id`, when what was refused is in the queue again.
 */
export class Ballot extends EventTarget {
  #queue;
  /** @type {Map<string, Slot>} */
  #slots = new Map();

  /** @param {FeedbackQueue} queue */
  constructor(queue) {
    super();
    this.#queue = queue;
    for (const state of STATES) {
      queue.addEventListener(state, (event) => {
        if (!(event instanceof QueueEvent) || !event.item) return;
        if (state === "queued") this.#slot(event.item.memoryId).began = performance.now();
        this.#follow(event.item, event.error);
      });
    }
    queue.subscribe(() => queue.pending().forEach((item) => this.#find(item)));
  }

  /**
   * @param {string} memoryId
   * @returns {Standing}
   */
  of(memoryId) {
    return this.#slot(memoryId).standing;
  }

  /** The memories with a vote. */
  voted() {
    return [...this.#slots].filter(([, slot]) => slot.standing.vote.rating).map(([memoryId]) => memoryId);
  }

  /** Whether any vote is on its way. */
  get busy() {
    return this.#queue.snapshot.sending > 0;
  }

  /**
   * Takes over what the server holds; what is pending goes on being shown.
   *
   * @param {Row[]} rows
   */
  readBack(rows) {
    for (const { memory_id, feedback, feedback_reason } of rows) {
      const slot = this.#slot(memory_id);
      slot.confirmed = { rating: feedback, reason: feedback_reason ?? "", codes: [] };
      if (!isPending(slot.standing.state)) this.#show(memory_id, { vote: slot.confirmed, state: "stored" });
    }
  }

  /**
   * @param {string} memoryId
   * @param {Vote} vote
   */
  cast(memoryId, vote) {
    this.#castAll([memoryId], vote);
  }

  /**
   * Another thumb: a reason stays while the vote stays on its side. The thumb that is down already
   * comes up again.
   *
   * @param {string} memoryId
   * @param {Rating} rating
   */
  press(memoryId, rating) {
    const { vote } = this.of(memoryId);
    if (vote.rating === rating) return this.cast(memoryId, NOTHING);
    const sameSide = vote.rating !== null && (vote.rating === "POSITIVE") === (rating === "POSITIVE");
    this.cast(memoryId, sameSide ? { ...vote, rating } : { ...NOTHING, rating });
  }

  /** @param {string} id of what was refused */
  async retry(id) {
    await this.#queue.deadLetters.retry([id]);
    this.dispatchEvent(new CustomEvent("retried", { detail: { id } }));
  }

  /** Takes all votes back. */
  takeAllBack() {
    this.#castAll(this.voted(), NOTHING);
  }

  /**
   * @param {string[]} memoryIds
   * @param {Vote} vote
   */
  #castAll(memoryIds, { rating, reason, codes }) {
    for (const memoryId of memoryIds) {
      this.#queue.add({ memoryId, feedback: rating, feedbackReason: reason, reasonCodes: codes });
    }
    this.dispatchEvent(new CustomEvent("cast", { detail: { memoryIds } }));
  }

  /**
   * Follows an item, unless a newer one on the same memory is known.
   *
   * @param {QueueItem} item
   * @param {unknown} error
   */
  #follow(item, error) {
    const { memoryId, state } = item;
    const slot = this.#slot(memoryId);
    if (slot.item && item.id < slot.item.id) return;
    slot.item = item;
    const vote = voteOf(item);
    if (isPending(state)) return this.#show(memoryId, { vote, state, tookMs: null, failure: null });
    if (state === "sent") {
      const tookMs = slot.began === null ? null : performance.now() - slot.began;
      slot.confirmed = vote;
      this.#show(memoryId, { vote, state, tookMs });
    } else if (state === "refused") {
      this.#show(memoryId, { vote: slot.confirmed, state, failure: { id: item.id, vote, error } });
    } else {
      // By another tab's vote, which this one has not seen: the server will say.
      this.#show(memoryId, { vote: slot.confirmed, state: "stored" });
    }
    this.dispatchEvent(new CustomEvent("settled", { detail: { memoryId } }));
  }

  /** @param {QueueItem} item that may be of an earlier visit, of which no event has told */
  #find(item) {
    const known = this.#slot(item.memoryId).item;
    if (known && known.id >= item.id) return;
    this.#slot(item.memoryId).began = null;
    this.#follow(item, undefined);
  }

  /**
   * @param {string} memoryId
   * @param {Partial<Standing>} news
   */
  #show(memoryId, news) {
    const slot = this.#slot(memoryId);
    slot.standing = { ...slot.standing, ...news };
    this.dispatchEvent(new CustomEvent("change", { detail: { memoryId } }));
  }

  /** @param {string} memoryId */
  #slot(memoryId) {
    let slot = this.#slots.get(memoryId);
    if (!slot) {
      const standing = /** @type {Standing} */ ({ vote: NOTHING, state: "stored", tookMs: null, failure: null });
      slot = /** @type {Slot} */ ({ confirmed: NOTHING, item: null, began: null, standing });
      this.#slots.set(memoryId, slot);
    }
    return slot;
  }
}

/** @param {QueueItem} item */
export function voteOf({ feedback }) {
  return { rating: feedback.feedback, reason: feedback.feedbackReason ?? "", codes: feedback.reasonCodes };
}
