import type { AnalyticsReport, ReportOptions } from "../analytics-report.js";
import { make } from "../element/make.js";
import { appearance } from "./appearance.js";
import { headerOf } from "./header.js";
import { wordsFor } from "./language.js";
import { save } from "./save.js";
import { consistencySection } from "./sections/consistency.js";
import { distributionSection } from "./sections/distribution.js";
import { answeringSection, changeSection, completionSection, satisfactionSection } from "./sections/figures.js";
import { mendedSection, toMendSection } from "./sections/memories.js";
import { reasonsSection } from "./sections/reasons.js";
import { trendSection } from "./sections/trend.js";
import type { Words } from "./words.js";

/** What makes reports: a `FeedbackAnalytics`. */
export interface ReportSource {
  /** The report that is asked for. */
  report(options: ReportOptions): Promise<AnalyticsReport> | AnalyticsReport;
  /** Calls back when there is more to report; what it returns ends that. */
  subscribe?(changed: () => void): () => void;
}

/** What the event of a report that could not be made tells. */
export interface ReportErrorDetail {
  /** What `report()` threw. */
  readonly error: unknown;
}

/** Memories that are listed. */
const LISTED = 10;
/** Milliseconds between two reports of what changes all the time. */
const PAUSE = 500;

/** What a report is asked for, by attribute and property. */
const ASKED = ["by", "from", "to", "change"] as const;

/** On a server there is no such class, and the module can be imported all the same. */
const Base = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

/**
 * `<mem0-feedback-report>`: shows what analytics say, and whether the memories get better.
 *
 * Shows its `report`, or makes one of its `analytics`, and a new one whenever those change.
 */
export class ReportElement extends Base {
  static readonly observedAttributes: readonly string[] = [...ASKED, "lang"];

  /** Width of the buckets of time: `"hour"`, `"day"` or `"week"`; `"day"` if left out. */
  declare by: string;
  /** From when on: a date, or milliseconds since 1970; from the first record on if left out. */
  declare from: string;
  /** The first moment that is not in it any more; to the last record if left out. */
  declare to: string;
  /** A moment at which something was changed: compares before and after. */
  declare change: string;

