import assert from "node:assert/strict";
import { test } from "node:test";
import { newContext } from "../contexts.mjs";
import { opened, pressed, reached, stage, thumb } from "./stage.mjs";

const ONE = `<mem0-feedback memory-id="m" ask-rate="0"></mem0-feedback>`;
const STRICT =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; " +
  "require-trusted-types-for 'script'; trusted-types 'none'";

const said = { memory_id: "m", feedback: "POSITIVE", feedback_reason: null };

/** Waits for so many requests. */
async function arrived({ received }, count, page) {
  for (let waits = 0; received.length < count && waits < 500; waits += 1) await page.waitForTimeout(20);
}

test("under a strict policy with Trusted Types nothing is violated, the form for a reason included", async (t) => {
  const host = await stage(t);
  host.policy = STRICT;
  const page = await opened(host, await newContext(), ONE);
  await thumb(page, "POSITIVE").click();
  await reached(page, "saved");
  await page.getByRole("button", { name: "Say why" }).click();
  await page.getByRole("checkbox", { name: "Accurate" }).check();
  await page.getByRole("textbox").fill("It knew about Jonas being vegetarian");
  await page.getByRole("button", { name: "Send" }).click();
  await arrived(host, 3, page);
  assert.deepEqual(host.received.at(-1), {
    ...said,
    feedback_reason: "States the facts correctly. It knew about Jonas being vegetarian",
  });
  assert.deepEqual(page.wrong, []);
});

test("where WebAssembly may not run, each vote is posted once, and its line erased", async (t) => {
  const host = await stage(t);
  host.policy = STRICT.replace(" 'wasm-unsafe-eval'", "");
  const page = await opened(host, await newContext(), ONE);
  await thumb(page, "POSITIVE").click();
  await reached(page, "saved");
  await thumb(page, "POSITIVE").click();
  await arrived(host, 2, page);
  await page.waitForTimeout(300);
  assert.deepEqual(host.received, [said, { ...said, feedback: null }]);
  assert.deepEqual(await lines(page), []);

  host.status = 503;
  await thumb(page, "NEGATIVE").click();
  await reached(page, "kept");
  assert.equal((await lines(page)).length, 1, "the journal keeps it");
  for (const status of [401, 413]) {
    host.status = status;
    const count = host.received.length;
    await thumb(page, "NEGATIVE").click();
    await arrived(host, count + 1, page);
    await page.waitForTimeout(300);
    assert.equal((await lines(page)).length, 1, "what is no fault of the vote's refuses none");
  }
  host.status = 403;
  await thumb(page, "POSITIVE").click();
  await reached(page, "failed");
  assert.equal(await pressed(thumb(page, "POSITIVE")), "false");
  assert.deepEqual(await lines(page), []);
});

test("a vote is written down within the click, in the queue's own form, whatever is not there yet", async (t) => {
  const host = await stage(t);
  host.late = { path: "/element/delivery.js", ms: Infinity };
  const page = await opened(host, await newContext(), ONE);
  const written = await page.locator("mem0-feedback").evaluate((element) => {
    element.shadowRoot.querySelector("[value=POSITIVE]").click();
    return Object.keys(localStorage).filter((key) => key.startsWith("mem0-feedback:default::"));
  });
  assert.equal(written.length, 1);
  await reached(page, "kept");
  assert.deepEqual(host.received, []);
  // The queue alone, on another page.
  const queue = await opened(host, page.context(), "", {
    path: "/queue",
    scripts: `<script type="module" src="/queue.js"></script>`,
  });
  host.pages.set("/queue.js", `import { FeedbackQueue } from "/pkg/queue.js"; import { MemoryClient } from "/pkg/index.js";
    new FeedbackQueue(new MemoryClient({ host: "/memories" }));`);
  await queue.reload();
  await arrived(host, 1, queue);
  assert.deepEqual(host.received, [said]);
});

test("within the click its line, its event and the thumb are there; all else follows the frame", async (t) => {
  const host = await stage(t);
  const page = await opened(host, await newContext(), `<form>${ONE.replace(" ask", ` name="useful" ask`)}</form>`);
  const seen = await page.locator("mem0-feedback").evaluate((element) => {
    const seen = [];
    const up = element.shadowRoot.querySelector("[value=POSITIVE]");
    element.addEventListener("mem0-feedback-change", ({ detail }) => seen.push(detail.value, element.value, up.ariaPressed));
    up.click();
    const keys = Object.keys(localStorage);
    return [...seen, ...new FormData(document.forms[0]).values(), keys.length, element.shadowRoot.querySelector("[role=status]").textContent];
  });
  assert.deepEqual(seen, ["POSITIVE", "POSITIVE", "true", "POSITIVE", 1, ""]);
  await reached(page, "saved");
  assert.deepEqual(host.received, [said]);
});

