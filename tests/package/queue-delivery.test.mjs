import assert from "node:assert/strict";
import { test } from "node:test";
import { entry, printed } from "./fresh-node.mjs";
import { clientOf, pause, queueTo, statuses, stub } from "./queues.mjs";
import { json, RECORDED, serve } from "./server.mjs";

const up = { memoryId: "m", feedback: "POSITIVE" };
const items = (count) => Array.from({ length: count }, (_, index) => ({ memoryId: `m${index}`, feedback: "POSITIVE" }));
const SECRET = "the-reason-nobody-may-read";

test("404 is refused at once, set aside, and can be tried again", async (t) => {
  const { host, requests } = await serve(t, statuses(404, 200));
  const { queue, warnings } = queueTo(t, clientOf(host));
  const added = queue.add({ ...up, feedbackReason: SECRET });
  const { state, error } = await added.settled;
  assert.deepEqual([state, error.name, error.errorCode], ["refused", "MemoryNotFoundError", "HTTP_404"]);
  assert.deepEqual(await queue.flush(), { sent: 0, superseded: 0, refused: 0, pending: 0 });
  const letters = await queue.deadLetters.list();
  assert.deepEqual(letters.map(({ id, feedback, error }) => [id, feedback.feedbackReason, error.code]), [[added.id, SECRET, "HTTP_404"]]);
  assert(Math.abs(letters[0].at - Date.now()) < 5000);
  const exported = JSON.parse(JSON.stringify(letters));
  assert.deepEqual(exported, letters);
  assert.doesNotMatch(JSON.stringify(exported[0].error), new RegExp(SECRET));
  assert.equal(await queue.deadLetters.retry(["another"]), 0);
  assert.equal(await queue.deadLetters.retry([added.id]), 1);
  assert.deepEqual(await queue.deadLetters.list(), []);
  assert.equal((await queue.flush()).sent, 1);
  assert.deepEqual(requests.map(({ body }) => body.feedback_reason), [SECRET, SECRET]);
  assert.deepEqual(warnings, []);
});

test("dead letters can be cleared, and a queue that is closed or full takes none back", async (t) => {
  const { host } = await serve(t, statuses(400));
  const { queue } = queueTo(t, clientOf(host), { maxPending: 2 });
  for (const item of items(2)) queue.add(item);
  assert.equal((await queue.flush()).refused, 2);
  queue.add({ ...up, memoryId: "one" });
  await assert.rejects(queue.deadLetters.retry(), { errorCode: "QUEUE_FULL" });
  await queue.flush();
  assert.equal((await queue.deadLetters.list()).length, 3);
  await queue.deadLetters.clear();
  assert.deepEqual(await queue.deadLetters.list(), []);
});

test("500 is tried three times, then refused, and blocks nothing else", { timeout: 60_000 }, async (t) => {
  const { host, requests } = await serve(t, (response, { body }) =>
    body.memory_id === "unknown" ? json(response, 500, { error: "Server error" }) : json(response, 200, RECORDED));
  const { queue } = queueTo(t, clientOf(host, { retries: 5 }));
  const refused = queue.add({ ...up, memoryId: "unknown" });
  queue.add(up);
  const { state, error } = await refused.settled;
  assert.deepEqual([state, error.errorCode], ["refused", "HTTP_500"]);
  const attempts = requests.filter(({ body }) => body.memory_id === "unknown");
  // The client's own retries do not come on top.
  assert.equal(attempts.length, 3);
  assert.equal(requests.length, 4);
});

for (const status of [429, 503]) {
  test(`${status} with Retry-After holds all that goes to the host`, async (t) => {
    const times = [];
    const answer = statuses([status, { "retry-after": "1" }], 200);
    const { host } = await serve(t, (response, request) => {
      times.push(performance.now());
      answer(response, request);
    });
    const { queue } = queueTo(t, clientOf(host), { concurrency: 1 });
    // Once when it is given, once when it has been sent in vain.
    const told = new Promise((resolve) => {
      let times = 0;
      queue.addEventListener("queued", () => (times += 1) === 2 && resolve());
    });
    queue.add(up);
    await told;
    for (const item of items(3)) queue.add(item);
    assert.equal((await queue.flush()).sent, 4);
    assert(times[1] - times[0] >= 1000, `${times[1] - times[0]} ms`);
    assert.equal(times.length, 5);
  });
}

test("concurrent requests that are told 401 renew their token once", async (t) => {
  const { host, requests } = await serve(t, (response, { body }) => setTimeout(() => {
    if (body.token === "old") return json(response, 401, { error: "The token has expired" });
    return json(response, 200, { results: body.items.map(({ memory_id }) => ({ memory_id, ok: true, status: 200 })) });
  }, 50));
  const asked = [];
  let current = "old";
  const token = async ({ memoryIds }) => {
    asked.push(memoryIds);
    await pause(20);
    return current;
  };
  const client = clientOf(host, { token });
  // One for each, as six answers of a chat would have.
  const { queue } = queueTo(t, { batchSize: 1, feedbackBatch: (...call) => client.feedbackBatch(...call) });
  for (const item of items(6)) queue.add(item);
  while (requests.length < 6) await pause(5);
  current = "new";
  assert.equal((await queue.flush()).sent, 6);
  assert.equal(asked.length, 7);
  assert.deepEqual(requests.map(({ body }) => body.token).sort(), [...Array(6).fill("new"), ...Array(6).fill("old")]);
});

