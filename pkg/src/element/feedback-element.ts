import type { FeedbackQueue } from "../queue.js";
import type { ReasonCode } from "../reason-codes.js";
import type { Feedback } from "../types.js";
import type { Actions } from "./actions.js";
import { appearance } from "./appearance.js";
import { Ballot, isPending, type Client, type Standing, type VoteState } from "./ballot.js";
import { iconOf } from "./icons.js";
import { whenIdle } from "./idle.js";
import { textsFor } from "./language.js";
import { make } from "./make.js";
import { painted } from "./painted.js";
import { parts } from "./parts.js";
import { english, type Texts } from "./texts/en.js";
import { NO_VOTE, voteOf, type Vote } from "./vote.js";

/** What the events of an element tell. */
export interface FeedbackDetail {
  /** The memories that it is about. */
  readonly memoryIds: readonly string[];
  /** The vote; `null` when it was taken back. */
  readonly value: Feedback | null;
  /** Why, in words. */
  readonly reason: string | null;
  /** Why, by code. */
  readonly reasonCodes: readonly ReasonCode[];
  /** Why it was refused: of `mem0-feedback-error`. */
  readonly error?: unknown;
}

/** From what matters most to what matters least. */
const STATES: VoteState[] = ["failed", "kept", "saving", "saved", ""];

let template: HTMLElement | undefined;
/** Elements of which nobody watches yet whether they are seen. */
const unseen = new Set<FeedbackElement>();

/** On a server there is no such class, and the module can be imported all the same. */
const Base = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

/**
 * `<mem0-feedback memory-id="…">`: asks whether a memory was useful.
 *
 * Votes are written down within the click, and delivered by a queue.
 */
export class FeedbackElement extends Base {
  static readonly formAssociated = true;
  static readonly observedAttributes: readonly string[] = [
    "memory-id", "queue", "label", "memory-ids", "value", "owner", "lang", "readonly",
  ];

  /** The memory that is asked about. */
  declare memoryId: string;
  /** The relay's token that came with the memory. */
  declare scope: string;
  /** The reason in words, as the host holds it. */
  declare reason: string;
  /** What the memory says: it tells the groups of a page apart for screen readers. */
  declare label: string;
  /** Whose votes these are: a user's id, say. */
  declare owner: string;
  /** In a form. */
  declare name: string;
  /** Takes no vote, as a button. */
  declare disabled: boolean;
  /** Shows the vote and takes none. */
  declare readOnly: boolean;