test("a vote that no frame follows, since the page is left, is shown when it is back", async (t) => {
  const host = await stage(t);
  host.late = { path: "/element/delivery.js", ms: Infinity };
  const page = await opened(host, await newContext(), ONE);
  host.pages.set("/next", "<!doctype html><title>Next</title>");
  await page.locator("mem0-feedback").evaluate((element) => {
    addEventListener("pagehide", () => element.shadowRoot.querySelector("[value=POSITIVE]").click());
  });
  await page.goto(`${host.origin}/next`);
  await page.goto(host.origin);
  await reached(page, "kept");
  assert.equal(await pressed(thumb(page, "POSITIVE")), "true");
});

test("one frame's end is not the next one's", async (t) => {
  const page = await opened(await stage(t), await newContext(), "");
  const isOne = await page.evaluate(async () => {
    const { painted } = await import("/pkg/element/painted.js");
    const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    await painted();
    await wait(100);
    globalThis.requestAnimationFrame = () => 0;
    const next = painted();
    await wait(120);
    return next === painted();
  });
  assert(isOne, "200 ms after the first call");
});

test("news of many memories in one frame are one rendering", async (t) => {
  const page = await opened(await stage(t), await newContext(), `<mem0-feedback-set memory-ids="a b c" ask-rate="0"></mem0-feedback-set>`);
  const renderings = await page.locator("mem0-feedback-set").evaluate(async (element) => {
    const { painted } = await import("/pkg/element/painted.js");
    const { render } = element;
    let count = 0;
    element.render = () => {
      count += 1;
      render.call(element);
    };
    element.shadowRoot.querySelector("[value=POSITIVE]").click();
    await painted();
    return count;
  });
  assert.equal(renderings, 1);
});

test("an element that goes with its vote loads nothing for it, and sends the vote", async (t) => {
  const host = await stage(t);
  const page = await opened(host, await newContext(), ONE);
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.locator("mem0-feedback").evaluate((element) => {
    element.addEventListener("mem0-feedback-change", () => element.remove());
    element.shadowRoot.querySelector("[value=POSITIVE]").click();
  });
  await arrived(host, 1, page);
  await page.waitForTimeout(300);
  assert.deepEqual(host.received, [said]);
  assert.deepEqual(asked.filter((path) => path.endsWith("/actions.js")), []);
});

test("a vote in a frame that is left before it is painted arrives, without storage", async (t) => {
  const { host, page } = await sandboxed(t);
  await thumb(page.frameLocator("iframe"), "POSITIVE").click();
  await reached(page.frameLocator("iframe"), "saved");
  host.pages.set("/next", "<!doctype html><title>Next</title>");
  // Until no frame of the first vote is waited for any more.
  await page.waitForTimeout(500);
  await page.evaluate(() => addEventListener("message", ({ data }) => (globalThis.outlives = data)));
  await page.frames()[1].evaluate(async () => {
    const { setTimeout, fetch } = globalThis;
    globalThis.fetch = (url, init) => {
      parent.postMessage(init.keepalive, "*");
      return fetch(url, init);
    };
    // No frame comes, and none is given up.
    globalThis.requestAnimationFrame = () => 0;
    globalThis.setTimeout = (work, ms) => setTimeout(work, ms === 200 ? 60_000 : ms);
    document.querySelector("mem0-feedback").shadowRoot.querySelector("[value=NEGATIVE]").click();
    // By then the queue has begun to send.
    await new Promise((resolve) => setTimeout(resolve, 50));
    location.href = "/next";
  });
  await arrived(host, 2, page);
  assert.deepEqual(host.received, [said, { ...said, feedback: "NEGATIVE" }]);
  await page.waitForFunction(() => globalThis.outlives === true);
});

