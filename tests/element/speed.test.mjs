import assert from "node:assert/strict";
import { test } from "node:test";
import { newContext } from "../contexts.mjs";
import { MODULES, opened, pressed, reached, stage, thumb } from "./stage.mjs";

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

/** Times the processor is slowed down. */
const SLOWER = 6;
/** The one that is clicked, and one that may have been clicked before. */
const TWO = ["m", "other"].map((id) => `<mem0-feedback id="${id}" memory-id="${id}" ask-rate="0"></mem0-feedback>`).join("");

/** Of a slow mobile network, in bytes a second and milliseconds. */
const SLOW = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };

/** Clicks, each the first on a page of its own. */
const CLICKS = 8;
const WHAT = {
  ms: ([ours]) => ours,
  "a plain button's": ([, plain]) => plain,
  "ms beyond a plain button": ([ours, plain]) => ours - plain,
};

for (const when of ["there", "still on its way", "blocked"]) {
  for (const grade of ["POSITIVE", "NEGATIVE"]) {
    test(`${grade}: the first click is painted within 50 ms on a slow CPU and network, with WebAssembly ${when}`, { skip }, async (t) => {
      const times = [];
      while (times.length < CLICKS) times.push(await firstClick(t, when, grade));
      for (const [what, of] of Object.entries(WHAT)) t.diagnostic(`${what}: ${spread(times.map(of))}`);
      const [ours, more] = [WHAT["ms"], WHAT["ms beyond a plain button"]].map((of) => median(times.map(of)));
      // On a machine with other work a plain button is late too: then it is the difference that counts.
      assert(ours < 50 || more < 50 - FRAME, `${ours} ms, ${more} ms more than a plain button`);
    });
  }
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

function spread(numbers) {
  return `${median(numbers).toFixed(1)}, ${Math.min(...numbers).toFixed(1)} to ${Math.max(...numbers).toFixed(1)}`;
}

/** Milliseconds from the first click on a page until the frame that follows it, and the same for a plain button. */
async function firstClick(t, when, grade) {
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
  await protocol.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  host.pages.set("/slow", `<!doctype html><html lang="en"><title>Slow</title>${MODULES}<button>Plain</button>${TWO}`);
  await shown.goto(`${host.origin}/slow`, { waitUntil: "commit" });
  const button = thumb(shown, grade, "#m");
  await button.waitFor();
  if (when === "there") {
    await thumb(shown, "POSITIVE", "#other").click();
    await reached(shown, "saved", "#other");
  }
  assert.equal(isThere(), when === "there", `${asked}`);
  const plain = await untilPainted(shown, shown.getByRole("button", { name: "Plain" }));
  const ms = await untilPainted(shown, button);
  assert.equal(await pressed(button), "true");
  assert.equal(isThere(), when === "there", `${asked}`);
  await context.close();
  return [ms, plain];
}

/** Clicks as a hand does: the pointer is there before, and the button is down for a while. */
async function untilPainted(shown, button) {
  await button.hover();
  await shown.waitForTimeout(300);
  const took = shown.evaluate(() => new Promise((tell) => {
    const timed = ({ timeStamp }) => {
      const channel = new MessageChannel();
      // After the frame that follows the click.
      channel.port1.onmessage = () => tell(performance.now() - timeStamp);
      requestAnimationFrame(() => channel.port2.postMessage(null));
    };
    addEventListener("click", timed, { once: true });
  }));
  await shown.mouse.down();
  await shown.waitForTimeout(80);
  await shown.mouse.up();
  return took;
}

/**
 * Milliseconds of a processor that is `SLOWER`, from the first click to the frame with the pressed
 * thumb. Measured, on a busy machine: 12 to 16 with WebAssembly there, 16 to 22 without; a plain
 * button takes 7 to 9. When the click loaded, announced and sent as well it was 27 and 41.
 */
const MOST_WORK = { there: 20, "still on its way": 30, blocked: 30 };

for (const [when, grade] of Object.keys(MOST_WORK).flatMap((when) => [[when, "POSITIVE"], [when, "NEGATIVE"]])) {
  test(`${grade}: between the first click and its frame there is little to do, with WebAssembly ${when}`, async (t) => {
    const best = { ours: Infinity, plain: Infinity };
    for (let round = 0; round < 4; round += 1) {
      const host = await stage(t);
      if (when === "still on its way") host.late = { path: ".inline.js", ms: 60_000 };
      if (when === "blocked") host.policy = "script-src 'self'";
      const context = await newContext();
      const shown = await opened(host, context, `<button>Plain</button>${TWO}`);
      if (when === "there") {
        await thumb(shown, "POSITIVE", "#other").click();
        await reached(shown, "saved", "#other");
      }
      best.plain = Math.min(best.plain, await workOf(shown, shown.getByRole("button", { name: "Plain" })));
      best.ours = Math.min(best.ours, await workOf(shown, thumb(shown, grade, "#m")));
      await context.close();
    }
    t.diagnostic(`${best.ours.toFixed(1)} ms, a plain button ${best.plain.toFixed(1)} ms`);
    assert(best.ours < MOST_WORK[when], `${best.ours} ms`);
  });
}

/** What the page's thread works between a click and its frame: the same whatever else the machine does. */
async function workOf(shown, button) {
  const browser = shown.context().browser();
  await browser.startTracing(shown, { categories: ["-*", "devtools.timeline", "disabled-by-default-devtools.timeline"] });
  await untilPainted(shown, button);
  const { traceEvents } = JSON.parse(await browser.stopTracing());
  const click = traceEvents.find(({ name, args }) => name === "EventDispatch" && args.data.type === "click");
  const isFrame = ({ name, ph, pid, tid, ts }) =>
    name === "Commit" && ph === "X" && pid === click.pid && tid === click.tid && ts > click.ts;
  const frame = traceEvents.filter(isFrame).sort((a, b) => a.ts - b.ts)[0];
  return ((frame.tts + frame.tdur - click.tts) / 1000) * SLOWER;
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
