// What a relay makes of its settings, request by request.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createRelay, createScope } from "../../pkg/dist/relay.js";

const secret = "a secret of at least thirty-two bytes";
const audience = "https://relay.test";
const page = "https://app.example.com";
const env = {
  MEM0_API_KEY: "key",
  MEM0_HOST: "https://mem0.test/",
  MEM0_FEEDBACK_AUDIENCE: audience,
  MEM0_FEEDBACK_ORIGINS: page,
  MEM0_FEEDBACK_SECRETS: JSON.stringify({ k: secret }),
};

/** What a relay answers, logs and sends under these bindings. */
async function post(relay, bindings, { by = secret, origin = page, method = "POST" } = {}) {
  const token = await createScope({ secret: by, kid: "k", audience, memories: ["m"], rater: "ada" });
  const body = JSON.stringify({ token, items: [{ memory_id: "m", feedback: "POSITIVE" }] });
  const headers = { "content-type": "text/plain", origin };
  return relay.fetch(new Request("https://relay.test/v1/feedback/", { method, headers, ...(method === "POST" && { body }) }), bindings);
}

function relayWith(options = {}) {
  const lines = [];
  const sent = [];
  const fetch = async (url, { headers }) => {
    sent.push([url, headers.authorization]);
    return Response.json({});
  };
  return { relay: createRelay({ fetch, log: (line) => lines.push(JSON.parse(line)), ...options }), lines, sent };
}

const code = async (answer) => (await answer.json()).details?.code;

test("bindings that change are taken from the next request on", async () => {
  const { relay, sent } = relayWith();
  assert.equal((await post(relay, env)).status, 200);
  const next = "another secret of at least thirty-two bytes";
  const changed = { ...env, MEM0_API_KEY: "new", MEM0_HOST: "https://other.test", MEM0_FEEDBACK_SECRETS: JSON.stringify({ k: next }) };
  assert.equal(await code(await post(relay, changed)), "scope_signature");
  assert.equal((await post(relay, changed, { by: next })).status, 200);
  assert.equal((await post(relay, env)).status, 200);
  const [first, last] = ["https://mem0.test/v1/feedback/", "https://other.test/v1/feedback/"];
  assert.deepEqual(sent, [[first, "Token key"], [last, "Token new"], [first, "Token key"]]);
});

const flaws = [
  ["MEM0_API_KEY", undefined, /^apiKey is missing/],
  ["MEM0_FEEDBACK_AUDIENCE", "", /^audience/],
  ["MEM0_FEEDBACK_SECRETS", undefined, /^secrets are missing/],
  ["MEM0_FEEDBACK_SECRETS", `{k: "${secret}"}`, /^MEM0_FEEDBACK_SECRETS is no JSON/],
  ["MEM0_FEEDBACK_SECRETS", '{"k": "short"}', /^secrets\."k".*at least 32 bytes/],
];
for (const [name, value, said] of flaws) {
  test(`${name} as ${value?.slice(0, 3)}: the log says what is wrong, a page only that something is`, async () => {
    const { relay, lines, sent } = relayWith();
    const answer = await post(relay, { ...env, [name]: value });
    assert.deepEqual([answer.status, answer.headers.get("access-control-allow-origin")], [500, page]);
    const text = await answer.text();
    assert.equal(JSON.parse(text).details.code, "not_set_up");
    assert.match(lines[0].message, said);
    assert.deepEqual([lines.length, lines[0].code, lines[0].status], [1, "not_set_up", 500]);
    assert(!JSON.stringify([text, lines]).includes(secret));
    assert.deepEqual(sent, []);
    assert.equal((await post(relay, { ...env, [name]: value }, { method: "OPTIONS" })).status, 204);
    assert.equal((await post(relay, { ...env, [name]: value }, { origin: "https://evil.test" })).status, 403);
    assert.equal((await post(relay, env)).status, 200);
  });
}

test("a call that does not end with its signal is given up in time", async () => {
  const { relay } = relayWith({ fetch: () => new Promise(() => {}), limits: { timeoutMs: 50 } });
  const running = setInterval(() => {}, 10);
  const { results } = await (await post(relay, env)).json();
  clearInterval(running);
  assert.deepEqual([results[0].status, results[0].code], [502, "upstream_unreachable"]);
});

test("a limiter that fails keeps nobody out, and one that throws at once neither", async () => {
  for (const limit of [async () => Promise.reject(new Error("down")), () => { throw new Error("down"); }]) {
    const { relay } = relayWith();
    assert.equal((await post(relay, { ...env, MEM0_FEEDBACK_LIMITER: { limit } })).status, 200);
  }
});
