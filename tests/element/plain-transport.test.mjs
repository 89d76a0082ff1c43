// What is sent without WebAssembly, by a script from elsewhere that carries all with it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { newContext } from "../contexts.mjs";
import { opened, reached, stage, thumb } from "./stage.mjs";

/** A page on which WebAssembly may not run. */
async function open(t, attributes, memories) {
  const host = await stage(t);
  host.policy = `default-src 'none'; script-src 'self'; connect-src 'self'`;
  const ids = Array.from({ length: memories }, (_, index) => `m${index}`);
  const body = `<mem0-feedback-set memory-ids="${ids.join(" ")}" ask-rate="0" ${attributes}></mem0-feedback-set>`;
  const scripts = `<script src="/pkg/embed.full.js" data-host="/memories" data-token-url="/token"></script>`;
  const page = await opened(host, await newContext(), body, { scripts });
  return { host, page, ids };
}

const sent = ({ received }) => received.map(({ token, items }) => [token, ...items.map(({ memory_id }) => memory_id)]);

test("a relay gets ten votes in a request, each of them once", async (t) => {
  const { host, page, ids } = await open(t, "", 23);
  await thumb(page, "NEGATIVE", "mem0-feedback-set").click();
  await reached(page, "saved", "mem0-feedback-set");
  const token = "from the page's server";
  assert.deepEqual(
    sent(host).sort(([, one], [, other]) => ids.indexOf(one) - ids.indexOf(other)),
    [ids.slice(0, 10), ids.slice(10, 20), ids.slice(20)].map((some) => [token, ...some]),
  );
  for (const { items } of host.received) {
    for (const { feedback, seq } of items) assert.match(`${feedback} ${seq}`, /^NEGATIVE [0-9a-z]{18}$/);
  }
});

test("a request carries one scope, and what is refused takes nothing along", async (t) => {
  const { host, page } = await open(t, `scope="a scope"`, 12);
  host.status = 403;
  await thumb(page, "POSITIVE", "mem0-feedback-set").click();
  await reached(page, "failed", "mem0-feedback-set");
  assert.deepEqual(sent(host).map(([token, ...memoryIds]) => [token, memoryIds.length]).sort(), [["a scope", 10], ["a scope", 2]]);
});
