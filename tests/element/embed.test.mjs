import assert from "node:assert/strict";
import { test } from "node:test";
import { newContext } from "../contexts.mjs";
import { opened, reached, stage, thumb } from "./stage.mjs";

const ONE = `<mem0-feedback memory-id="m" scope="a scope" ask-rate="0"></mem0-feedback>`;
const items = [{ memory_id: "m", feedback: "POSITIVE", feedback_reason: null }];

/** The frame of a page, with the script from another origin; storage is refused there. */
async function framed(t, script, policy) {
  const host = await stage(t);
  host.policy = policy?.(host);
  host.pages.set("/frame", `<!doctype html><html lang="en"><title>Chat</title>
    <script src="${host.elsewhere}/pkg/${script}" data-host="${host.elsewhere}/memories" data-token-url="${host.elsewhere}/token"></script>
    ${ONE}<mem0-feedback-set memory-ids="a b c" ask-rate="0"></mem0-feedback-set>`);
  const page = await opened(host, await newContext(), `<iframe sandbox="allow-scripts" src="/frame"></iframe>`, { scripts: "" });
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  return { host, page, asked, frame: page.frameLocator("iframe") };
}

for (const script of ["embed.js", "embed.full.js"]) {
  test(`${script} from another origin serves a sandboxed frame: by a scope, and by the page's own token`, async (t) => {
    const { host, page, frame, asked } = await framed(t, script);
    await thumb(frame, "POSITIVE").click();
    await reached(frame, "saved");
    assert.deepEqual(host.received.map(({ token, items }) => ({ token, items: items.map(plain) })), [{ token: "a scope", items }]);
    await thumb(frame, "NEGATIVE", "mem0-feedback-set").click();
    await reached(frame, "saved", "mem0-feedback-set");
    assert.equal(host.received.length, 2, "one request for the three");
    const { token, items: set } = host.received[1];
    assert.equal(token, "from the page's server");
    assert.deepEqual(set.map(({ memory_id, feedback }) => [memory_id, feedback]), [["a", "NEGATIVE"], ["b", "NEGATIVE"], ["c", "NEGATIVE"]]);
    assert.deepEqual(page.wrong, []);
    if (script === "embed.full.js") assert.deepEqual(asked.filter((path) => path.startsWith("/pkg/")), []);
  });
}

test("embed.full.js needs one file of one origin, and no WebAssembly to have its votes sent", async (t) => {
  const { host, frame } = await framed(t, "embed.full.js", ({ elsewhere }) =>
    `default-src 'none'; frame-src 'self'; script-src ${elsewhere}/pkg/embed.full.js; connect-src ${elsewhere}; ` +
    "require-trusted-types-for 'script'; trusted-types 'none'");
  await thumb(frame, "POSITIVE").click();
  await reached(frame, "saved");
  assert.deepEqual(host.received.map(({ items }) => items.map(plain)), [items]);
});

test("embed.js loads the rest after the first vote", async (t) => {
  const { frame, asked, page } = await framed(t, "embed.js");
  await page.waitForTimeout(1500);
  // When it is idle it watches for exposures, and asks the relay what it knows.
  assert.deepEqual(asked.filter((path) => /delivery|actions/.test(path)), []);
  await thumb(frame, "POSITIVE").click();
  await reached(frame, "saved");
  assert(asked.includes("/pkg/embed/delivery.js"), `${asked}`);
});

/** Without codes, which may be left out when there are none, and without its place in time. */
function plain({ reason_codes = [], seq = "", ...item }) {
  assert.deepEqual(reason_codes, []);
  assert.match(seq, /^([0-9a-z]{18})?$/);
  return item;
}
