// @ts-check
import { MemoryError } from "mem0-feedback";
import { QueueEvent } from "mem0-feedback/queue";
import { announce } from "./announcement.js";
import { element } from "./element.js";
import { storedFeedback } from "./sandbox.js";
import { brief } from "./wording.js";

/**
 * @typedef {import("mem0-feedback").Feedback} Feedback
 * @typedef {import("mem0-feedback/queue").FeedbackQueue} FeedbackQueue
 * @typedef {import("mem0-feedback/queue").QueueState} QueueState
 * @typedef {import("./sandbox.js").Memory} Memory
 * @typedef {import("./sandbox.js").Row} Row
 */

/** The votes that the server holds, the queue that brings it more, and the elements that take them. */
export class Votes {
  /** What delivers them. */
  queue;
  #owner;
  /** @type {Map<string, Row>} by memory */
  #stored = new Map();

  /**
   * @param {FeedbackQueue} queue
   * @param {string} owner of the votes
   */
  constructor(queue, owner) {
    this.queue = queue;
    this.#owner = owner;
  }

  /** Asks the server anew. Returns the copies of feedback that it was given, the oldest first. */
  async read() {
    const { current, history } = await storedFeedback();
    this.#stored = new Map(current.map((row) => [row.memory_id, row]));
    return history;
  }

  /** The memories with a vote: those that the server holds, with what waits. */
  get voted() {
    const votes = new Map([...this.#stored].map(([memoryId, { feedback }]) => [memoryId, feedback]));
    for (const { memoryId, feedback } of this.queue.pending()) votes.set(memoryId, feedback.feedback);
    return [...votes].filter(([, feedback]) => feedback !== null).map(([memoryId]) => memoryId);
  }

  /** Takes all of them back. */
  takeBack() {
    for (const memoryId of this.voted) this.queue.add({ memoryId, feedback: null });
  }

  /**
   * Thumbs for a memory, and below them why its vote was refused.
   *
   * @param {Memory} memory
   */
  thumbs({ id, memory }) {
    const { feedback, feedback_reason: reason } = this.#stored.get(id) ?? {};
    const thumbs = element("mem0-feedback", { "memory-id": id, label: memory, value: feedback ?? "", reason });
    return this.#connected(thumbs, [id]);
  }

  /**
   * Thumbs for all of some memories at once, and below them why a vote was refused.
   *
   * @param {Memory[]} memories
   * @param {string} label
   * @param {Node} shown of the label
   */
  thumbsForAll(memories, label, shown) {
    const memoryIds = memories.map(({ id }) => id);
    return this.#connected(element("mem0-feedback-set", { "memory-ids": memoryIds.join(" "), label }, shown), memoryIds);
  }

  /**
   * Calls back when a feedback has come to a state.
   *
   * @param {QueueState[]} states
   * @param {(item: import("mem0-feedback/queue").QueueItem, error: unknown) => void} listener
   */
  when(states, listener) {
    for (const state of states) {
      this.queue.addEventListener(state, (event) => {
        if (event instanceof QueueEvent && event.item) listener(event.item, event.error);
      });
    }
  }

  /**
   * @template {import("mem0-feedback/element").FeedbackElement} Thumbs
   * @param {Thumbs} thumbs
   * @param {string[]} memoryIds
   * @returns {[Thumbs, HTMLElement]}
   */
  #connected(thumbs, memoryIds) {
    const trouble = element("div", { class: "trouble" });
    thumbs.addEventListener("mem0-feedback-error", ({ detail: { error } }) => {
      trouble.replaceChildren(...explained(error));
      announce(`Refused${error instanceof Error ? `, ${error.name}` : ""}: ${brief(thumbs.label)}. You can try again.`);
    });
    this.when(["queued"], ({ memoryId }) => {
      if (memoryIds.includes(memoryId)) trouble.replaceChildren();
    });
    return [Object.assign(thumbs, { queue: this.queue, owner: this.#owner }), trouble];
  }
}

/** @param {unknown} error */
function explained(error) {
  // Another tab sent it, and has set the reason aside.
  if (error === undefined) return ["The queue on this page has the reason."];
  if (!(error instanceof MemoryError)) return [String(error)];
  const name = element("code", {}, `${error.name} ${error.errorCode}`);
  const advice = error.suggestion ? element("p", { class: "note" }, error.suggestion) : "";
  return [name, error.message, advice];
}
