// @ts-check
import { QueueEvent } from "mem0-feedback/queue";
import { byId, element, spoken } from "./element.js";
import { brief, saying } from "./wording.js";

/**
 * @typedef {import("mem0-feedback/queue").QueueState} QueueState
 * @typedef {import("mem0-feedback/queue").StoredFeedback} StoredFeedback
 *
 * @typedef {object} Shown what is said of a feedback in the queue
 * @property {string} id
 * @property {StoredFeedback | undefined} [feedback]
 * @property {QueueState} state
 * @property {unknown} error of its last attempt
 */

/** So many that were sent or superseded stay in sight. */
const SHOWN = 5;

/** What the queue holds, what it has delivered, and what was refused: the newest first. */
export class QueueView {
  #queue;
  #memories;
  #list = byId("queue-items", HTMLOListElement);
  /** @type {Map<string, HTMLLIElement>} by id */
  #rows = new Map();

  /**
   * @param {import("./votes.js").Votes} votes
   * @param {Map<string, import("./sandbox.js").Memory>} memories by id
   */
  constructor(votes, memories) {
    this.#queue = votes.queue;
    this.#memories = memories;
    votes.when(["queued", "saved", "sending", "sent", "superseded", "refused"], (item, error) => this.#follow(item, error));
    this.#queue.addEventListener("warning", (event) => {
      if (event instanceof QueueEvent) this.#warn(event.error);
    });
    this.#queue.subscribe(() => this.#refresh());
    this.#refresh();
  }

  /** @param {string} id */
  #stateOf(id) {
    return this.#rows.get(id)?.dataset["state"];
  }

  get #refused() {
    return [...this.#rows.keys()].filter((id) => this.#stateOf(id) === "refused");
  }

  /**
   * @param {import("mem0-feedback/queue").QueueItem} item
   * @param {unknown} error
   */
  #follow({ id, feedback, state }, error) {
    this.#show({ id, feedback, state, error: state === "sent" || state === "superseded" ? undefined : error });
    this.#trim();
    this.#count();
  }

  #refresh() {
    for (const { id, feedback, state } of this.#queue.pending()) {
      if (!this.#rows.has(id)) this.#show({ id, feedback, state, error: undefined });
    }
    const { pending, isSender, isKnown, isDurable } = this.#queue.snapshot;
    const link = byId("pending", HTMLAnchorElement);
    link.hidden = pending === 0;
    link.textContent = `${pending} pending`;
    const others = isKnown ? "Another tab sends" : "Asking which tab sends";
    byId("queue-sender", HTMLParagraphElement).textContent = isSender ? "This tab sends" : others;
    if (!isDurable) this.#warn("This browser stores nothing here: what is pending ends with the page.");
    this.#count();
    this.#showLetters();
  }

  #count() {
    const { pending, sent } = this.#queue.snapshot;
    const figures = Object.entries({ Pending: pending, Sent: sent, Refused: this.#refused.length });
    byId("queue-tally", HTMLParagraphElement).replaceChildren(
      ...figures.map(([what, number]) => element("span", {}, `${what} `, element("strong", {}, String(number)))),
    );
  }

  /** What was refused, in earlier visits and by other tabs too, less what was given again. */
  async #showLetters() {
    const shown = this.#refused;
    try {
      const letters = await this.#queue.deadLetters.list();
      for (const { id, feedback, error } of letters) this.#show({ id, feedback, state: "refused", error });
      for (const id of shown) if (!letters.some((letter) => letter.id === id)) this.#drop(id);
      this.#count();
    } catch (error) {
      this.#warn(error);
    }
  }

  /** @param {unknown} trouble that is about no feedback of its own */
  #warn(trouble) {
    const note = byId("queue-note", HTMLParagraphElement);
    note.classList.remove("hint");
    note.textContent = String(trouble);
  }

  /** @param {Shown} item */
  #show(item) {
    const row = this.#rowOf(item);
    const known = this.#rows.get(item.id);
    this.#rows.set(item.id, row);
    if (known) return known.replaceWith(row);
    const ids = [...this.#rows.keys()].sort();
    const older = ids[ids.indexOf(item.id) - 1];
    this.#list.insertBefore(row, (older && this.#rows.get(older)) || null);
  }

  /** @param {Shown} item */
  #rowOf({ id, feedback, state, error }) {
    const memory = brief(this.#memories.get(feedback?.memoryId ?? "")?.memory ?? "");
    const what = feedback ? saying(feedback.feedback) : "Unreadable";
    const row = element(
      "li",
      { class: "item", "data-state": state },
      element("span", { class: "state" }, state),
      " ",
      element("span", { class: "about" }, element("strong", {}, what), ` ${memory}`),
      " ",
      ...trouble(error, state),
    );
    if (state === "refused" && feedback) row.append(this.#retry(id, memory));
    return row;
  }

  /**
   * @param {string} id
   * @param {string} memory
   */
  #retry(id, memory) {
    const button = element("button", { type: "button", class: "quiet" }, "Try again", spoken(` ${memory}`));
    button.addEventListener("click", () => {
      this.#list.focus();
      this.#queue.deadLetters.retry([id]).catch((error) => this.#warn(error));
    });
    return button;
  }

  #trim() {
    const done = [...this.#rows.keys()].filter((id) => ["sent", "superseded"].includes(this.#stateOf(id) ?? ""));
    for (const id of done.sort().reverse().slice(SHOWN)) this.#drop(id);
  }

  /** @param {string} id */
  #drop(id) {
    this.#rows.get(id)?.remove();
    this.#rows.delete(id);
  }
}

/**
 * What went wrong: in a word as long as it will be tried again.
 *
 * @param {unknown} error a `MemoryError`, or what a letter keeps of one
 * @param {QueueState} state
 */
function trouble(error, state) {
  if (!error) return [];
  const { name, message, errorCode, code } = /** @type {Record<string, string>} */ (error);
  const known = errorCode ?? code ?? name ?? "";
  if (state !== "refused") return [element("span", { class: "code" }, spoken("after "), known)];
  return [element("span", { class: "why" }, element("code", {}, `${name} ${known}`), ` ${message}`)];
}