test("a vote is remembered before the queue takes its line away, whatever frame comes", async (t) => {
  const host = await stage(t);
  const page = await opened(host, await newContext(), ONE);
  await thumb(page, "POSITIVE").click();
  await reached(page, "saved");
  host.status = 503;
  const votes = await page.locator("mem0-feedback").evaluate(async (element) => {
    globalThis.requestAnimationFrame = () => 0;
    const lines = () => Object.keys(localStorage).filter((key) => /:[0-9a-z]{18}$/.test(key));
    // A reason for the same grade.
    element.cast({ feedback: "POSITIVE", feedbackReason: "Jonas is vegetarian", reasonCodes: [] });
    while (lines().length > 0) await new Promise((resolve) => setTimeout(resolve));
    return Object.entries(localStorage).find(([key]) => key.startsWith("mem0-feedback-votes:"))[1];
  });
  assert.deepEqual(JSON.parse(votes), [["m", ["POSITIVE", true]]]);
});

test("what an earlier visit has left goes out even if the part that looks for it does not load", async (t) => {
  const host = await stage(t);
  host.status = 503;
  const page = await opened(host, await newContext(), ONE);
  await thumb(page, "POSITIVE").click();
  await reached(page, "kept");
  host.late = { path: "/element/exposure.js", ms: Infinity };
  await page.reload();
  await reached(page, "kept");
  host.status = 200;
  await reached(page, "saved");
  assert.deepEqual(host.received.at(-1), said);
});

test("the next visit delivers and shows the vote of a browser that died in the task of the click", async (t) => {
  const host = await stage(t);
  host.status = 503;
  const page = await opened(host, await newContext(), ONE);
  const left = await page.locator("mem0-feedback").evaluate((element) => {
    element.shadowRoot.querySelector("[value=NEGATIVE]").click();
    return Object.entries(localStorage).map(([name, value]) => ({ name, value }));
  });
  await page.close();
  const storageState = { cookies: [], origins: [{ origin: host.origin, localStorage: left }] };
  const next = await opened(host, await newContext({ storageState }), ONE);
  await reached(next, "kept");
  assert.equal(await pressed(thumb(next, "NEGATIVE")), "true");
  host.status = 200;
  await reached(next, "saved");
  assert.deepEqual(host.received.at(-1), { ...said, feedback: "NEGATIVE" });
});

test("quick votes before WebAssembly is there are one request, with the last intent", async (t) => {
  const host = await stage(t);
  host.late = { path: ".inline.js", ms: 5000 };
  const page = await opened(host, await newContext(), ONE);
  for (const grade of ["POSITIVE", "NEGATIVE", "POSITIVE", "NEGATIVE"]) await thumb(page, grade).click();
  assert.equal(await pressed(thumb(page, "NEGATIVE")), "true");
  await reached(page, "kept");
  await reached(page, "saved");
  assert.deepEqual(host.received, [{ ...said, feedback: "NEGATIVE" }]);
  assert.deepEqual(page.wrong, []);
});

test("a page that is left before WebAssembly is there posts what waits", async (t) => {
  const host = await stage(t);
  host.late = { path: ".inline.js", ms: 20_000 };
  const page = await opened(host, await newContext(), ONE);
  await thumb(page, "POSITIVE").click();
  await page.waitForTimeout(500);
  await page.goto("about:blank");
  await arrived(host, 1, page);
  assert.deepEqual(host.received, [said]);
});

/** A page with an element in a frame that may not store anything. */
async function sandboxed(t) {
  const host = await stage(t);
  host.pages.set("/page.js", "");
  host.pages.set("/frame.js", `import "${host.elsewhere}/pkg/element/define.js"; import { configure } from "${host.elsewhere}/pkg/index.js";
    configure({ host: "${host.elsewhere}/memories" });`);
  host.pages.set("/frame", `<!doctype html><html lang="en"><script type="module" src="${host.elsewhere}/frame.js"></script>${ONE}`);
  const page = await opened(host, await newContext(), `<iframe sandbox="allow-scripts" src="/frame"></iframe>`, { scripts: "" });
  return { host, page };
}

test("in a sandboxed frame a vote is sent, without storage", async (t) => {
  const { host, page } = await sandboxed(t);
  const frame = page.frameLocator("iframe");
  await thumb(frame, "POSITIVE").click();
  await reached(frame, "saved");
  assert.deepEqual(host.received, [said]);
  assert.deepEqual(page.wrong, []);
});

