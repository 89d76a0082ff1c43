// @ts-check
import { feedback, feedbackBatch } from "mem0-feedback";

/**
 * @typedef {import("mem0-feedback").Feedback} Rating
 * @typedef {import("mem0-feedback").ReasonCode} ReasonCode
 * @typedef {import("./sandbox.js").Row} Row
 *
 * @typedef {object} Vote
 * @property {Rating | null} rating
 * @property {string} reason the voter's own words
 * @property {ReasonCode[]} codes
 *
 * @typedef {object} Standing what is known of the vote on one memory
 * @property {Vote} vote what to show: the last one given, until it has failed
 * @property {"stored" | "sending" | "sent" | "failed"} state
 * @property {number} tookMs of the last vote that was sent, in milliseconds
 * @property {{ vote: Vote, error: unknown } | null} failure
 */

/** @returns {Vote} a new one each time, since a vote that waits is told by its identity */
function nothing() {
  return { rating: null, reason: "", codes: [] };
}

/**
 * The votes on all memories. A vote shows at once and is sent at once; one that fails goes back
 * to what the server holds. Of each memory one is on its way at a time, and a newer one waits for
 * it and replaces those that wait, so that the last click is also the last to arrive.
 *
 * Events: `cast`, with `detail.memoryIds`, for each click; `change`, with `detail.memoryId`;
 * `settled`, with `detail.memoryId`, when a vote has been sent or has failed and no newer one
 * waits.
 */
export class Ballot extends EventTarget {
  /** @type {Map<string, { confirmed: Vote, wanted: Vote, standing: Standing, busy: boolean }>} */
  #slots = new Map();

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
    return [...this.#slots.values()].some((slot) => slot.busy);
  }

  /**
   * Takes over what the server holds; what is being sent stays.
   *
   * @param {Row[]} rows
   */
  readBack(rows) {
    for (const { memory_id, feedback, feedback_reason } of rows) {
      const slot = this.#slot(memory_id);
      if (slot.busy) continue;
      slot.confirmed = slot.wanted = { rating: feedback, reason: feedback_reason ?? "", codes: [] };
      this.#show(memory_id, { vote: slot.wanted, state: "stored" });
    }
  }

  /**
   * @param {string} memoryId
   * @param {Vote} vote
   */
  cast(memoryId, vote) {
    const slot = this.#slot(memoryId);
    slot.wanted = vote;
    this.dispatchEvent(new CustomEvent("cast", { detail: { memoryIds: [memoryId] } }));
    this.#show(memoryId, { vote, state: "sending", failure: null });
    if (!slot.busy) this.#drain(memoryId);
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
    if (vote.rating === rating) return this.cast(memoryId, nothing());
    const sameSide = vote.rating !== null && (vote.rating === "POSITIVE") === (rating === "POSITIVE");
    this.cast(memoryId, sameSide ? { ...vote, rating } : { ...nothing(), rating });
  }

  /** @param {string} memoryId whose vote has failed */
  retry(memoryId) {
    const { failure } = this.of(memoryId);
    if (failure) this.cast(memoryId, failure.vote);
  }

  /** Takes all votes back, in one call. */
  async takeAllBack() {
    const idle = this.voted().filter((memoryId) => !this.#slot(memoryId).busy);
    this.dispatchEvent(new CustomEvent("cast", { detail: { memoryIds: idle } }));
    const vote = nothing();
    const began = performance.now();
    for (const memoryId of idle) this.#begin(memoryId, vote);
    const { results } = await feedbackBatch(idle.map((memoryId) => ({ memoryId, feedback: null })));
    for (const result of results) {
      this.#end(result.memoryId, vote, began, result.ok ? null : { vote, error: result.error });
      this.#drain(result.memoryId);
    }
  }

  /** @param {string} memoryId */
  async #drain(memoryId) {
    const slot = this.#slot(memoryId);
    while (slot.wanted !== slot.confirmed) {
      const vote = slot.wanted;
      const began = performance.now();
      this.#begin(memoryId, vote);
      try {
        await feedback({
          memoryId,
          feedback: vote.rating,
          feedbackReason: vote.reason,
          reasonCodes: vote.codes,
        });
        this.#end(memoryId, vote, began, null);
      } catch (error) {
        this.#end(memoryId, vote, began, { vote, error });
      }
    }
  }

  /**
   * @param {string} memoryId
   * @param {Vote} vote
   */
  #begin(memoryId, vote) {
    const slot = this.#slot(memoryId);
    slot.busy = true;
    slot.wanted = vote;
    this.#show(memoryId, { vote, state: "sending", failure: null });
  }

  /**
   * @param {string} memoryId
   * @param {Vote} vote
   * @param {number} began in milliseconds of `performance`
   * @param {{ vote: Vote, error: unknown } | null} failure
   */
  #end(memoryId, vote, began, failure) {
    const slot = this.#slot(memoryId);
    slot.busy = false;
    if (!failure) slot.confirmed = vote;
    if (slot.wanted !== vote) return;
    slot.wanted = slot.confirmed;
    const state = failure ? "failed" : "sent";
    this.#show(memoryId, { vote: slot.confirmed, state, failure, tookMs: performance.now() - began });
    this.dispatchEvent(new CustomEvent("settled", { detail: { memoryId } }));
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
      const vote = nothing();
      const standing = /** @type {Standing} */ ({ vote, state: "stored", tookMs: 0, failure: null });
      slot = { confirmed: vote, wanted: vote, busy: false, standing };
      this.#slots.set(memoryId, slot);
    }
    return slot;
  }
}
