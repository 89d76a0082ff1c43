// What the queue costs the main thread of a page, in a real Chromium: an `add()` beside a line in
// localStorage, 2,000 feedbacks given offline, and 100,000 that an earlier visit has left. Prints a
// line of JSON for each sample.
import { launch } from "../../tests/browser.mjs";
import { print } from "../sample.mjs";
import { serve } from "./page-server.mjs";

const ADDED_IN_A_ROW = 100;
const PAIRS = 150;
const WARM_UP = 10;
const OFFLINE = 2_000;
const OFFLINE_ROUNDS = 7;
const STORED = 100_000;
const STORED_ROUNDS = 3;

/** A page of a browser that has stored nothing, and what the main thread did in it. */
async function visit(browser, address, isIn) {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.on("pageerror", (error) => console.error(error));
  const devtools = await context.newCDPSession(page);
  await devtools.send("Performance.enable");
  const busy = async () => {
    const { metrics } = await devtools.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "TaskDuration").value * 1000;
  };
  await page.goto(address);
  await page.waitForFunction(() => "bench" in globalThis);
  await isIn(page, busy);
  await context.close();
}

/** `add()` alone, beside what it cannot do without. */
async function pairs(page) {
  await page.evaluate(() => bench.open());
  for (let pair = -WARM_UP; pair < PAIRS; pair += 1) {
    const first = (pair + WARM_UP) * ADDED_IN_A_ROW;
    const { ours, bare } = await page.evaluate(([count, first]) => bench.addBesideLine(count, first), [ADDED_IN_A_ROW, first]);
    if (pair < 0) continue;
    print("add", ours);
    print("line", bare);
  }
}

/** Milliseconds of the main thread for 2,000, until all are saved; before, what as many lines alone take. */
async function offline(page, busy) {
  await page.evaluate(() => bench.open());
  print("offline lines", await page.evaluate((count) => bench.addLines(count), OFFLINE));
  await page.waitForTimeout(500);
  await page.evaluate(() => bench.takeLongTasks());
  const before = await busy();
  const { calls, database } = await page.evaluate((count) => bench.add(count, 0), OFFLINE);
  print("offline", (await busy()) - before);
  print("offline calls", calls);
  print("offline database", database);
  print("offline longest", Math.max(0, ...(await page.evaluate(() => bench.takeLongTasks()))));
}

/** The longest task while a visit finds 100,000, while it adds, and while it delivers. */
async function stored(page, busy) {
  await page.evaluate((count) => bench.seed(count), STORED);
  await page.reload();
  await page.waitForFunction(() => "bench" in globalThis);
  const phase = async (name, work) => {
    const before = await busy();
    const start = performance.now();
    const result = await work();
    print(`${name} wall`, performance.now() - start);
    await page.waitForTimeout(200);
    print(`${name} busy`, (await busy()) - before);
    print(`${name} longest`, Math.max(0, ...(await page.evaluate(() => bench.takeLongTasks()))));
    return result;
  };
  const found = await phase("load", () => page.evaluate(() => bench.open()));
  if (found !== STORED) throw new Error(`${found} of ${STORED} were found`);
  await phase("fill", () => page.evaluate(([count, first]) => bench.add(count, first), [OFFLINE, STORED]));
  await phase("drain", () => page.evaluate(() => bench.drain()));
}

const server = await serve();
const browser = await launch();
try {
  await visit(browser, server.address, pairs);
  for (let round = 0; round < OFFLINE_ROUNDS; round += 1) await visit(browser, server.address, offline);
  for (let round = 0; round < STORED_ROUNDS; round += 1) await visit(browser, server.address, stored);
} finally {
  await browser.close();
  server.close();
}
