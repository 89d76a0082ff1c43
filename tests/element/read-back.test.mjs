// Votes that a relay keeps are there in another browser.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { newContext } from "../contexts.mjs";
import { claims, key, post, startRelay, token } from "../relay/worker.mjs";
import { addMemory } from "../sandbox.mjs";
import { opened, pressed, reached, stage, thumb } from "./stage.mjs";

/** A page of a visitor's own, with elements under a scope, and the requests that it makes to the relay. */
async function visit(t, host, relay, memoryIds, scope) {
  const context = await newContext();
  const requests = [];
  context.on("request", (request) => request.url().startsWith(relay.origin) && requests.push(request.method()));
  const script = `<script type="module">
    import "/pkg/element/define.js";
    import { configure } from "/pkg/index.js";
    configure({ host: ${JSON.stringify(relay.origin)}, token: () => "" });
  </script>`;
  const body = memoryIds.map((id) => `<mem0-feedback id="m${id}" memory-id="${id}" ask-rate="0" scope="${scope}"></mem0-feedback>`);
  const page = await opened(host, context, body.join(""), { scripts: script });
  return { page, requests };
}

const settled = (page) => page.waitForLoadState("networkidle");

async function relayFor(t, host, isDurable) {
  const relay = await startRelay({ isDurable, settings: { MEM0_FEEDBACK_ORIGINS: host.origin } });
  t.after(() => relay.stop());
  return relay;
}

test("a vote is shown where it was not given, by one request for all elements", async (t) => {
  const host = await stage(t);
  const relay = await relayFor(t, host, true);
  const memories = await Promise.all(["Keeps bees", "Keeps hens", "Keeps time"].map((text) => addMemory(key, text)));
  const rater = { sub: randomUUID() };
  const scope = () => token(claims(memories, rater));
  const first = await visit(t, host, relay, memories, scope());
  await settled(first.page);
  await thumb(first.page, "NEGATIVE", `#m${memories[0]}`).click();
  await thumb(first.page, "POSITIVE", `#m${memories[1]}`).click();
  for (const id of memories.slice(0, 2)) await reached(first.page, "saved", `#m${id}`);
  assert.deepEqual(first.page.wrong, []);

  const second = await visit(t, host, relay, memories, scope());
  await second.page.locator(`#m${memories[0]}[value="NEGATIVE"]`).waitFor({ state: "attached" });
  assert.equal(await pressed(thumb(second.page, "POSITIVE", `#m${memories[1]}`)), "true");
  assert.equal(await pressed(thumb(second.page, "POSITIVE", `#m${memories[2]}`)), "false");
  assert.deepEqual(second.requests.filter((method) => method === "GET"), ["GET"]);

  const other = await visit(t, host, relay, memories, token(claims(memories, { sub: randomUUID() })));
  await settled(other.page);
  assert.equal(await pressed(thumb(other.page, "NEGATIVE", `#m${memories[0]}`)), "false", "it is another rater's");
});

test("what is given before the answer comes is newer", async (t) => {
  const host = await stage(t);
  const relay = await relayFor(t, host, true);
  const memory = await addMemory(key, "Keeps a diary");
  const scope = token(claims([memory], { sub: randomUUID() }));
  await post(relay, { token: scope, items: [{ memory_id: memory, feedback: "NEGATIVE", feedback_reason: null }] }, { origin: host.origin });
  const context = await newContext();
  let answer;
  const isAsked = new Promise((resolve) => {
    void context.route(/memory_ids=/, (route) => {
      answer = () => route.continue();
      resolve();
    });
  });
  const scripts = `<script type="module">
    import "/pkg/element/define.js";
    import { configure } from "/pkg/index.js";
    configure({ host: ${JSON.stringify(relay.origin)}, token: () => "" });
  </script>`;
  const page = await opened(host, context, `<mem0-feedback memory-id="${memory}" ask-rate="0" scope="${scope}"></mem0-feedback>`, { scripts });
  await isAsked;
  await thumb(page, "POSITIVE").click();
  await reached(page, "saved");
  await answer();
  await settled(page);
  assert.equal(await pressed(thumb(page, "POSITIVE")), "true");
});

test("a relay that keeps no votes is asked once", async (t) => {
  const host = await stage(t);
  const relay = await relayFor(t, host, false);
  const memory = await addMemory(key, "Keeps quiet");
  const { page, requests } = await visit(t, host, relay, [memory], token(claims([memory])));
  await settled(page);
  await page.evaluate(() => {
    const another = document.querySelector("mem0-feedback").cloneNode();
    document.body.append(another);
  });
  await settled(page);
  assert.deepEqual(requests.filter((method) => method === "GET"), ["GET"]);
});
