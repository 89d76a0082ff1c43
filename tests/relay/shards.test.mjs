// The relay between pages and shards, of which some are out of order.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { createRelay, createScope } from "../../pkg/dist/relay.js";

const secret = "a secret of at least thirty-two bytes";
const audience = "https://relay.test";
const options = { apiKey: "key", secrets: { k: secret }, audience, allowedOrigins: ["*"], log: () => {} };

/** Shards that answer as `answers` says by their names, and keep everything by default. */
function namespace(answers = {}) {
  const letters = [];
  const keeping = async (letter) => Response.json(JSON.parse(letter)[2].map(() => 202));
  return {
    letters,
    idFromName: (name) => name,
    get: (name) => ({
      async fetch(url, { body, signal }) {
        letters.push({ name, path: new URL(url).pathname, letter: JSON.parse(body) });
        return (answers[name] ?? keeping)(body, signal);
      },
    }),
  };
}

async function post(relay, memories, { context, ...more } = {}) {
  const token = await createScope({ secret, kid: "k", audience, memories: "*", rater: "ada", ...more });
  const items = memories.map((memory_id) => ({ memory_id, feedback: "POSITIVE" }));
  const body = JSON.stringify({ token, items });
  const request = new Request("https://relay.test/v1/feedback/", { method: "POST", headers: { "content-type": "text/plain" }, body });
  const answer = await relay.fetch(request, {}, context);
  return { status: answer.status, results: (await answer.json()).results };
}

// By their hashes these are in three shards.
const memories = ["3c90c3cc-0d44-4b50-8888-8dd25736052a", "mémoire", "memory-1", "memory-1"];

test("each shard gets its share, with who speaks", async () => {
  const shards = namespace();
  const { status } = await post(createRelay({ ...options, shards }), memories, { source: "judge" });
  assert.equal(status, 202);
  const of = (name) => shards.letters.filter((letter) => letter.name === name);
  assert.deepEqual(of("shard-4")[0].letter.slice(0, 2), [true, "ada"]);
  assert.equal(of("shard-26")[0].letter[2][0].memory_id, "mémoire");
  assert.equal(shards.letters.length, 3);
  assert.deepEqual(shards.letters.map(({ path }) => path), ["/keep", "/keep", "/keep"]);
  assert(!JSON.stringify(shards.letters).includes("eyJ"), "no token goes further");
});

const failing = {
  "throws": () => Promise.reject(new Error("overloaded")),
  "answers 500": async () => new Response("", { status: 500 }),
  "answers nonsense": async () => new Response("<html>"),
  "answers for fewer items": async () => Response.json([]),
  "does not answer": async (_, signal) => {
    // The signal's own timer does not keep Node running.
    for (; !signal.aborted; await sleep(20));
    throw signal.reason;
  },
};
for (const [what, answer] of Object.entries(failing)) {
  test(`a shard that ${what} takes no other with it`, async () => {
    const shards = namespace({ "shard-26": answer });
    const relay = createRelay({ ...options, shards, limits: { timeoutMs: 200 } });
    const { status, results } = await post(relay, memories);
    assert.equal(status, 202);
    assert.deepEqual(results.map(({ ok, status, code }) => [ok, status, code]), [
      [true, 202, undefined],
      [false, 503, "shard"],
      [true, 202, undefined],
      [true, 202, undefined],
    ]);
  });
}

test("nothing is 202 when nothing was kept", async () => {
  const shards = namespace({ "shard-26": failing.throws });
  const { status, results } = await post(createRelay({ ...options, shards }), ["mémoire"]);
  assert.deepEqual([status, results[0].status], [200, 503]);
});

test("the shards are asked at the same time", async () => {
  let waiting = 0;
  let all;
  const together = new Promise((resolve) => (all = resolve));
  const keep = async (letter) => {
    if (++waiting === 3) all();
    await together;
    return Response.json(JSON.parse(letter)[2].map(() => 202));
  };
  const names = Array.from({ length: 32 }, (_, number) => `shard-${number}`);
  const shards = namespace(Object.fromEntries(names.map((name) => [name, keep])));
  assert.equal((await post(createRelay({ ...options, shards }), memories)).status, 202);
});

test("what is begun goes on when the page has gone, the owner's metrics too", async () => {
  const promises = [];
  let told = 0;
  const onEvent = async (event) => {
    await null;
    assert.deepEqual([event.code, event.delivered], ["ok", 4]);
    told += 1;
  };
  const relay = createRelay({ ...options, shards: namespace(), onEvent });
  await post(relay, memories, { context: { waitUntil: (promise) => promises.push(promise) } });
  await Promise.all(promises);
  assert.deepEqual([promises.length, told], [2, 1]);
});

test("an onEvent that throws harms nobody, and is said", async () => {
  const lines = [];
  const onEvent = () => {
    throw new Error("metrics are down");
  };
  const relay = createRelay({ ...options, shards: namespace(), onEvent, log: (line) => lines.push(JSON.parse(line)) });
  assert.equal((await post(relay, memories)).status, 202);
  assert.deepEqual(lines.map(({ code, message }) => [code, message]), [["ok", undefined], ["on_event", "metrics are down"]]);
});

test("a log that throws harms nobody", async () => {
  const log = () => {
    throw new Error("the disk is full");
  };
  assert.equal((await post(createRelay({ ...options, shards: namespace(), log, onEvent: () => {} }), memories)).status, 202);
});
