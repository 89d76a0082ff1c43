// One browser on one profile, the pages it opens, and the runs that are made with it.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { address } from "../sandbox.mjs";
import { BrowserSession, until } from "./browser-session.mjs";
import { newProfile } from "./engines.mjs";
import { Ledger } from "./ledger.mjs";
import { Project } from "./project.mjs";

const PROFILES = fileURLToPath(new URL("../../target/profiles", import.meta.url));
/** So long what was journalled may take to arrive once a page is open, in milliseconds. */
const PATIENCE = 20_000;
/** So long a copy that should not be may take to arrive, in milliseconds. */
const AFTERMATH = 500;

/** What a scenario is given: a browser, an origin for the pages, and the page server. */
export class Lab {
  /** The browser that is running. */
  session;
  #settings;
  #profile;

  /** `settings`: `browser`, `origin` (`same` or `cross`), `sender` and `pages`. */
  constructor(settings) {
    this.#settings = settings;
    this.#profile = join(PROFILES, `${settings.browser}-${process.pid}`);
  }

  /** Where pages report and die. */
  get pages() {
    return this.#settings.pages;
  }

  /** Starts the browser for the first time: nothing is in its profile. */
  async begin() {
    removeFolder(this.#profile);
    await this.start();
  }

  /** Starts the browser on what it has left in its profile. */
  async start() {
    this.session = await BrowserSession.start(this.#settings.browser, newProfile(this.#profile));
  }

  /** Leaves nothing behind. */
  async end() {
    await this.session?.kill();
    removeFolder(this.#profile);
  }

  /** A run with so many memories. */
  async run(memories) {
    return new Run(this, await Project.open(memories));
  }

  /** The address of the page, as its settings say. */
  page(settings) {
    const origin = this.#settings.origin === "same" ? address : this.pages.address;
    const asked = new URLSearchParams({ host: address, sender: this.#settings.sender, ...settings });
    return `${origin}/?${asked}`;
  }

  /** A page on which no vote can be cast. */
  get elsewhere() {
    return `${this.pages.address}/elsewhere.html`;
  }
}

/** The memories, clicks and copies that belong together. */
export class Run {
  ledger = new Ledger();
  #lab;
  #project;
  #tabs = 0;

  constructor(lab, project) {
    this.#lab = lab;
    this.#project = project;
  }

  /** The ids of its memories. */
  get memories() {
    return this.#project.memories;
  }

  /** Opens the page with all of the memories, or with some, and waits until it takes clicks. */
  async open({ memories = this.memories, ...settings } = {}) {
    this.#tabs += 1;
    const name = `tab${this.#tabs}`;
    const asked = { token: this.#project.key, memories: memories.join(), tab: name, ...settings };
    const tab = await this.#lab.session.open(this.#lab.page(asked));
    await tab.run(ready);
    return new Voter(this.ledger, tab, name, memories);
  }

  /** Comes back to the page and gives it time to deliver what is left; returns what still is. */
  async visit(settings) {
    const voter = await this.open({ memories: [], ...settings });
    await this.settled();
    const pending = await voter.pending();
    await voter.tab.close();
    return pending;
  }

  /** Waits until the last click on each of the memories has arrived, or too long; returns the milliseconds. */
  async settled(patience = PATIENCE, memories = this.memories) {
    const start = performance.now();
    const arrived = async () => this.ledger.isSettled(await this.#project.history(), memories);
    // That it never arrives is for the ledger to tell.
    await until(arrived, "not settled", patience).catch(() => {});
    return Math.round(performance.now() - start);
  }

  /** What became of the clicks so far. */
  async judge() {
    return this.ledger.judge(await this.#project.history());
  }

  /** The same, once nothing more can be under way. */
  async verdict() {
    await sleep(AFTERMATH);
    return this.judge();
  }
}

/** A tab in which votes are cast. */
export class Voter {
  #ledger;
  #name;
  #memories;
  #votes = 0;

  constructor(ledger, tab, name, memories) {
    this.#ledger = ledger;
    this.tab = tab;
    this.#name = name;
    this.#memories = memories;
  }

  /** Clicks on a grade of the memory at an index. */
  async vote(index, grade = "POSITIVE") {
    this.#note(this.#memories[index]);
    await this.tab.click(`#memory-${index} .${grade}`);
  }

  /** Clicks once on each of the memories, one after the other as a person would. */
  async voteAll() {
    for (const index of this.#memories.keys()) await this.vote(index);
  }

  /** Has the page vote on a memory that needs no button. */
  async voteOn(memory) {
    this.#note(memory);
    await this.tab.run((memory) => globalThis.vote(memory), memory);
  }

  /** Has the page vote by itself, once on each memory, so many milliseconds apart, and returns at once. */
  async voteByScript(pause) {
    for (const memory of this.#memories) this.#note(memory);
    await this.tab.run((memories, pause) => {
      for (const [at, memory] of memories.entries()) {
        if (pause === 0) globalThis.vote(memory);
        else setTimeout(globalThis.vote, at * pause, memory);
      }
    }, this.#memories, pause);
  }

  /** How many feedbacks its queue still holds once it has had time to learn of their arrival. */
  pending() {
    // Its size will not do: at first a queue does not know what earlier visits have left.
    return this.tab.run(async (timeoutMs) => (await globalThis.queue.flush({ timeoutMs })).pending, PATIENCE);
  }

  #note(memory) {
    this.#votes += 1;
    this.#ledger.clicked(memory, `${this.#name}-${this.#votes}`);
  }
}

/** In the page: waits until it takes clicks. */
async function ready() {
  const { dataset } = document.documentElement;
  while (!("ready" in dataset)) {
    if ("wrong" in dataset) throw new Error(dataset.wrong);
    await new Promise((resume) => setTimeout(resume, 5));
  }
}

/** A process that is just ending may still write into it. */
function removeFolder(place) {
  rmSync(place, { recursive: true, force: true, maxRetries: 10 });
}

/** Adds the numbers of one run to those of the runs before. */
export function sum(total, run) {
  const added = { ...total };
  for (const [name, value] of Object.entries(run)) added[name] = (added[name] ?? 0) + value;
  return added;
}
