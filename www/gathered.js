// @ts-check
import { FeedbackAnalytics } from "mem0-feedback/analytics";

/** @typedef {import("mem0-feedback/analytics").AnalyticsRecord} AnalyticsRecord */

/** Milliseconds from an answer to the next question. */
const PAUSE = 2000;

/** What the relay has gathered from all visitors; asked for again and again while it is looked at. */
export class Gathered {
  #analytics = new FeedbackAnalytics();
  #known;
  #told;
  #last = "";
  #answered = () => {};
  /** @type {Promise<void>} until then there is nothing to report */
  #first = new Promise((resolve) => (this.#answered = resolve));
  #isFollowed = false;
  #isAsking = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {Promise<AnalyticsRecord[]>} known records beside those of the relay
   * @param {(trouble: unknown) => void} told of each answer: what is wrong with it, `undefined` if nothing is
   */
  constructor(known, told) {
    this.#known = known;
    this.#told = told;
    document.addEventListener("visibilitychange", () => void this.#ask());
  }

  /** @param {import("mem0-feedback/analytics").ReportOptions} options */
  async report(options) {
    await this.#first;
    return this.#analytics.report(options);
  }

  /** @param {() => void} changed */
  subscribe(changed) {
    return this.#analytics.subscribe(changed);
  }

  /** @param {boolean} isFollowed */
  follow(isFollowed) {
    this.#isFollowed = isFollowed;
    void this.#ask();
  }

  async #ask() {
    if (this.#isAsking) return;
    clearTimeout(this.#timer);
    if (!this.#isFollowed || document.hidden) return;
    this.#isAsking = true;
    try {
      await this.#read();
      this.#told(undefined);
    } catch (trouble) {
      this.#told(trouble);
    } finally {
      this.#isAsking = false;
      this.#timer = setTimeout(() => void this.#ask(), PAUSE);
    }
  }

  async #read() {
    const answer = await fetch("/analytics");
    if (!answer.ok) throw new Error(`the back end answered ${answer.status}`);
    const text = await answer.text();
    // So that the report is made anew only where it is another.
    if (text === this.#last) return;
    const { version, records } = JSON.parse(text);
    this.#analytics.restore({ version, records: [...(await this.#known), ...records] });
    this.#last = text;
    this.#answered();
  }
}