  /** What sends, if not the client of `configure()`: a `MemoryClient`, or options for one. */
  declare client: Client | undefined;
  /** @internal Once its attributes are known. */
  declare ballot: Ballot;
  /** @internal Around thumbs, status and actions. */
  readonly row = (template ??= newTemplate()).cloneNode(true) as HTMLElement;
  readonly #internals = this.attachInternals();
  readonly #root = this.attachShadow({ mode: "open" });
  #queue: FeedbackQueue | undefined;
  #unwatch: (() => void)[] = [];
  /** Between the callbacks for connecting and leaving: before the first one not all attributes are known. */
  #isThere: boolean | undefined;
  /** @internal What the page has said that the host holds, until there is a vote. */
  given: string | null | undefined;
  /** The ballot and the memories that know what was given. */
  #told: string | undefined;
  #isReflecting: boolean | undefined;
  /**
   * @internal Whether it says what becomes of the vote: of several elements of a memory, the one that
   * was clicked; all, once the vote is kept or has failed.
   */
  declare isOwn: boolean;
  #actions: Promise<Actions> | undefined;
  /** After which it is rendered. */
  #frame: Promise<void> | undefined;

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [appearance()];
    this.#root.append(this.row);
    // A slotted icon is no part of the button for whom the event is about.
    this.row.children[1]!.addEventListener("click", this);
  }

  /** @internal */
  handleEvent(event: Event): void {
    // Of all that the event passes only a button has a form's action.
    const button = (event.composedPath() as HTMLButtonElement[]).find(({ formAction }) => formAction);
    if (!button || this.isFixed) return;
    const { vote } = this;
    const value = button.value as Feedback;
    const isSameSide = /NEG/.test(vote.feedback!) && /NEG/.test(value);
    this.cast(vote.feedback === value ? NO_VOTE : { ...(isSameSide ? vote : NO_VOTE), feedback: value });
    this.#act((actions) => actions.voted(vote));
  }

  /** The vote: `"POSITIVE"`, `"NEGATIVE"`, `"VERY_NEGATIVE"` or `null`. Set by a page it is what the host holds. */
  get value(): Feedback | null {
    return voteOf(this.getAttribute("value")).feedback;
  }

  set value(value: Feedback | Lowercase<Feedback> | null | undefined) {
    reflect(this, "value", value);
  }

  /** The share of votes after which the reason is asked for, 0 to 1; 1 if left out. It can always be given. */
  get askRate(): number {
    return Number(this.getAttribute("ask-rate") ?? 1);
  }

  set askRate(rate: number) {
    reflect(this, "ask-rate", rate);
  }

  /** The queue that delivers: its name, `"default"` if left out, or a queue. */
  get queue(): string | FeedbackQueue {
    return this.#queue ?? this.getAttribute("queue") ?? "default";
  }

  set queue(queue: string | FeedbackQueue | null | undefined) {
    this.#queue = undefined;
    if (queue && typeof queue === "object") this.#queue = queue;
    else reflect(this, "queue", queue);
    this.#attend();
  }

  /** The form that it is in. */
  get form(): HTMLFormElement | null {
    return this.#internals.form;
  }

  /** @internal The memories that a vote is about. */
  get subjects(): string[] {
    return this.memoryId ? [this.memoryId] : [];
  }

  /** @internal */
  get texts(): Texts {
    return textsFor(this, () => this.render());
  }

  /** @internal */
  get standings(): Standing[] {
    return this.ballot ? this.subjects.map((memoryId) => this.ballot.of(memoryId)) : [];
  }

  /** @internal The vote on all of its memories; of several votes none. */
  get vote(): Vote {
    const [first, ...rest] = this.standings;
    return first && rest.every(({ vote }) => vote.feedback === first.vote.feedback) ? first.vote : NO_VOTE;
  }

  /** @internal Whether it takes no vote. */
  get isFixed(): boolean {
    return this.readOnly || this.matches(":disabled");
  }

  connectedCallback(): void {
    for (const [property, value] of Object.entries(this)) {
      if (!(property in this.constructor.prototype)) continue;
      // Set before the element was defined: it hides the accessor.
      delete this[property as keyof this];
      this[property as "label"] = value;
    }
    this.#isThere = true;
    this.#attend();
  }

  disconnectedCallback(): void {
    this.#isThere = false;
    this.#leave();
    void this.#actions?.then((actions) => actions.end());
  }

  attributeChangedCallback(name: string, before: string | null, value: string | null): void {
    if (before === value || this.#isReflecting) return;
    if (name === "value") {
      this.given = value;
      this.#told = "";
    }
    this.#attend();
  }

  /** By its own attribute, too. */
  formDisabledCallback(): void {
    this.#attend();
  }

  /** @internal Takes a vote in, and says so. */
  cast(vote: Vote): void {
    this.ballot.client = this.client ?? this.ballot.client;
    this.given = undefined;
    this.isOwn = true;
    for (const memoryId of this.subjects) this.ballot.cast(memoryId, vote, this.scope);
    this.tell("change");
  }

  /** Opens the form for the reason. */
  ask(): void {
    this.#act((actions) => actions.ask(true));
  }

  /** @internal */
  tell(what: "change" | "sent" | "error" | "exposure", more?: { error: unknown }): void {
    const { feedback: value, feedbackReason: reason, reasonCodes } = this.vote;
    const detail: FeedbackDetail = { memoryIds: this.subjects, value, reason, reasonCodes, ...more };
    this.dispatchEvent(new CustomEvent(`mem0-feedback-${what}`, { bubbles: true, composed: true, detail }));
  }

  /** @internal What differs alone is written: most of a page's elements are as the template is. */
  render(): void {
    const { texts, row, standings } = this;
    const [, group, status] = row.children as HTMLCollectionOf<HTMLElement>;
    const isBad = standings.some(({ vote }) => /NEG/.test(vote.feedback!));
    if (isBad && !group!.children[2]) group!.append(thumb("VERY_NEGATIVE"));
    const state = this.#mark();
    reflect(row, "lang", texts.lang);
    reflect(row, "data-state", state);
    reflect(group!, "aria-label", `${texts.question} ${this.label}`.trim());
    for (const button of group!.children as HTMLCollectionOf<HTMLButtonElement>) {
      const grade = button.value as Feedback;
      reflect(button, "title", texts[grade]);
      reflect(button, "aria-label", texts[grade]);
      reflect(button, "aria-disabled", this.readOnly || null);
      button.disabled = this.matches(":disabled") || !standings.length;
      button.hidden = grade === "VERY_NEGATIVE" && !isBad;
    }
    this.isOwn ||= /k|f/.test(state);
    const says = this.isOwn && state ? texts[state === "saved" && !this.value ? "removed" : state] : "";
    if (status!.textContent !== says) status!.textContent = says;
    if (state || this.#actions) this.#act((actions) => actions.render());
  }

  /** Shows the vote alone, which is all that a click waits for; returns its state. */
  #mark(): VoteState {
    const { standings, row, vote: { feedback } } = this;
    const grades = standings.map(({ vote }) => vote.feedback);
    const state = STATES.find((it) => standings.some((standing) => standing.state === it)) ?? "";
    for (const button of row.children[1]!.children as HTMLCollectionOf<HTMLButtonElement>) {
      const grade = button.value as Feedback;
      reflect(button, "aria-pressed", feedback === grade ? "true" : grades.includes(grade) ? "mixed" : "false");
    }
    this.#isReflecting = true;
    if (this.value !== feedback) reflect(this, "value", feedback);
    this.#isReflecting = false;
    this.#internals.setFormValue(feedback);
    const { states } = this.#internals;
    states.clear();
    for (const name of [feedback && wordOf(feedback), state]) if (name) states.add(name);
    return state;
  }

  /** Shows the votes on its memories from now on. */
  #attend(): void {
    this.#leave();
    if (!this.#isThere) return;
    const ballot = (this.ballot = Ballot.of(this.queue, this.owner));
    const told = `${ballot.path} ${this.subjects}`;
    for (const memoryId of this.subjects) {
      this.#unwatch.push(ballot.watch(memoryId, () => {
        this.#mark();
        // Once for all news until a frame.
        if (this.#frame !== (this.#frame = painted())) void this.#frame.then(() => this.#isThere && this.render());
      }));
      // Not again, when it is moved: there may have been a vote elsewhere since.
      if (this.given !== undefined && this.#told !== told) confirm(ballot, memoryId, { ...voteOf(this.given), feedbackReason: this.reason || null });
    }
    this.#told = told;
    this.render();
    if (!unseen.size) whenIdle(() => parts.exposure().then(({ watch }) => watch(unseen), () => {
      // Nobody watches; what an earlier visit has left goes out all the same.
      unseen.forEach(({ ballot }) => ballot.deliver());
      unseen.clear();
    }));
    unseen.add(this);
  }

  #leave(): void {
    for (const end of this.#unwatch.splice(0)) end();
  }

  /** Does it once that part has come. */
  #act(does: (actions: Actions) => void): void {
    void painted().then(() => {
      if (!this.#isThere) return;
      this.#actions ??= parts.actions().then(({ Actions }) => new Actions(this));
      this.#actions.then(does, () => (this.#actions = undefined));
    });
  }
}

