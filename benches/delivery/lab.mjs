// One run: a browser on a profile of its own, the sender's page, and the server at the other end.
import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { BrowserSession, until } from "../../tests/browsers/browser-session.mjs";
import { newProfile } from "../../tests/browsers/engines.mjs";
import { Collector } from "../peers/collector.mjs";
import { Pages } from "../peers/pages.mjs";

const PROFILES = fileURLToPath(new URL("../../target/profiles", import.meta.url));
/** So long a copy that should not be may take to arrive, in milliseconds. */
const AFTERMATH = 3_000;

export class Lab {
  /** The names of the votes. */
  votes;
  #pages;
  #collector;
  #profile;
  #session;
  /** The votes of each tab. */
  #shown = new Map();

  /** `folder` is that of the built page. */
  async begin(folder, clicks) {
    const run = randomBytes(4).toString("hex");
    this.votes = Array.from({ length: clicks }, (_, index) => `vote-${run}-${index}`);
    this.#profile = join(PROFILES, `delivery-${run}`);
    this.#pages = await Pages.listen(folder);
    this.#collector = await Collector.listen();
    await this.startBrowser();
  }

  /** A page that sends nothing. */
  get elsewhere() {
    return this.#pages.elsewhere;
  }

  /** What every event meets from now on. */
  fail(fault) {
    this.#collector.fail(fault);
  }

  /** Starts the browser on what it has left in its profile. */
  async startBrowser() {
    this.#session = await BrowserSession.start("chromium", newProfile(this.#profile));
  }

  /** Kills the browser and all of its processes. */
  async killBrowser() {
    await this.#session.kill();
  }

  /** Opens the page in a tab of its own, with a button for each of the votes. */
  async open(votes = []) {
    const tab = await this.#session.open(`${this.#pages.address}#${[this.#collector.address, ...votes]}`);
    const isReady = () => tab.run(() => "ready" in document.documentElement.dataset);
    await until(isReady, "the page never took clicks");
    this.#shown.set(tab, votes);
    return tab;
  }

  /** Clicks each of a tab's buttons once, one after the other as a person would. */
  async voteIn(tab) {
    for (const vote of this.#shown.get(tab)) await tab.click(`#${vote}`);
  }

  /** Waits until all votes have been taken, or too long, and for copies of them. */
  async settled(patience) {
    const all = () => this.#collector.taken.size === this.votes.length;
    // That some never arrive is for the count to tell.
    await until(all, "not all arrived", patience).catch(() => {});
    await sleep(AFTERMATH);
  }

  /** How many votes never arrived, and how many copies came beyond the first. */
  count() {
    const { taken } = this.#collector;
    const copies = this.votes.map((vote) => taken.get(vote) ?? 0);
    const lost = copies.filter((count) => count === 0).length;
    const doubled = copies.reduce((sum, count) => sum + Math.max(0, count - 1), 0);
    return { clicks: copies.length, lost, doubled };
  }

  /** Leaves nothing behind. */
  async end() {
    await this.#session?.kill();
    this.#pages?.close();
    this.#collector?.close();
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 10 });
  }
}
