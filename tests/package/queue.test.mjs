import assert from "node:assert/strict";
import { test } from "node:test";
import { ConfigurationError, MemoryClient, MemoryQuotaExceededError, ValidationError } from "../../pkg/dist/index.js";
import { FeedbackQueue } from "../../pkg/dist/queue.js";
import { newMemoryJournal } from "../../pkg/dist/queue/journal.js";
import { newTab } from "../../pkg/dist/queue/tab.js";
import { load } from "../../pkg/dist/wasm/queue.js";
import { entry, printed } from "./fresh-node.mjs";
import { clientOf, pause, queueTo, statuses, stub } from "./queues.mjs";
import { json, RECORDED, serve } from "./server.mjs";

const up = { memoryId: "m", feedback: "POSITIVE" };
const item = (memoryId, feedback = "POSITIVE") => ({ memoryId, feedback });

test("what is wrong is refused at once, by field", (t) => {
  const { queue } = queueTo(t, stub());
  for (const [wrong, field] of [
    [undefined, /object/],
    [{}, /^memoryId is missing/],
    [{ ...up, feedback: "GOOD" }, /^feedback is "GOOD"/],
    [{ ...up, feedbackReason: 5 }, /^feedbackReason is a number/],
    [{ ...up, reasonCodes: ["ugly"] }, /^reasonCodes has "ugly"/],
  ]) {
    assert.throws(() => queue.add(wrong), (error) => error instanceof ValidationError && field.test(error.message));
  }
  assert.equal(queue.size, 0);
});

test("a queue that is full says so, and takes more when there is room", async (t) => {
  const { queue } = queueTo(t, stub(), { maxPending: 2 });
  queue.add(item("a"));
  queue.add(item("b"));
  assert.throws(() => queue.add(item("c")), (error) => {
    return error instanceof MemoryQuotaExceededError && error.errorCode === "QUEUE_FULL";
  });
  await queue.flush();
  assert.equal(queue.add(item("c")).state, "queued");
});

test("a closed queue takes nothing", async (t) => {
  const { queue } = queueTo(t, stub());
  queue.close();
  queue.close();
  assert.throws(() => queue.add(up), ConfigurationError);
  assert.equal((await queue.flush()).pending, 0);
});

test("wrong options are named", () => {
  const wrong = [
    { name: 5 }, { owner: null }, { maxPending: 0 }, { maxPending: 1.5 }, { maxAgeMs: -1 }, { concurrency: 33 },
    { journal: {} }, { journal: null },
  ];
  for (const options of wrong) {
    const [name] = Object.keys(options);
    assert.throws(() => new FeedbackQueue(stub(), options), (error) => {
      return error instanceof ConfigurationError && error.message.startsWith(`${name} is `);
    });
  }
  for (const transport of [undefined, null, {}, fetch]) {
    assert.throws(() => new FeedbackQueue(transport), { name: "ConfigurationError", message: /^transport is / });
  }
  assert.throws(() => new FeedbackQueue({ ...stub(), batchSize: 0 }), { message: /^transport\.batchSize is 0/ });
});

test("a hundred clicks on one thumb are one request", async (t) => {
  const { host, requests } = await serve(t);
  const { queue, said } = queueTo(t, clientOf(host));
  const items = Array.from({ length: 100 }, (_, index) => queue.add(item("m", index % 2 ? "NEGATIVE" : "POSITIVE")));
  assert.deepEqual(await queue.flush(), { sent: 1, superseded: 99, refused: 0, pending: 0 });
  assert.deepEqual(requests.map(({ body }) => body.feedback), ["NEGATIVE"]);
  assert.deepEqual(await Promise.all(items.slice(98).map(({ settled }) => settled)), [{ state: "superseded" }, { state: "sent" }]);
  assert.deepEqual([...new Set(said.map(([type]) => type))].sort(), ["queued", "sending", "sent", "superseded"]);
});

