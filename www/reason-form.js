// @ts-check
import { element, spoken } from "./element.js";
import { COMPLAINTS, PRAISE, brief } from "./wording.js";

/** @typedef {import("mem0-feedback").ReasonCode} ReasonCode */

/**
 * Why a vote was given: chips and a line of one's own words. Built when it first opens, since a
 * page of memories holds many that never do.
 */
export class ReasonForm {
  /** Where it opens. */
  place = element("div", { class: "reason" });
  #memory;
  #ballot;
  #onClose;
  /** @type {"praise" | "complaint" | null} */
  #side = null;
  /** @type {HTMLInputElement | null} */
  #words = null;

  /**
   * @param {import("./sandbox.js").Memory} memory
   * @param {import("./ballot.js").Ballot} ballot
   * @param {string} id of the place
   * @param {() => void} onClose called when the voter has sent it or sent it away
   */
  constructor(memory, ballot, id, onClose) {
    this.#memory = memory;
    this.#ballot = ballot;
    this.#onClose = onClose;
    this.place.id = id;
    this.place.hidden = true;
  }

  /** Opens with what was said before, and keeps a draft that belongs to the same side. */
  open() {
    const { vote } = this.#ballot.of(this.#memory.id);
    const side = vote.rating === "POSITIVE" ? "praise" : "complaint";
    if (side !== this.#side) {
      this.#side = side;
      this.place.replaceChildren(this.#form(side === "praise" ? PRAISE : COMPLAINTS, vote));
    }
    this.place.hidden = false;
  }

  /** Puts the cursor in. */
  focus() {
    this.place.querySelector("input")?.focus();
  }

  /** Closes; a draft stays. */
  close() {
    this.place.hidden = true;
  }

  /** Closes and drops the draft, which belonged to a vote that is gone. */
  drop() {
    this.close();
    this.#side = null;
  }

  /**
   * @param {Partial<Record<ReasonCode, string>>} choices
   * @param {import("./ballot.js").Vote} vote
   */
  #form(choices, vote) {
    const chips = Object.entries(choices).map(([code, label]) => {
      const checked = vote.codes.includes(/** @type {ReasonCode} */ (code));
      const box = element("input", { type: "checkbox", name: "code", value: code, checked });
      return element("label", { class: "chip" }, box, element("span", {}, label));
    });
    const about = brief(this.#memory.memory);
    const legend = element("legend", {}, "Why?", spoken(` ${about}`));
    this.#words = element("input", { type: "text", maxlength: 300, autocomplete: "off", value: vote.reason });
    const cancel = element("button", { type: "button", class: "quiet" }, "Not now");
    cancel.addEventListener("click", () => this.#leave());
    const form = element(
      "form",
      {},
      element("fieldset", { class: "chips" }, legend, ...chips),
      element("label", { class: "words" }, element("span", {}, "In your own words, if you like"), this.#words),
      element("div", { class: "actions" }, element("button", { class: "primary" }, "Send reason"), cancel),
    );
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      this.#leave();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send(new FormData(form).getAll("code"));
    });
    return form;
  }

  /** @param {FormDataEntryValue[]} chosen */
  #send(chosen) {
    const codes = /** @type {ReasonCode[]} */ (chosen.map(String));
    const reason = this.#words?.value.trim() ?? "";
    const { vote } = this.#ballot.of(this.#memory.id);
    if (vote.rating && (reason !== vote.reason || codes.join() !== vote.codes.join())) {
      this.#ballot.cast(this.#memory.id, { rating: vote.rating, reason, codes });
    }
    this.#leave();
  }

  #leave() {
    this.close();
    this.#onClose();
  }
}
