// The vectors in workerd: what `docs/scope.md` says, as a back end and a page meet it.
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { after, before, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";
import { post, startRelay } from "./worker.mjs";

const { audience, secrets, vectors } = JSON.parse(await readFile(new URL("vectors.json", import.meta.url), "utf8"));
const entry = fileURLToPath(new URL("stopped-clock.js", import.meta.url));
/** In place of Mem0: takes everything, and counts. */
const upstream = createServer((request, response) => {
  forwarded += 1;
  request.resume();
  response.writeHead(200, { "content-type": "application/json" }).end("{}");
});
let forwarded;
let relay;

before(async () => {
  await once(upstream.listen(0, "127.0.0.1"), "listening");
  const settings = {
    MEM0_HOST: `http://127.0.0.1:${upstream.address().port}`,
    MEM0_FEEDBACK_AUDIENCE: audience,
    MEM0_FEEDBACK_ORIGINS: "*",
    MEM0_FEEDBACK_SECRETS: JSON.stringify(secrets),
  };
  relay = await startRelay({ entry, settings });
});

after(async () => {
  await relay.stop();
  upstream.closeAllConnections();
  upstream.close();
});

beforeEach(() => (forwarded = 0));

/** The code that an item gets, the request's own before it. */
async function verdict(token, { item, origin = "" }) {
  const answer = await post(relay, { token, items: [item] }, { origin });
  const { results, details } = await answer.json();
  assert.equal(answer.status === 200, results !== undefined);
  return details?.code ?? (results[0].ok ? "ok" : results[0].code);
}

test("a vector holds the header and the claims that stand beside its token", () => {
  const read = (part) => JSON.parse(Buffer.from(part, "base64url"));
  const written = vectors.filter(({ header }) => header);
  for (const { name, token, header, claims } of written) {
    assert.deepEqual(token.split(".").slice(0, 2).map(read), [header, claims], name);
  }
  assert(written.length > 50);
});

for (const { name, code, token, asks = [] } of vectors.filter(({ code }) => code === "ok")) {
  test(`a good scope: ${name}`, async () => {
    const item = { memory_id: "9a1e6f4e-6a0e-4a38-9d0a-2f1f8f1c7b55", feedback: null };
    const all = asks.length > 0 ? asks : [{ item, code }];
    for (const ask of all) assert.equal(await verdict(token, ask), ask.code, JSON.stringify(ask));
    assert.equal(forwarded, all.filter((ask) => ask.code === "ok").length);
  });
}

for (const { name, code, token } of vectors.filter(({ code }) => code !== "ok")) {
  test(`no good scope: ${name}`, async () => {
    const item = { memory_id: "3c90c3cc-0d44-4b50-8888-8dd25736052a", feedback: "POSITIVE" };
    assert.equal(await verdict(token, { item }), code);
    assert.equal(forwarded, 0);
  });
}
