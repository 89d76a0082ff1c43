import assert from "node:assert/strict";
import { test } from "node:test";
import { newContext } from "../contexts.mjs";
import { MODULES, opened, reached, stage, thumb } from "./stage.mjs";

/** Milliseconds. */
const FRAME = 17;
/** What a stopwatch says is of use on a quiet machine only. */
const skip = !process.env.ELEMENT_SPEED && "set ELEMENT_SPEED to run it, on a machine with nothing else to do";

/** A page, with the browser's own protocol to it. */
async function page(t, body) {
  const host = await stage(t);
  const context = await newContext();
  const shown = await opened(host, context, body);
  return { host, page: shown, protocol: await context.newCDPSession(shown) };
}

/** Of a slow mobile network, in bytes a second and milliseconds. */
const SLOW = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };

for (const when of ["there", "still on its way", "blocked"]) {
  test(`the first click is painted within 50 ms on a slow CPU and network, with WebAssembly ${when}`, { skip }, async (t) => {
    // On a machine with other work a plain button is late too: then it is the difference that counts.
    const isFast = ([ms, plain]) => ms < 50 || ms - plain < 50 - FRAME;
    const times = [];
    while (times.length < 8 && !times.some(isFast)) times.push(await firstClick(t, when));
    t.diagnostic(times.map(([ms, plain]) => `${ms.toFixed(1)} ms, a plain button ${plain.toFixed(1)} ms`).join("; "));
    assert(times.some(isFast), `${times}`);
  });
}

/** Milliseconds from the first click on a page until the frame that follows it, and the same for a plain button. */
async function firstClick(t, when) {
  const host = await stage(t);
  if (when === "blocked") host.policy = "script-src 'self'";
  const context = await newContext();
  const asked = [];
  context.on("requestfinished", (request) => asked.push(request.url()));
  const isThere = () => asked.filter((url) => url.includes(".inline.js")).length === 2;
  const shown = await opened(host, context, "", { path: "/empty", scripts: "" });
  const protocol = await context.newCDPSession(shown);
  await protocol.send("Network.enable");
  await protocol.send("Network.emulateNetworkConditions", SLOW);
  await protocol.send("Emulation.setCPUThrottlingRate", { rate: 6 });
  const memories = ["m", "other"].map((id) => `<mem0-feedback id="${id}" memory-id="${id}" ask-rate="0"></mem0-feedback>`);
  host.pages.set("/slow", `<!doctype html><html lang="en"><title>Slow</title>${MODULES}<button>Plain</button>${memories.join("")}`);
  await shown.goto(`${host.origin}/slow`, { waitUntil: "commit" });
  const up = thumb(shown, "POSITIVE", "#m");
  await up.waitFor();
  if (when === "there") {
    await thumb(shown, "POSITIVE", "#other").click();
    await reached(shown, "saved", "#other");
  }
  assert.equal(isThere(), when === "there", `${asked}`);
  const plain = await untilPainted(shown, shown.getByRole("button", { name: "Plain" }));
  const ms = await untilPainted(shown, up);
  assert.equal(await up.getAttribute("aria-pressed"), "true");
  assert.equal(isThere(), when === "there", `${asked}`);
  await shown.close();
  return [ms, plain];
}

async function untilPainted(shown, button) {
  const took = shown.evaluate(() => new Promise((tell) => {
    const timed = ({ timeStamp }) => {
      const channel = new MessageChannel();
      // After the frame that follows the click.
      channel.port1.onmessage = () => tell(performance.now() - timeStamp);
      requestAnimationFrame(() => channel.port2.postMessage(null));
    };
    addEventListener("click", timed, { once: true });
  }));
  await button.click();
  return took;
}

test("a thousand elements that were voted on leave nothing behind when they go", async (t) => {
  const { page: shown, protocol } = await page(t, "");
  const use = () => shown.evaluate(async () => {
    const box = document.createElement("div");
    document.body.append(box);
    for (let index = 0; index < 1000; index += 1) {
      const element = document.createElement("mem0-feedback");
      element.memoryId = `m${index % 20}`;
      element.askRate = 0;
      box.append(element);
    }
    for (const element of [...box.children].slice(0, 20)) element.shadowRoot.querySelector("[value=NEGATIVE]").click();
    await new Promise((done) => setTimeout(done, 1500));
    box.remove();
    await new Promise((done) => setTimeout(done, 300));
  });
  const count = async () => {
    await protocol.send("HeapProfiler.collectGarbage");
    await shown.waitForTimeout(200);
    await protocol.send("HeapProfiler.collectGarbage");
    const { metrics } = await protocol.send("Performance.getMetrics");
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  };
  await protocol.send("Performance.enable");
  await use();
  const before = await count();
  for (let round = 0; round < 3; round += 1) await use();
  const now = await count();
  for (const what of ["Nodes", "JSEventListeners"]) assert(now[what] <= before[what] + 20, `${what}: ${before[what]}, then ${now[what]}`);
  const grown = now.JSHeapUsedSize - before.JSHeapUsedSize;
  assert(grown < 400_000, `${grown} bytes more`);
});

/**
 * Times the processor's work for plain buttons, measured 2.5 to 2.7. Of 60 ms for the plain ones and
 * 155 ms for ours a profile finds, in ms: scripts 0 and 31, style 16 and 41, layout 18 and 21, the
 * rest making nodes and painting them. A shadow root with nothing but the two buttons, no sheet, no
 * name and no listener comes to 1.4 already; with the live region and the slots, which have to be
 * there before there is anything in them, 1.9; with the sheet 2.25. `content-visibility: auto`
 * spares what is out of sight, and makes it 3.2 altogether.
 */
const MOST_TIMES = 3;

test("a thousand elements are created, laid out and painted in a few times the time of plain buttons", async (t) => {
  const { page: shown, protocol } = await page(t, "");
  // The processor's time: it is the same whatever else the machine does.
  await protocol.send("Performance.enable", { timeDomain: "threadTicks" });
  const spent = async () => {
    const { metrics } = await protocol.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "TaskDuration").value * 1000;
  };
  await shown.evaluate(() => {
    const outline = document.createElement("mem0-feedback").shadowRoot.querySelector("svg");
    const kinds = {
      plain() {
        const box = document.createElement("div");
        for (let index = 0; index < 2; index += 1) {
          const button = document.createElement("button");
          button.append(outline.cloneNode(true));
          button.firstChild.style.inlineSize = "20px";
          box.append(button);
        }
        return box;
      },
      ours(index) {
        const made = document.createElement("mem0-feedback");
        made.setAttribute("memory-id", `${index}`);
        return made;
      },
    };
    globalThis.lay = (kind) => {
      const box = document.createElement("div");
      box.id = "box";
      document.body.append(box);
      for (let index = 0; index < 1000; index += 1) box.append(kinds[kind](index));
      box.getBoundingClientRect();
    };
  });
  const best = { plain: Infinity, ours: Infinity };
  for (let round = 0; round < 8; round += 1) {
    for (const kind of Object.keys(best)) {
      const before = await spent();
      await shown.evaluate((kind) => globalThis.lay(kind), kind);
      best[kind] = Math.min(best[kind], (await spent()) - before);
      await shown.evaluate(() => document.querySelector("#box").remove());
      await shown.waitForTimeout(100);
    }
  }
  const { plain, ours } = best;
  t.diagnostic(`${ours.toFixed(0)} ms, ${(ours / plain).toFixed(2)} times ${plain.toFixed(0)} ms`);
  assert(ours / plain < MOST_TIMES, `${ours} ms, plain ${plain} ms`);
});