test("with one in flight they are two, one after the other", async (t) => {
  let inFlight = 0;
  const { host, requests } = await serve(t, (response) => {
    inFlight += 1;
    assert.equal(inFlight, 1);
    setTimeout(() => {
      inFlight -= 1;
      json(response, 200, RECORDED);
    }, 100);
  });
  const { queue } = queueTo(t, clientOf(host));
  queue.add(up);
  while (requests.length === 0) await pause(5);
  for (let click = 0; click < 100; click += 1) queue.add(item("m", click % 2 ? "VERY_NEGATIVE" : null));
  await queue.flush();
  assert.deepEqual(requests.map(({ body }) => body.feedback), ["POSITIVE", "VERY_NEGATIVE"]);
});

test("flush ends by its signal and by its time, and counts what became of what", async (t) => {
  const answers = { good: { ok: true }, bad: { ok: false, error: { debugInfo: { statusCode: 404 } } } };
  const { queue } = queueTo(t, stub(({ memoryId }) => answers[memoryId] ?? new Promise(() => {})));
  ["good", "bad", "hangs", "good"].forEach((memoryId) => queue.add(item(memoryId)));
  assert.deepEqual(await queue.flush({ timeoutMs: 100 }), { sent: 1, superseded: 1, refused: 1, pending: 1 });
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 20);
  assert.equal((await queue.flush({ signal: controller.signal })).pending, 1);
  assert.equal((await queue.flush({ signal: AbortSignal.abort() })).pending, 1);
  await assert.rejects(queue.flush({ timeoutMs: 0 }), ValidationError);
  await assert.rejects(queue.flush({ signal: true }), ValidationError);
});

test("a listener that throws breaks nothing", async () => {
  // In a process of its own: Node makes an uncaught exception of it, as a page calls its onerror.
  const script = `
    import { FeedbackQueue } from ${entry("queue.js")};
    const uncaught = new Set();
    process.on("uncaughtException", ({ message }) => uncaught.add(message));
    const queue = new FeedbackQueue({ feedbackBatch: async () => ({ results: [{ ok: true }] }) });
    for (const type of ["queued", "sending", "sent", "change"]) {
      queue.addEventListener(type, () => { throw new Error(type); });
    }
    const { state } = await queue.add({ memoryId: "m" }).settled;
    const { pending } = await queue.flush();
    console.log(state, pending, ...[...uncaught].sort());
  `;
  assert.equal(await printed(script), "sent 0 change queued sending sent\n");
});

test("a listener may add, clear and close", async (t) => {
  const transport = stub();
  const { queue } = queueTo(t, transport);
  queue.addEventListener("sent", ({ item: { memoryId } }) => memoryId === "a" && queue.add(item("b")));
  queue.add(item("a"));
  await queue.flush();
  assert.deepEqual(transport.calls.map(({ items }) => items[0].memoryId), ["a", "b"]);
  queue.addEventListener("sending", () => queue.close());
  queue.add(item("c"));
  await queue.flush();
  assert.throws(() => queue.add(up), ConfigurationError);
});

test("the snapshot is the same object while nothing changes", async (t) => {
  const { queue } = queueTo(t, stub());
  const seen = [];
  const stop = queue.subscribe(() => seen.push(queue.snapshot));
  await queue.flush();
  const before = queue.snapshot;
  assert.equal(queue.snapshot, before);
  queue.add(up);
  await queue.flush();
  assert.notEqual(queue.snapshot, before);
  assert.deepEqual({ pending: 0, sending: 0, sent: 1, superseded: 0, refused: 0 }, (({ pending, sending, sent, superseded, refused }) =>
    ({ pending, sending, sent, superseded, refused }))(queue.snapshot));
  const texts = seen.map((snapshot) => JSON.stringify(snapshot));
  assert(texts.every((text, index) => text !== texts[index - 1]), texts.join());
  assert(seen.some(({ pending }) => pending === 1));
  stop();
  const count = seen.length;
  queue.add(up);
  await queue.flush();
  assert.equal(seen.length, count);
});