for (const property of ["owner", "memoryId", "scope", "name", "reason", "label"]) {
  const attribute = property.replace("I", "-i");
  Object.defineProperty(FeedbackElement.prototype, property, {
    get(this: Element) {
      return this.getAttribute(attribute) ?? "";
    },
    set(this: Element, value: string | null | undefined) {
      reflect(this, attribute, value);
    },
  });
}

for (const property of ["disabled", "readOnly"]) {
  const attribute = property.toLowerCase();
  Object.defineProperty(FeedbackElement.prototype, property, {
    get(this: Element) {
      return this.hasAttribute(attribute);
    },
    set(this: Element, isOn: boolean) {
      this.toggleAttribute(attribute, isOn);
    },
  });
}

/** As it is without a vote. */
function newTemplate(): HTMLElement {
  return make("div", { class: "row", part: "row", lang: "en", "data-state": "" },
    make("slot", { name: "label" }),
    make("div", { part: "votes", role: "group" }, thumb("POSITIVE"), thumb("NEGATIVE")),
    make("span", { part: "status", role: "status" }));
}

function thumb(grade: Feedback): HTMLElement {
  const name = wordOf(grade);
  const says = english[grade];
  return make(
    "button",
    { value: grade, part: `button ${name}`, title: says, "aria-label": says, "aria-pressed": "false" },
    make("slot", { name }, iconOf(grade)),
  );
}

/** As it is in names of slots, parts and states. */
function wordOf(grade: Feedback): string {
  return grade.toLowerCase().replace("_", "-");
}

/** The page says what its host holds. A vote on its way there is newer. */
function confirm(ballot: Ballot, memoryId: string, confirmed: Vote): void {
  ballot.show(memoryId, isPending(ballot.of(memoryId)) ? { confirmed } : { vote: confirmed, confirmed, state: "" });
}

/** Writes an attribute, unless it is so already. */
function reflect(element: Element, attribute: string, value: string | number | true | null | undefined): void {
  if (value == null) element.removeAttribute(attribute);
  else if (element.getAttribute(attribute) !== `${value}`) element.setAttribute(attribute, `${value}`);
}
