// @ts-check
import { MemoryError } from "mem0-feedback";
import { element, spoken } from "./element.js";
import { ReasonForm } from "./reason-form.js";
import { COMPLAINTS, PRAISE, brief, saying, span } from "./wording.js";

let places = 0;
/** The line whose form was opened last: one form is open at a time. @type {VoteLine | null} */
let open = null;

/**
 * What has become of a vote, in words, with the way to a reason or to another attempt.
 */
export class VoteLine {
  /** The line and, below it, the reason's place. */
  root = element("div", { class: "vote" });
  #memory;
  #ballot;
  #form;
  #status = element("p", { class: "status", tabindex: "-1" });
  #why = element("button", { type: "button", class: "quiet why", "aria-expanded": "false" });
  #retry = element("button", { type: "button", class: "quiet retry" });
  #trouble = element("div", { class: "trouble" });
  #said = element("p", { class: "said" });

  /**
   * @param {import("./sandbox.js").Memory} memory
   * @param {import("./ballot.js").Ballot} ballot
   * @param {...HTMLElement} beside what else is to stand in the line
   */
  constructor(memory, ballot, ...beside) {
    this.#memory = memory;
    this.#ballot = ballot;
    places += 1;
    const id = `reason-${places}`;
    this.#form = new ReasonForm(memory, ballot, id, () => this.#close());
    this.#why.setAttribute("aria-controls", id);
    this.#why.addEventListener("click", () => this.#toggle());
    const about = spoken(` ${brief(memory.memory)}`);
    this.#retry.append("Try again", about);
    this.#retry.addEventListener("click", () => {
      const { failure } = ballot.of(memory.id);
      if (failure) ballot.retry(failure.id);
      this.#status.focus();
    });
    const line = element("div", { class: "line" }, this.#status, ...beside, this.#retry, this.#why);
    this.root.append(line, this.#trouble, this.#said, this.#form.place);
  }

  /** Shows what is known now. */
  refresh() {
    const standing = this.#ballot.of(this.#memory.id);
    const { vote, state, failure } = standing;
    const quiet = state === "stored" && !vote.rating;
    this.root.hidden = quiet;
    this.root.dataset["state"] = state;
    this.#status.textContent = quiet ? "" : sentence(standing);
    this.#said.textContent = vote.rating ? reasonIn(vote) : "";
    this.#retry.hidden = !failure;
    this.#trouble.replaceChildren(...(failure ? explained(failure.error) : []));
    const asked = vote.reason || vote.codes.length > 0 ? "Edit reason" : "Add a reason";
    this.#why.replaceChildren(asked, spoken(` ${brief(this.#memory.memory)}`));
    if (vote.rating) {
      this.#why.hidden = false;
      if (!this.#form.place.hidden) this.#form.open();
    } else {
      this.#withdraw();
    }
  }

  /** Opens the form of a vote without taking the focus: a reason is no condition. */
  offerReason() {
    if (this.#ballot.of(this.#memory.id).vote.rating) this.#open();
  }

  #toggle() {
    if (!this.#form.place.hidden) return this.#shut();
    this.#open();
    this.#form.focus();
  }

  #open() {
    if (open && open !== this) open.#shut();
    open = this;
    this.#form.open();
    this.#why.setAttribute("aria-expanded", "true");
  }

  #shut() {
    this.#form.close();
    this.#why.setAttribute("aria-expanded", "false");
  }

  /** The button that opened the form gets the focus back. */
  #close() {
    this.#shut();
    this.#why.focus();
  }

  /** Without a vote there is nothing to give a reason for. */
  #withdraw() {
    const focused = this.root.contains(document.activeElement) && document.activeElement !== this.#retry;
    this.#shut();
    this.#form.drop();
    this.#why.hidden = true;
    if (focused) (this.#retry.hidden ? this.#status : this.#retry).focus();
  }
}

/** What a state of the queue's is called beside a vote; the words of the panel, said in full. */
const STATES = {
  queued: "queued",
  saved: "saved, not sent yet",
  sending: "sending…",
  sent: "sent",
  superseded: "superseded",
  refused: "refused",
  stored: "stored",
};

/** @param {import("./ballot.js").Standing} standing */
function sentence({ vote, state, tookMs, failure }) {
  if (failure) return `Refused: ${failure.vote.rating ? saying(failure.vote.rating) : "taking it back"}`;
  const what = vote.rating ? saying(vote.rating) : "Taken back";
  return `${what} · ${STATES[state]}${state === "sent" && tookMs !== null ? ` in ${span(tookMs)}` : ""}`;
}

/** @param {import("./ballot.js").Vote} vote */
function reasonIn({ reason, codes }) {
  const labels = codes.map((code) => PRAISE[code] ?? COMPLAINTS[code] ?? code);
  return [...labels, reason].filter(Boolean).join(" · ");
}

/** @param {unknown} error */
function explained(error) {
  // Another tab sent it, and has set the reason aside.
  if (error === undefined) return ["The queue on this page has the reason."];
  if (!(error instanceof MemoryError)) return [String(error)];
  const name = element("code", {}, `${error.name} ${error.errorCode}`);
  const advice = error.suggestion ? element("p", { class: "advice" }, error.suggestion) : "";
  return [name, error.message, advice];
}
