// What one feedback costs a page, in Chromium: bytes that it loads, what goes over the wire, and the
// time from the request for the page to the feedback's arrival. Prints a line of JSON for each sample.
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { brotliCompressSync, constants } from "node:zlib";
import { launch } from "../../tests/browser.mjs";
import { until } from "../../tests/browsers/browser-session.mjs";
import { built } from "../peers/build.mjs";
import { Collector } from "../peers/collector.mjs";
import { Pages } from "../peers/pages.mjs";
import { SENDERS } from "../peers/senders.mjs";
import { print } from "../sample.mjs";

/** Of the starts that are compared; every other sender is seen once. */
const ROUNDS = 21;
const COMPARED = ["client", "slim", "mem0ai", "fetch"];
/** So long what comes after the feedback may take, in milliseconds. */
const AFTERWARDS = 1_500;

/** A visit of the page in a browser that may have been there before, with a vote of its own; what the collector saw. */
async function visit(context, pages, collector, vote) {
  const page = await context.newPage();
  const strangers = new Set();
  page.on("request", (request) => {
    const { origin } = new URL(request.url());
    if (![new URL(pages.address).origin, collector.address].includes(origin)) strangers.add(request);
  });
  const asked = pages.opened.length;
  await page.goto(`${pages.address}#${collector.address},${vote}`);
  await until(() => collector.taken.has(vote), `no vote from ${pages.address}`);
  const { at } = collector.requests.find(({ votes }) => votes.includes(vote));
  return {
    ms: at - pages.opened[asked],
    async wire() {
      await sleep(AFTERWARDS);
      const bytes = collector.requests.reduce((sum, request) => sum + request.bytes, 0);
      return { requests: collector.requests.length + strangers.size, bytes };
    },
    end: () => page.close(),
  };
}

function brotli(bytes) {
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
}

/** The bytes of all scripts and modules that the page has loaded. */
async function loaded({ folder, pages }) {
  const files = [...new Set(pages.files)].filter((name) => name !== "index.html");
  const sizes = await Promise.all(files.map(async (name) => brotli(await readFile(`${folder}${name}`))));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Nothing cached, then all of it, preflights too; between them a visit for the browser's caches of compiled code. */
async function measureStart(browser, name, { pages }) {
  const context = await browser.newContext();
  const collector = await Collector.listen();
  for (const [at, cache] of ["cold", undefined, "warm"].entries()) {
    const visited = await visit(context, pages, collector, `vote-start-${at}`);
    await visited.end();
    if (cache) print(`${name} ${cache}`, visited.ms);
  }
  await context.close();
  collector.close();
}

async function measureOnce(browser, name, sender) {
  const context = await browser.newContext();
  const collector = await Collector.listen();
  const visited = await visit(context, sender.pages, collector, "vote-once-0");
  const { requests, bytes } = await visited.wire();
  await visited.end();
  await context.close();
  collector.close();
  print(`${name} bytes`, await loaded(sender));
  print(`${name} requests`, requests);
  print(`${name} wire`, bytes);
}

const senders = new Map();
for (const name of Object.keys(SENDERS)) {
  const folder = await built("visit", name);
  senders.set(name, { folder, pages: await Pages.listen(folder) });
}
const browser = await launch();
try {
  for (const [name, sender] of senders) await measureOnce(browser, name, sender);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of COMPARED) await measureStart(browser, name, senders.get(name));
  }
} finally {
  await browser.close();
  for (const { pages } of senders.values()) pages.close();
}
