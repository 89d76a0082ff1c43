// A real Chromium without a window and without calls of its own.
import { chromium } from "playwright-core";
import { required } from "./settings.mjs";

const args = ["--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update"];

/** Starts the browser that `cargo xtask test` found, without some of Playwright's own switches. */
export function launch(ignoreDefaultArgs = []) {
  return chromium.launch({ executablePath: required("CHROMIUM"), chromiumSandbox: false, args, ignoreDefaultArgs });
}

/** Starts it with a profile and more flags, extensions allowed; its one context. */
export function launchWith(profile, flags) {
  return chromium.launchPersistentContext(profile, {
    executablePath: required("CHROMIUM"),
    chromiumSandbox: false,
    args: [...args, ...flags],
    ignoreDefaultArgs: ["--disable-extensions"],
  });
}

/**
 * Gathers what goes wrong on a page: errors in its console, uncaught ones, requests without an
 * answer unless the page itself took them back.
 */
export function complaints(page) {
  const gathered = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) gathered.push(message.text());
  });
  page.on("pageerror", (error) => gathered.push(String(error)));
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText;
    if (reason !== "net::ERR_ABORTED") gathered.push(`${request.url()}: ${reason}`);
  });
  return gathered;
}
