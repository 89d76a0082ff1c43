// The ways to ask a consumer: each gives the answer, parsed.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import assert from "node:assert/strict";
import { complaints, launchWith } from "../browser.mjs";
import { finished } from "./commands.mjs";
import { environment, PLACE } from "./projects.mjs";

/** Milliseconds for a page: in development it is built when it is asked for. */
const PATIENCE = 60_000;

/** Opens it in a browser of its own; a vote is given by the thumb. */
export async function page({ does, isFramed, warning }, url) {
  return browsing([], async (context) => {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    const wrong = complaints(page);
    await page.goto(url);
    const place = isFramed ? page.frameLocator("iframe") : page;
    if (does === "vote") await place.locator(`mem0-feedback button[value="POSITIVE"]`).click();
    const answer = await place.locator("output").textContent().catch((error) => {
      throw new Error([error.message, ...wrong].join("\n"));
    });
    assert.deepEqual(wrong.filter((said) => !said.startsWith(warning)), []);
    return JSON.parse(answer);
  });
}

/** Asks a server. */
export async function endpoint(row, url) {
  const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE) });
  const text = await answer.text();
  assert.equal(answer.status, 200, text.slice(0, 500));
  return JSON.parse(text);
}

/** Runs a program. */
export async function script({ run, project }, url) {
  return JSON.parse(await finished(`${run} '${url}'`, join(PLACE, project), environment(project), PATIENCE));
}

/** Loads an extension, and asks its background. */
export async function extension({ project }, url) {
  return browsing([`--load-extension=${join(PLACE, project)}`], async (context) => {
    const background = context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker", { timeout: PATIENCE }));
    return background.evaluate((question) => globalThis.send(question), Object.fromEntries(new URL(url).searchParams));
  });
}

async function browsing(flags, use) {
  const profile = await mkdtemp(join(tmpdir(), "mem0-feedback-"));
  const context = await launchWith(profile, flags);
  try {
    return await use(context);
  } finally {
    await context.close();
    await rm(profile, { recursive: true });
  }
}
