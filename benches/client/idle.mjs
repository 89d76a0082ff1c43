// What a page keeps that is idle again after many feedbacks, in Chromium: JavaScript's heap and
// WebAssembly's memory. Prints a line of JSON for each sample, in bytes.
import { launch } from "../../tests/browser.mjs";
import { built } from "../peers/build.mjs";
import { Collector } from "../peers/collector.mjs";
import { Pages } from "../peers/pages.mjs";
import { print } from "../sample.mjs";

const ROUNDS = 3;
const FEW = 1_000;
const MANY = 10_000;

/** With nothing left to collect. */
async function kept(devtools) {
  // What is freed may free more.
  for (let time = 0; time < 5; time += 1) await devtools.send("HeapProfiler.collectGarbage");
  const { usedSize, backingStorageSize = 0 } = await devtools.send("Runtime.getHeapUsage");
  return usedSize + backingStorageSize;
}

async function measure(browser, name, folder) {
  const pages = await Pages.listen(folder);
  const collector = await Collector.listen();
  const page = await browser.newPage();
  const devtools = await page.context().newCDPSession(page);
  await page.goto(`${pages.address}#${collector.address}`);
  const burst = async (count) => {
    await page.evaluate((count) => globalThis.burst(count), count);
    return kept(devtools);
  };
  const few = await burst(FEW);
  const many = await burst(MANY - FEW);
  print(`${name} idle`, few);
  print(`${name} growth`, many - few);
  await page.close();
  pages.close();
  collector.close();
}

const folders = {};
for (const name of ["client", "fetch"]) folders[name] = await built("burst", name);
const browser = await launch();
try {
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, folder] of Object.entries(folders)) await measure(browser, name, folder);
  }
} finally {
  await browser.close();
}
