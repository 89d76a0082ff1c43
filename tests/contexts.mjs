// The browser of a test file: it starts with the first test that wants it, and ends with the last one.
import { after, afterEach } from "node:test";
import { launch } from "./browser.mjs";

let browser;
const contexts = [];

/** A visitor's own storage and settings, until the end of the test. */
export async function newContext(options) {
  browser ??= launch();
  const context = await (await browser).newContext(options);
  contexts.push(context);
  return context;
}

afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
});

after(async () => (await browser)?.close());