  readonly #root = this.attachShadow({ mode: "open" });
  /** Says that a report is made, or cannot be. */
  readonly #status = make("p", { class: "status", part: "status", role: "status" });
  #report: AnalyticsReport | undefined;
  #analytics: ReportSource | undefined;
  #unsubscribe: (() => void) | undefined;
  #isThere = false;
  #failure: unknown;
  /** Of the reports that were asked for, the last. */
  #asked = 0;
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [appearance()];
    this.#root.append(this.#status);
  }

  /** What is shown. */
  get report(): AnalyticsReport | undefined {
    return this.#report;
  }

  set report(report: AnalyticsReport | null | undefined) {
    this.#asked += 1;
    this.#failure = undefined;
    this.#report = report ?? undefined;
    this.#render();
  }

  /** What makes the report. */
  get analytics(): ReportSource | undefined {
    return this.#analytics;
  }

  set analytics(analytics: ReportSource | null | undefined) {
    const next = analytics ?? undefined;
    if (next === this.#analytics) return;
    this.#leave();
    // What the last ones have made, or are still making, is not shown as others' own.
    if (this.#analytics) this.report = undefined;
    this.#analytics = next;
    this.#attend();
    this.#render();
  }

  connectedCallback(): void {
    for (const name of ["report", "analytics", ...ASKED] as const) {
      if (!Object.hasOwn(this, name)) continue;
      // Set before the element was defined: it hides the accessor.
      const value = this[name];
      delete this[name];
      Object.assign(this, { [name]: value });
    }
    this.#isThere = true;
    this.#attend();
    this.#render();
  }

  disconnectedCallback(): void {
    this.#leave();
    this.#isThere = false;
  }

  attributeChangedCallback(name: string): void {
    if (name === "lang") this.#render();
    else this.#refreshIn(0);
  }

  /** Makes a new report of the analytics, and shows it. */
  async refresh(): Promise<void> {
    const asked = (this.#asked += 1);
    try {
      const report = await this.#analytics?.report(this.#options());
      if (asked === this.#asked && report) this.report = report;
    } catch (error) {
      if (asked !== this.#asked) return;
      this.#failure = error;
      this.#render();
      const detail: ReportErrorDetail = { error };
      this.dispatchEvent(new CustomEvent("mem0-feedback-report-error", { bubbles: true, composed: true, detail }));
    }
  }

  /** Makes a new report soon, and one of all that comes until then. */
  #refreshIn(ms: number): void {
    if (!this.#analytics || !this.#isThere) return;
    if (!ms) this.#wait();
    this.#pause ??= setTimeout(() => {
      this.#pause = undefined;
      void this.refresh();
    }, ms);
  }

  #attend(): void {
    if (!this.#isThere) return;
    this.#leave();
    this.#unsubscribe = this.#analytics?.subscribe?.(() => this.#refreshIn(PAUSE));
    this.#refreshIn(0);
  }

  #leave(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    this.#wait();
  }

  #wait(): void {
    clearTimeout(this.#pause);
    this.#pause = undefined;
  }

  #options(): ReportOptions {
    const [by, from, to, change] = ASKED.map((name) => this[name] || undefined);
    return { list: LISTED, by: by as ReportOptions["by"], from: momentOf(from), to: momentOf(to), change: momentOf(change) };
  }

  #render(): void {
    if (!this.#isThere) return;
    const words = wordsFor(this, () => this.#render());
    const { lang, counting, failed } = words.texts;
    const isCounting = !this.#report && this.#analytics;
    Object.assign(this.#status, { lang, textContent: this.#failure ? failed : isCounting ? counting : "" });
    const before = this.#root.querySelector(".report");
    const after = make("article", { class: "report", part: "report", lang, dir: lang === "ar" ? "rtl" : "ltr", "aria-labelledby": "title" },
      ...contentOf(this.#failure ? undefined : this.#report, words));
    if (before) resume(before, after, this.#root.activeElement);
    else this.#root.prepend(after);
  }
}

function contentOf(report: AnalyticsReport | undefined, words: Words): Node[] {
  if (!report) return [headerOf(words)];
  return [
    headerOf(words, report, () => save(report)),
    make("div", { class: "sections" },
      ...[distributionSection, trendSection, changeSection, completionSection, answeringSection, reasonsSection,
        satisfactionSection, consistencySection, toMendSection, mendedSection].flatMap((of) => of(report, words))),
  ];
}

for (const name of ASKED) {
  Object.defineProperty(ReportElement.prototype, name, {
    get(this: Element) {
      return this.getAttribute(name) ?? "";
    },
    set(this: Element, value: string | number | null | undefined) {
      if (value == null) this.removeAttribute(name);
      else this.setAttribute(name, `${value}`);
    },
  });
}

/** Puts one tree in another's place: what was unfolded stays so, and the focus where it was. */
function resume(before: Element, after: Element, focused: Element | null): void {
  const find = (key: string | undefined) => after.querySelector<HTMLDetailsElement>(`[data-key="${key}"]`);
  for (const open of before.querySelectorAll<HTMLElement>("details[open]")) find(open.dataset["key"])?.toggleAttribute("open", true);
  const key = focused?.closest<HTMLElement>("[data-key]")?.dataset["key"];
  before.replaceWith(after);
  const place = key && find(key);
  if (place) (place.querySelector<HTMLElement>("summary") ?? place).focus({ preventScroll: true });
}

/** A moment out of an attribute: milliseconds since 1970, or a date. */
function momentOf(text: string | undefined): number | undefined {
  if (!text) return undefined;
  return /^-?\d+$/.test(text) ? Number(text) : Date.parse(text);
}
