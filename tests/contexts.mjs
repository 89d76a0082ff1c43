// The browser of a test file: it starts with the first test that wants it, and ends with the last one.
import { after, afterEach } from "node:test";
import { launch } from "./browser.mjs";
import { Visitor } from "./webdriver/page.mjs";

/** Chromium by Playwright; what Playwright does not drive, by WebDriver. */
const engine = process.env.ENGINE ?? "chromium";
let browser;
const contexts = [];

/** A visitor's own storage and settings, until the end of the test. */
export async function newContext(options) {
  const context = await (engine === "chromium" ? newChromiumContext(options) : Visitor.start(engine, options));
  contexts.push(context);
  return context;
}

async function newChromiumContext(options) {
  browser ??= launch();
  return (await browser).newContext(options);
}

afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
});

after(async () => (await browser)?.close());