test("an element that is moved, removed and put back goes on, and the script may be there twice", async (t) => {
  const host = await stage(t);
  const page = await opened(host, await newContext(), `${ONE}<div id="other"></div>`, {
    scripts: `<script type="module" src="/page.js"></script><script type="module" src="/pkg/element/define.js?twice"></script>`,
  });
  await page.locator("mem0-feedback").evaluate((element) => document.querySelector("#other").append(element));
  await thumb(page, "POSITIVE").click();
  await reached(page, "saved");
  await page.locator("mem0-feedback").evaluate((element) => {
    element.remove();
    globalThis.kept = element;
  });
  await page.evaluate(() => document.body.append(globalThis.kept));
  assert.equal(await pressed(thumb(page, "POSITIVE")), "true");
  await thumb(page, "NEGATIVE").click();
  await arrived(host, 2, page);
  assert.deepEqual(host.received.map(({ feedback }) => feedback), ["POSITIVE", "NEGATIVE"]);
  assert.deepEqual(page.wrong, []);
});

test("properties that were set before the element was defined count", async (t) => {
  const host = await stage(t);
  host.pages.set("/early.js", `const element = document.createElement("mem0-feedback");
    Object.assign(element, { memoryId: "m", label: "Early", value: "NEGATIVE", askRate: 0, client: { host: "/elsewhere" } });
    document.body.append(element);
    await import("/pkg/element/define.js");`);
  const page = await opened(host, await newContext(), "", { scripts: `<body></body><script type="module" src="/early.js"></script>` });
  assert.equal(await pressed(thumb(page, "NEGATIVE")), "true");
  await page.getByRole("group", { name: "Was this memory useful? Early" }).waitFor();
  const request = page.waitForRequest((asked) => asked.method() === "POST");
  await thumb(page, "POSITIVE").click();
  assert.match((await request).url(), /\/elsewhere\/v1\/feedback\/$/);
});

test("it is a control of its form, and of its fieldset", async (t) => {
  const host = await stage(t);
  const form = `<form><fieldset><mem0-feedback name="useful" memory-id="m" ask-rate="0"></mem0-feedback></fieldset></form>`;
  const page = await opened(host, await newContext(), form);
  const given = () => page.evaluate(() => [...new FormData(document.forms[0])]);
  assert.deepEqual(await given(), []);
  await thumb(page, "POSITIVE").click();
  assert.deepEqual(await given(), [["useful", "POSITIVE"]]);
  assert(await page.locator("mem0-feedback").evaluate((element) => element.matches(":state(positive)") && element.form === document.forms[0]));
  await page.locator("fieldset").evaluate((fieldset) => (fieldset.disabled = true));
  assert(await thumb(page, "POSITIVE").isDisabled());
});

test("a read-only element shows the vote and takes none", async (t) => {
  const host = await stage(t);
  const page = await opened(host, await newContext(), `<mem0-feedback memory-id="m" value="POSITIVE" readonly></mem0-feedback>`);
  await thumb(page, "NEGATIVE").click({ force: true });
  assert.equal(await pressed(thumb(page, "POSITIVE")), "true");
  assert.equal(await pressed(thumb(page, "NEGATIVE")), "false");
});

test("an exposure is told once, after a second in sight, out of shadow roots too", async (t) => {
  const host = await stage(t);
  const page = await opened(host, await newContext(), `<div style="block-size: 200vh"></div>${ONE}`, {
    head: `<script src="/exposures.js"></script>`,
    path: "/exposed",
  });
  host.pages.set("/exposures.js", `exposures = [];
    addEventListener("mem0-feedback-exposure", ({ detail, composed }) => exposures.push([composed, ...detail.memoryIds]));`);
  await page.reload();
  const exposures = () => page.evaluate(() => globalThis.exposures);
  await page.waitForTimeout(1500);
  assert.deepEqual(await exposures(), []);
  await page.locator("mem0-feedback").scrollIntoViewIfNeeded();
  await page.waitForTimeout(500);
  assert.deepEqual(await exposures(), [], "not for a glimpse");
  await page.waitForTimeout(1200);
  assert.deepEqual(await exposures(), [[true, "m"]]);
  await page.evaluate(() => scrollTo(0, 0));
  await page.waitForTimeout(300);
  await page.locator("mem0-feedback").scrollIntoViewIfNeeded();
  await page.waitForTimeout(1500);
  assert.deepEqual(await exposures(), [[true, "m"]]);
});

/** The lines of the journal's first half. */
function lines(page) {
  return page.evaluate(() => Object.keys(localStorage).filter((key) => /^mem0-feedback:.*:[0-9a-z]{18}$/.test(key)));
}
