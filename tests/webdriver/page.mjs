// Visitors and their pages with the face of Playwright's, as far as the tests of the demo use it, for
// browsers that only WebDriver drives: https://playwright.dev/docs/api/class-page
import { EventEmitter } from "node:events";
import { rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { By } from "selenium-webdriver";
import { BrowserSession, until } from "../browsers/browser-session.mjs";
import { newProfile } from "../browsers/engines.mjs";
import { DRIVERS } from "./drivers.mjs";
import { keyOf, Locator } from "./locator.mjs";

const PROFILES = fileURLToPath(new URL("../../target/profiles", import.meta.url));
/** So long after it was left a document may still be heard, in milliseconds. */
const LAST_WORDS = 100;
let visitors = 0;

/** A visitor: a browser of its own with an empty profile. Event: `page`. */
export class Visitor extends EventEmitter {
  #engine;
  #session;
  #profile;
  #viewport;
  #pages = [];

  /** Starts an engine by name. */
  static async start(engine, { viewport, colorScheme } = {}) {
    const visitor = new Visitor();
    visitor.#engine = engine;
    visitor.#viewport = viewport;
    visitors += 1;
    visitor.#profile = join(PROFILES, `visitor-${process.pid}-${visitors}`);
    visitor.#session = await BrowserSession.start(engine, newProfile(visitor.#profile), { colorScheme, isWatched: true });
    await DRIVERS[engine].listen(visitor.#session, (type, text) => visitor.#tell(type, text));
    return visitor;
  }

  async newPage() {
    const tab = await this.#session.open("about:blank");
    const page = new Page(tab);
    this.#pages.push(page);
    if (this.#viewport) await DRIVERS[this.#engine].resize(this.#session, tab, this.#viewport);
    this.emit("page", page);
    return page;
  }

  /** Those of its first page. */
  cookies() {
    return this.#pages[0].inFrame(undefined, (driver) => driver.manage().getCookies());
  }

  async close() {
    await this.#session.kill();
    // A process that is just ending may still write into it.
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 10 });
  }

  /** WebKit does not say of which page it speaks: all of a visitor's are told. */
  #tell(type, text) {
    if (DRIVERS[this.#engine].onLeaving.test(text) && this.#pages.some((page) => page.isLeft)) return;
    for (const page of this.#pages) page.emit("console", { type: () => type, text: () => text });
  }
}

/** A page in a tab. Event: `console`, for requests without an answer, too. */
export class Page extends EventEmitter {
  patience = 30_000;
  /** Whether a document of it is being left, or was just now. */
  isLeft = false;
  keyboard = { press: (key) => this.#press(key) };
  #tab;
  #hasDocument = false;

  constructor(tab) {
    super();
    this.#tab = tab;
  }

  setDefaultTimeout(milliseconds) {
    this.patience = milliseconds;
  }

  goto(url) {
    return this.#leave(() => this.#tab.navigate(url));
  }

  reload() {
    return this.#leave(() => this.#tab.reload());
  }

  close() {
    return this.#leave(() => this.#tab.close());
  }

  async #leave(action) {
    // The first document takes the place of an empty one, which has asked for nothing.
    this.isLeft = this.#hasDocument;
    this.#hasDocument = true;
    try {
      await action();
      await sleep(LAST_WORDS);
    } finally {
      this.isLeft = false;
    }
  }

  async #press(key) {
    await this.#tab.press(keyOf(key));
    // It leads from the last control of a page to those of Firefox, where WebDriver's keys do not follow.
    if (key === "Tab") await this.evaluate(() => document.hasFocus() || window.focus());
  }

  locator(css) {
    return new Locator(this).locator(css);
  }

  getByRole(role, options) {
    return new Locator(this).getByRole(role, options);
  }

  getByText(text, options) {
    return new Locator(this).getByText(text, options);
  }

  /** What is in a frame. */
  frameLocator(css) {
    return new Locator(this, css);
  }

  fill(css, text) {
    return this.locator(css).fill(text);
  }

  press(css, key) {
    return this.locator(css).press(key);
  }

  evaluate(told, value) {
    return this.inFrame(undefined, (driver) => driver.executeScript(`return (${told})(...arguments);`, value));
  }

  waitForFunction(told, value) {
    return until(() => this.evaluate(told, value), `never so: ${told}`, this.patience);
  }

  waitForTimeout(milliseconds) {
    return sleep(milliseconds);
  }

  /** What is in view: WebDriver shows no more of a page. */
  async screenshot({ path }) {
    await writeFile(path, await this.inFrame(undefined, (driver) => driver.takeScreenshot()), "base64");
  }

  /** Does something with WebDriver in the frame that a selector finds, or in the page itself. */
  inFrame(css, action) {
    return this.#tab.in(async (driver) => {
      if (!css) return action(driver);
      await driver.switchTo().frame(await driver.findElement(By.css(css)));
      try {
        return await action(driver);
      } finally {
        await driver.switchTo().defaultContent();
      }
    });
  }
}
