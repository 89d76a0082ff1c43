import assert from "node:assert/strict";
import { test } from "node:test";
import { newContext } from "../contexts.mjs";
import { opened, stage, thumb } from "./stage.mjs";

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

for (const [when, late] of [["there", undefined], ["still on its way", { path: ".inline.js", ms: 20_000 }]]) {
  test(`the first click is painted within 50 ms on a CPU six times slower, with WebAssembly ${when}`, { skip }, async (t) => {
    // On a machine with other work a plain button is late too: then it is the difference that counts.
    const isFast = ([ms, plain]) => ms < 50 || ms - plain < 50 - FRAME;
    const times = [];
    while (times.length < 8 && !times.some(isFast)) times.push(await firstClick(t, late));
    t.diagnostic(times.map(([ms, plain]) => `${ms.toFixed(1)} ms, a plain button ${plain.toFixed(1)} ms`).join("; "));
    assert(times.some(isFast), `${times}`);
  });
}

/** Milliseconds from the first click on a page until the frame that follows it, and the same for a plain button. */
async function firstClick(t, late) {
  const { host, page: shown, protocol } = await page(t, `<button>Plain</button><mem0-feedback memory-id="m"></mem0-feedback>`);
  host.late = late;
  await shown.waitForTimeout(500);
  await protocol.send("Emulation.setCPUThrottlingRate", { rate: 6 });
  const plain = await untilPainted(shown, shown.getByRole("button", { name: "Plain" }));
  const ms = await untilPainted(shown, thumb(shown, "POSITIVE"));
  assert.equal(await thumb(shown, "POSITIVE").getAttribute("aria-pressed"), "true");
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

test("a thousand elements are created and laid out in a few times the time of plain buttons", async (t) => {
  const { page: shown } = await page(t, "");
  const [plain, ours] = await shown.evaluate(async () => {
    const outline = document.createElement("mem0-feedback").row.querySelector("svg");
    const buttons = () => {
      const box = document.createElement("div");
      for (let index = 0; index < 2; index += 1) {
        const button = document.createElement("button");
        button.append(outline.cloneNode(true));
        button.firstChild.style.inlineSize = "20px";
        box.append(button);
      }
      return box;
    };
    const element = (index) => {
      const made = document.createElement("mem0-feedback");
      made.setAttribute("memory-id", `${index}`);
      return made;
    };
    const time = async (make) => {
      const box = document.createElement("div");
      document.body.append(box);
      await new Promise(requestAnimationFrame);
      const start = performance.now();
      for (let index = 0; index < 1000; index += 1) box.append(make(index));
      box.getBoundingClientRect();
      const took = performance.now() - start;
      box.remove();
      return took;
    };
    const best = [Infinity, Infinity];
    for (let round = 0; round < 8; round += 1) {
      best[0] = Math.min(best[0], await time(buttons));
      best[1] = Math.min(best[1], await time(element));
    }
    return best;
  });
  t.diagnostic(`${ours.toFixed(0)} ms, ${(ours / plain).toFixed(2)} times ${plain.toFixed(0)} ms`);
  // Shadow roots, a name, a state and a live region for each: measured 2.1 to 2.7.
  assert(ours / plain < 4, `${ours} ms, plain ${plain} ms`);
});
