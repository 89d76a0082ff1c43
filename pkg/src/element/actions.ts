import type { Vote } from "./vote.js";
import { isPending } from "./ballot.js";
import type { FeedbackElement } from "./feedback-element.js";
import { panelTexts } from "./texts/en-panel.js";
import { ACTIONS_CSS, dress } from "./actions-appearance.js";
import { make } from "./make.js";
import { retry } from "./outcome.js";
import { openPanel, type Panel } from "./panel.js";

/** Milliseconds for which a click can be undone; longer while the pointer or the focus is there. */
const UNDO = 30_000;

/** What can be done about a vote that was given: take it back, give it again, say why. */
export class Actions {
  readonly #host: FeedbackElement;
  readonly #retry: HTMLButtonElement;
  readonly #why: HTMLButtonElement;
  readonly #undo: HTMLButtonElement;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #panel: Panel | undefined;
  #isAwaiting = false;

  constructor(host: FeedbackElement) {
    this.#host = host;
    this.#retry = this.#button("retry", () => this.#giveAgain());
    this.#why = this.#button("why", () => this.ask(true));
    this.#undo = this.#button("undo", () => this.#takeBack());
    dress(host.shadowRoot!, ACTIONS_CSS);
    this.#arm();
    this.render();
  }

  /** After a click on a thumb, with the vote before it. */
  voted(before: Vote): void {
    const { feedback } = this.#host.vote;
    const isSameSide = feedback && before.feedback && (feedback === "POSITIVE") === (before.feedback === "POSITIVE");
    if (!isSameSide) this.#panel?.close(false);
    this.#awaits();
    if (Math.random() < this.#host.askRate) this.ask(false);
  }

  /** Opens the form for the reason. */
  ask(takesFocus: boolean): void {
    if (this.#panel || !this.#host.vote.feedback || !this.#host.isConnected) return;
    this.#panel = openPanel(this.#host, takesFocus, () => {
      this.#panel = undefined;
      this.render();
    });
    this.render();
  }

  render(): void {
    const { standings, vote, isFixed } = this.#host;
    this.#conclude();
    const texts = panelTexts(this.#host.texts);
    this.#retry.textContent = texts.retry;
    this.#why.textContent = texts.why;
    this.#undo.textContent = texts.undo;
    this.#retry.hidden = isFixed || standings.every(({ refused }) => !refused);
    this.#why.hidden = isFixed || !vote.feedback || !!this.#panel;
    this.#undo.hidden = isFixed || standings.every(({ before }) => !before);
  }

  /** The element has left the page. */
  end(): void {
    clearTimeout(this.#timer);
    this.#panel?.close(false);
  }

  #button(name: string, does: () => void): HTMLButtonElement {
    const button = make<HTMLButtonElement>("button", { type: "button", part: `action ${name}` });
    button.onclick = does;
    this.#host.row.append(button);
    return button;
  }

  /** Votes as before the last click. */
  #takeBack(): void {
    const { ballot, subjects, scope } = this.#host;
    const changed = subjects.filter((memoryId) => ballot.of(memoryId).before);
    // Pressed again before the frame in which the button goes.
    if (changed.length === 0) return;
    this.#host.isOwn = true;
    for (const memoryId of changed) {
      ballot.cast(memoryId, ballot.of(memoryId).before!, scope);
      ballot.show(memoryId, { before: undefined });
    }
    this.#host.tell("change");
    this.#panel?.close(false);
    this.#awaits();
    this.#focusThumb();
  }

  #giveAgain(): void {
    const { ballot, subjects, scope } = this.#host;
    const refused = subjects.filter((memoryId) => ballot.of(memoryId).refused);
    if (refused.length === 0) return;
    for (const memoryId of refused) void retry(ballot, memoryId, scope);
    this.#awaits();
    this.#focusThumb();
  }

  /** A vote is on its way. */
  #awaits(): void {
    this.#isAwaiting = true;
    this.#arm();
    this.#conclude();
  }

  /** Tells the page what came of it. */
  #conclude(): void {
    const { standings } = this.#host;
    if (!this.#isAwaiting || standings.some(isPending)) return;
    this.#isAwaiting = false;
    const failed = standings.find(({ state }) => state === "failed");
    if (failed) this.#host.tell("error", { error: failed.error });
    else this.#host.tell("sent");
  }

  /** Since the button that had the focus is gone. */
  #focusThumb(): void {
    (this.#host.row.querySelector<HTMLElement>("[aria-pressed=true]") ?? this.#host.row.querySelector("button"))?.focus();
  }

  /** In the end it is too late to undo, and enough has been said. */
  #arm(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.#undo.matches(":hover, :focus")) return this.#arm();
      const { ballot, subjects } = this.#host;
      for (const memoryId of subjects) {
        const isSaved = ballot.of(memoryId).state === "saved";
        ballot.show(memoryId, { before: undefined, ...(isSaved && { state: "" }) });
      }
    }, UNDO);
  }
}
