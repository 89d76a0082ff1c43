// Elements by what people know of them, as Playwright's locators find them, for browsers that only WebDriver drives.
import { Key } from "selenium-webdriver";
import { until } from "../browsers/browser-session.mjs";
import { find } from "./find.mjs";

/** So long an element that is pressed stands still before, in milliseconds. */
const STANDING = 50;

/** The elements of a page, or of a frame in it, to which steps lead at the moment at which they are looked for. */
export class Locator {
  #page;
  #frame;
  #steps;

  constructor(page, frame, steps = []) {
    this.#page = page;
    this.#frame = frame;
    this.#steps = steps;
  }

  page() {
    return this.#page;
  }

  locator(css) {
    return this.#then({ kind: "css", value: css });
  }

  getByRole(role, { name, exact } = {}) {
    return this.#then({ kind: "role", value: role, name: name && wanted(name, exact) });
  }

  getByText(text, { exact } = {}) {
    return this.#then({ kind: "text", value: wanted(text, exact) });
  }

  filter({ has, hasText }) {
    return this.#then(has ? { kind: "has", value: has.#steps } : { kind: "hasText", value: wanted(hasText) });
  }

  and(other) {
    return this.#then({ kind: "and", value: other.#steps });
  }

  first() {
    return this.#then({ kind: "at", value: 0 });
  }

  last() {
    return this.#then({ kind: "at", value: -1 });
  }

  waitFor({ state = "visible" } = {}) {
    return this.#until(state, async (driver) => {
      const [[element, isVisible] = []] = await this.#only(driver);
      return { visible: isVisible, attached: element !== undefined, detached: element === undefined }[state];
    });
  }

  click() {
    return this.#act("click", press);
  }

  check() {
    return this.#act("check", async (element, driver) => (await element.isSelected()) || press(element, driver));
  }

  uncheck() {
    return this.#act("uncheck", async (element, driver) => (await element.isSelected()) && press(element, driver));
  }

  /** Writes a text in place of what is there. */
  fill(text) {
    return this.#act("fill", async (element) => {
      await element.sendKeys(Key.chord(Key.CONTROL, "a"));
      await element.sendKeys(text);
    });
  }

  /** Presses a key in it. */
  press(key) {
    return this.#act(`press ${key}`, (element) => element.sendKeys(keyOf(key)));
  }

  evaluate(told) {
    return this.#act("evaluate", (element, driver) => driver.executeScript(`return (${told})(...arguments);`, element));
  }

  isChecked() {
    return this.evaluate(({ checked }) => checked);
  }

  innerText() {
    return this.evaluate(({ innerText }) => innerText);
  }

  getAttribute(name) {
    return this.#act(`attribute ${name}`, (element, driver) => driver.executeScript("return arguments[0].getAttribute(arguments[1]);", element, name));
  }

  async isVisible() {
    const [[, isVisible] = []] = await this.#look((driver) => this.#only(driver));
    return isVisible ?? false;
  }

  async isHidden() {
    return !(await this.isVisible());
  }

  async count() {
    return (await this.#look((driver) => this.#found(driver))).length;
  }

  #then(step) {
    return new Locator(this.#page, this.#frame, [...this.#steps, step]);
  }

  /** Does something with the element as soon as that works: it may be replaced, or covered, in between. */
  async #act(what, action) {
    let result;
    await this.#until(what, async (driver) => {
      const [[element] = []] = await this.#only(driver);
      if (!element) return false;
      result = await action(element, driver);
      return true;
    });
    return result;
  }

  async #until(what, isSo) {
    let last = "nothing is there";
    const tried = async () => {
      try {
        return await this.#look(isSo);
      } catch (error) {
        last = error.message;
        return false;
      }
    };
    await until(tried, `no ${what}`, this.#page.patience).catch(() => {
      throw new Error(`${what} of ${JSON.stringify(this.#steps)}: ${last}`);
    });
  }

  #look(action) {
    return this.#page.inFrame(this.#frame, action);
  }

  async #only(driver) {
    const found = await this.#found(driver);
    if (found.length > 1) throw new Error(`${found.length} elements are there, where one is meant`);
    return found;
  }

  #found(driver) {
    return driver.executeScript(find, this.#steps);
  }
}

/** A key by the name that Playwright has for it. */
export function keyOf(name) {
  return { Enter: Key.ENTER, Space: Key.SPACE, Tab: Key.TAB }[name];
}

/** A text as the page is told of it: equal, a part of it in any case, or a pattern. */
function wanted(text, exact = false) {
  if (text instanceof RegExp) return { pattern: text.source, flags: text.flags };
  return exact ? { exact: text } : { part: text };
}

/** Presses an element where people do: a box that a label holds may be too small, or not to be seen. */
async function press(element, driver) {
  const place = await driver.executeScript(bring, element);
  // The driver presses a place on the screen, where another element may stand by then.
  if (!(await driver.executeAsyncScript(stands, place, STANDING))) throw new Error("it is moving");
  await place.click();
}

/** In the page: brings what is pressed into view. WebKit's driver does so itself, and at times leaves it below the edge. */
function bring(element) {
  const place = element.closest("label") ?? element;
  const { top, bottom } = place.getBoundingClientRect();
  if (top < 0 || bottom > innerHeight) place.scrollIntoView({ block: "center", behavior: "instant" });
  return place;
}

/** In the page: tells `done` whether an element is where it was so many milliseconds before. */
function stands(element, milliseconds, done) {
  const { x, y } = element.getBoundingClientRect();
  setTimeout(() => {
    const now = element.getBoundingClientRect();
    done(now.x === x && now.y === y);
  }, milliseconds);
}