test("a relay gets many in one request", async (t) => {
  const { host, requests } = await serve(t, (response, { body }) =>
    json(response, 202, { results: body.items.map(({ memory_id }) => ({ memory_id, ok: true, status: 202 })) }));
  const { queue } = queueTo(t, clientOf(host, { token: "t" }));
  for (const item of items(450)) queue.add(item);
  assert.equal((await queue.flush()).sent, 450);
  assert.deepEqual(requests.map(({ body }) => body.items.length), [200, 200, 50]);
});

test("a transport of one's own is given items, and told to try once", async (t) => {
  const transport = stub();
  const { queue } = queueTo(t, transport);
  const { id } = queue.add({ memory_id: "m", feedback: "negative", feedback_reason: "Moved away", reason_codes: ["outdated"] });
  await queue.flush();
  const [{ items, options }] = transport.calls;
  assert.deepEqual(items, [{ memoryId: "m", feedback: "NEGATIVE", feedbackReason: "Moved away", reasonCodes: ["outdated"], seq: id }]);
  assert.deepEqual([options.retries, options.concurrency, options.signal.aborted], [0, 6, false]);
});

const ODD = {
  "throws": () => { throw new Error("odd"); },
  "throws nothing at all": () => { throw null; },
  "rejects": () => Promise.reject(new Error("odd")),
  "has no promise": () => ({ results: [{ ok: true }] }),
  "has nothing": () => undefined,
  "has no results": () => ({}),
  "has too few": async () => ({ results: [] }),
  "has numbers that are none": async () => ({ results: [{ ok: false, error: { debugInfo: { statusCode: NaN, retryAfter: "soon" } } }] }),
};
for (const [what, feedbackBatch] of Object.entries(ODD)) {
  test(`a transport that ${what} is tried again, but not at once`, async (t) => {
    // Half of the first wait, which is drawn from half a second.
    t.mock.method(Math, "random", () => 0.5);
    let calls = 0;
    const { queue } = queueTo(t, {
      feedbackBatch: (...call) => ((calls += 1), calls > 2 ? { results: [{ ok: true }] } : feedbackBatch(...call)),
    });
    queue.add(up);
    while (calls === 0) await pause(1);
    await pause(50);
    assert.equal(calls, 1);
    assert.equal((await queue.flush()).pending, 0);
  });
}

test("of a server that is down little is asked, and all is delivered afterwards", { timeout: 60_000 }, async (t) => {
  let isUp = false;
  const { host, requests } = await serve(t, (response) => json(response, isUp ? 200 : 503, RECORDED));
  const { queue } = queueTo(t, clientOf(host));
  for (const item of items(50)) queue.add(item);
  await pause(1500);
  assert(requests.length <= 14, `${requests.length}`);
  isUp = true;
  requests.length = 0;
  assert.equal((await queue.flush({ timeoutMs: 50_000 })).sent, 50);
  assert.equal(requests.length, 50);
});

test("a listener that is told of a refusal finds it among the dead letters", async (t) => {
  const { host } = await serve(t, statuses(404));
  const { queue } = queueTo(t, clientOf(host));
  const listed = new Promise((resolve) => {
    queue.addEventListener("refused", () => resolve(queue.deadLetters.list()));
  });
  const { id } = queue.add(up);
  assert.deepEqual((await listed).map((letter) => letter.id), [id]);
});

test("a transport that never answers has two minutes, and is then tried again", async () => {
  // In a process of its own, in which these are a moment.
  const script = `
    import { FeedbackQueue } from ${entry("queue.js")};
    const wait = globalThis.setTimeout;
    globalThis.setTimeout = (act, ms, ...rest) => wait(act, ms === 120_000 ? 20 : ms, ...rest);
    let calls = 0;
    const feedbackBatch = (items, { signal }) => {
      if ((calls += 1) > 1) return { results: [{ ok: true }] };
      signal.addEventListener("abort", () => console.log("aborted"));
      return new Promise(() => {});
    };
    const queue = new FeedbackQueue({ feedbackBatch }, { concurrency: 1 });
    const { state } = await queue.add({ memoryId: "m" }).settled;
    console.log(state, calls);
    queue.close();
  `;
  assert.equal(await printed(script), "aborted\nsent 2\n");
});

test("a queue that is closed does not wait for a transport that never answers", async () => {
  const script = `
    import { FeedbackQueue } from ${entry("queue.js")};
    const queue = new FeedbackQueue({ feedbackBatch: () => new Promise(() => {}) });
    queue.addEventListener("sending", () => setTimeout(() => queue.close(), 50));
    queue.add({ memoryId: "m" });
    process.on("exit", () => console.log(queue.size));
  `;
  const start = performance.now();
  assert.equal(await printed(script), "1\n");
  assert(performance.now() - start < 10_000);
});

test("a relay is told each feedback's place in time, under the scope of its memory", async (t) => {
  const { host, requests } = await serve(t, (response, { body }) =>
    json(response, 200, { results: body.items.map(({ memory_id }) => ({ memory_id, ok: true, status: 200 })) }));
  const client = clientOf(host, { token: () => "asked" });
  client.addScope("one", ["a", "b"]);
  client.addScope("two", ["c"]);
  const { queue } = queueTo(t, client);
  const added = ["a", "c", "b", "x"].map((memoryId) => queue.add({ ...up, memoryId }));
  assert.equal((await queue.flush()).sent, 4);
  const sent = requests.map(({ body }) => [body.token, body.items.map(({ memory_id }) => memory_id)]);
  assert.deepEqual(sent.sort(), [["asked", ["x"]], ["one", ["a", "b"]], ["two", ["c"]]]);
  const places = new Map(requests.flatMap(({ body }) => body.items).map(({ memory_id, seq }) => [memory_id, seq]));
  for (const { memoryId, id } of added) assert.equal(places.get(memoryId), id);
});