test("clear forgets what waits", async (t) => {
  const transport = stub(() => new Promise(() => {}));
  const { queue } = queueTo(t, transport, { concurrency: 1 });
  queue.add(item("a"));
  await pause(50);
  const waiting = queue.add(item("b"));
  await queue.clear();
  assert.deepEqual(await waiting.settled, { state: "superseded" });
  assert.deepEqual(queue.pending().map(({ memoryId, state }) => [memoryId, state]), [["a", "sending"]]);
});

test("clear forgets what was given before the rules have come", async (t) => {
  const transport = stub();
  const journal = newMemoryJournal();
  const { queue } = queueTo(t, transport, { journal });
  const given = [queue.add(item("a")), queue.add(item("b"))];
  await queue.clear();
  assert.deepEqual(await Promise.all(given.map(({ settled }) => settled)), [{ state: "superseded" }, { state: "superseded" }]);
  queue.add(item("c"));
  await queue.flush();
  assert.deepEqual(transport.calls.map(({ items }) => items[0].memoryId), ["c"]);
  assert.deepEqual((await journal.read("", 100)).filter(([key]) => key.startsWith("record:")), []);
});

test("close ends what is in flight, and leaves nothing that keeps the process", async (t) => {
  const { host, requests } = await serve(t, () => {});
  const script = `
    import { MemoryClient } from ${entry("index.js")};
    import { FeedbackQueue } from ${entry("queue.js")};
    const queue = new FeedbackQueue(new MemoryClient({ host: ${JSON.stringify(host)} }));
    queue.add({ memoryId: "m", feedback: "POSITIVE" });
    queue.addEventListener("sending", () => setTimeout(() => {
      queue.close();
      console.log(queue.size);
    }, 200));
    new FeedbackQueue(new MemoryClient({ host: "http://127.0.0.1:9" })).close();
  `;
  const start = performance.now();
  assert.equal(await printed(script), "1\n");
  assert.equal(requests.length, 1);
  assert(performance.now() - start < 5000);
});

test("a process ends by itself once all is delivered", async (t) => {
  const { host, requests } = await serve(t, statuses(503, 200));
  const script = `
    import { MemoryClient } from ${entry("index.js")};
    import { FeedbackQueue } from ${entry("queue.js")};
    const queue = new FeedbackQueue(new MemoryClient({ host: ${JSON.stringify(host)} }));
    queue.add({ memoryId: "m", feedback: "POSITIVE" }).settled.then(({ state }) => console.log(state));
  `;
  assert.equal(await printed(script), "sent\n");
  assert.equal(requests.length, 2);
});

test("a transport is told to prepare before there is anything to send, and may fail", async (t) => {
  let times = 0;
  const prepare = () => {
    times += 1;
    throw new Error("not now");
  };
  const { queue, warnings } = queueTo(t, { ...stub(), prepare });
  assert.equal(times, 1);
  assert.deepEqual(await queue.add(item("a")).settled, { state: "sent" });
  assert.deepEqual(warnings, []);
});

test("importing and creating a queue asks the network for nothing", async (t) => {
  const { host, requests } = await serve(t);
  const { queue } = queueTo(t, new MemoryClient({ host }));
  await queue.flush();
  assert.equal(requests.length, 0);
});

test("a lock that was lost in a sleep is asked for again; one that is refused is done without", async () => {
  const [LOCK, VERIFY, LOAD] = [1, 3, 6];
  const [GRANTED, LOST] = [0, 1];
  const tab = newTab(await load(30_000), 6, 1, 60_000, 1e9, true);
  const deeds = (now) => {
    tab.at(now, now, 0);
    const done = [];
    for (let deed; (deed = tab.poll()); ) done.push(deed);
    return done;
  };
  assert(deeds(0).includes(LOCK));
  tab.tell(GRANTED);
  assert(deeds(1).includes(LOAD));
  assert(deeds(10_000).includes(VERIFY));
  tab.tell(LOST);
  assert.deepEqual(deeds(10_001), [LOCK]);
  tab.tell(LOST, true);
  assert.deepEqual(deeds(10_002), [LOAD]);
});
