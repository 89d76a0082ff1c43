import type { ReasonCheck, ReasonFinding } from "../reason.js";
import type { Feedback } from "../types.js";
import { make } from "./make.js";
import { parts } from "./parts.js";
import type { PanelTexts } from "./texts/en-panel.js";

/** Milliseconds without a key before a reason is looked at. */
const PAUSE = 400;
/** Milliseconds that sending waits for a look at the reason. */
const PATIENCE = 1500;
/** The rest is of vague reasons. */
const FIRST: ReasonFinding[] = ["personal_data", "contradicts_rating", "shouting"];

/** What advice is about, and what can be done about it. */
export interface Subject {
  words: HTMLTextAreaElement;
  lang: string;
  feedback(): Feedback | null;
  /** Votes the other way. */
  voteOtherwise(): void;
  /** The advice is another. */
  changed(isPersonal: boolean): void;
}

/** A line of advice on a reason while it is written. It never stands in the way. */
export class Advice {
  /** A live region, there before its text. */
  readonly line = make("p", { class: "advice", part: "advice", role: "status" });
  readonly #says: PanelTexts;
  readonly #subject: Subject;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The text of which personal data may leave. */
  #warned: string | undefined;

  constructor(says: PanelTexts, subject: Subject) {
    this.#says = says;
    this.#subject = subject;
  }

  /** Looks at the words when the writer pauses. */
  look(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(30_000), PAUSE);
  }

  /** Whether the words may leave: personal data does after a warning only. */
  async mayGo(): Promise<boolean> {
    clearTimeout(this.#timer);
    const { value } = this.#subject.words;
    if (!value.trim() || this.#warned === value) return true;
    return !(await this.#look(PATIENCE));
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  /** Says what there is to say; resolves to whether there is personal data. */
  async #look(timeoutMs: number): Promise<boolean> {
    const { words, lang, feedback } = this.#subject;
    const { value } = words;
    const options = { feedback: feedback(), lang, timeoutMs };
    // Where it cannot be checked, it goes as it is.
    const check = value.trim()
      ? await parts.reason().then(({ checkReason }) => checkReason(value, options)).catch(() => undefined)
      : undefined;
    if (words.value !== value) return false;
    const isPersonal = check?.codes.includes("personal_data") ?? false;
    this.#warned = isPersonal ? value : undefined;
    this.line.replaceChildren(...(check && !check.ok ? this.#advice(check) : []));
    this.#subject.changed(isPersonal);
    return isPersonal;
  }

  #advice({ codes, suggestion }: ReasonCheck): (Node | string)[] {
    const { words, voteOtherwise } = this.#subject;
    const says = this.#says;
    const finding = FIRST.find((code) => codes.includes(code));
    this.line.dataset["finding"] = finding ?? "vague";
    if (finding === "personal_data") return [says.personal];
    const write = (text: string) => () => {
      words.value = text;
      words.focus();
      this.look();
    };
    const text = words.value.trim();
    const [label, does] = finding === "contradicts_rating"
      ? [says.otherwise, voteOtherwise]
      : finding === "shouting"
        ? [says.quietly, write(text.charAt(0).toLocaleUpperCase() + text.slice(1).toLocaleLowerCase())]
        : [says.goOn, write(text.replace(/[\p{P}\s]+$/u, "") + says.because)];
    const take = make<HTMLButtonElement>("button", { type: "button" }, label);
    take.onclick = does;
    return [`${suggestion} `, take];
  }
}
