import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { getEventListeners } from "node:events";
import { mock, test } from "node:test";
import { promisify } from "node:util";
import { MemoryClient, MemoryError } from "../../pkg/dist/index.js";
import { fetching, json, RECORDED, serve } from "./server.mjs";

const item = { memoryId: "m", feedback: "POSITIVE" };
const never = () => new Promise(() => {});
mock.method(Math, "random", () => 0);

/** What becomes of a feedback whose `fetch` does as it is told. */
function outcome(fetch, options = {}, call = {}) {
  const client = new MemoryClient({ host: "https://mem0.test", fetch, retries: 0, ...options });
  return client.feedback(item, call).then(
    (value) => ["delivered", value.message],
    (error) => {
      assert(error instanceof MemoryError, `${error}`);
      return [error.name, error.errorCode, error];
    },
  );
}

async function failsWith(fetch, code, options) {
  const [name, errorCode, error] = await outcome(fetch, options);
  assert.deepEqual([name, errorCode], ["NetworkError", code], `${fetch}`);
  return error;
}

test("whatever fetch throws or rejects with is the cause", async () => {
  for (const thrown of [new TypeError("broken"), new DOMException("no", "AbortError"), "text", null, 5, false, {}, 1n]) {
    const throwing = await failsWith(() => { throw thrown; }, "NET_CONNECT");
    const rejecting = await failsWith(() => Promise.reject(thrown), "NET_CONNECT");
    for (const error of [throwing, rejecting]) assert.equal(error.cause, thrown);
  }
  for (const fetch of [() => Promise.reject(), () => { throw undefined; }]) {
    assert.equal((await outcome(fetch))[0], "NetworkError");
  }
  assert.match((await failsWith(() => Promise.reject(new Error("no route")), "NET_CONNECT")).message, /no route/);
});

test("what fetch returns need not be a Response", async () => {
  const odd = [undefined, null, "ok", 5, true, [], {}, { status: "200" }, { status: 200.5 }, { status: -1 }, () => {}];
  for (const value of odd) await failsWith(async () => value, "NET_GENERIC");
  for (const value of odd) await failsWith(() => value, "NET_GENERIC");
  const broken = { get status() { throw new Error("x"); } };
  await failsWith(async () => broken, "NET_GENERIC");
  await failsWith(() => ({ then() { throw new Error("x"); } }), "NET_CONNECT");
});

test("mocks without headers, with json alone or with text alone", async () => {
  const delivered = ["delivered", "Feedback recorded"];
  assert.deepEqual(await outcome(() => ({ status: 200, json: async () => RECORDED })), delivered);
  assert.deepEqual(await outcome(() => ({ status: 200, json: () => RECORDED })), delivered);
  assert.deepEqual(await outcome(() => ({ status: 200, text: async () => JSON.stringify(RECORDED) })), delivered);
  assert.deepEqual(await outcome(() => ({ status: 204 })), delivered);
  const limited = await outcome(() => ({ status: 429, json: async () => ({ detail: "slow down" }) }));
  assert.deepEqual(limited.slice(0, 2), ["RateLimitError", "HTTP_429"]);
  assert.equal(limited[2].message, "slow down");
  for (const headers of [null, 5, {}, { get: 5 }, { get() { throw new Error("x"); } }, new Map([["retry-after", 5]])]) {
    const [name] = await outcome(() => ({ status: 429, headers, json: async () => ({}) }));
    assert.equal(name, "RateLimitError");
  }
});

test("a body that cannot be read", async () => {
  for (const reader of [() => Promise.reject(new Error("cut")), () => { throw new Error("cut"); }]) {
    const error = await failsWith(() => ({ status: 200, text: reader }), "NET_GENERIC");
    assert.equal(error.cause.message, "cut");
  }
  const used = Response.json(RECORDED);
  await used.text();
  await failsWith(() => used, "NET_GENERIC");
});

test("an answer that is not the API's is not delivered", async (t) => {
  for (const [status, text] of [[200, "<html>Sign in</html>"], [200, ""], [200, "[]"], [200, "null"], [201, '{"id":']]) {
    const { host } = await serve(t, (response) => response.writeHead(status).end(text));
    await failsWith(undefined, "NET_GENERIC", { host });
  }
  const { host } = await serve(t, (response) => response.writeHead(204).end());
  assert.deepEqual(await outcome(undefined, { host }), ["delivered", "Feedback recorded"]);
  const other = await serve(t, (response) => json(response, 200, { id: "1", feedback: "POSITIVE" }));
  assert.deepEqual(await outcome(undefined, { host: other.host }), ["delivered", "Feedback recorded"]);
});

test("a body cut short, a connection dropped before the answer", async (t) => {
  const cut = await serve(t, (response) => {
    response.writeHead(200, { "content-length": 100 }).write('{"message":');
    setTimeout(() => response.destroy(), 20);
  });
  assert((await failsWith(undefined, "NET_GENERIC", { host: cut.host })).cause instanceof Error);
  const dropped = await serve(t, (response) => response.socket.destroy());
  await failsWith(undefined, "NET_CONNECT", { host: dropped.host });
});

test("the time for a call ends whatever it waits for", async (t) => {
  const silent = await serve(t, () => {});
  const stalling = await serve(t, (response) => response.writeHead(200).write("{"));
  const stalled = [
    [never, {}],
    [() => ({ then() {} }), {}],
    [() => ({ status: 200, text: never }), {}],
    [() => ({ status: 200, json: never }), {}],
    [undefined, { host: silent.host }],
    [undefined, { host: stalling.host }],
    [undefined, { token: never }],
  ];
  await Promise.all(
    stalled.map(async ([fetch, options]) => {
      const start = Date.now();
      const error = await failsWith(fetch, "NET_TIMEOUT", { timeoutMs: 60, retries: 5, ...options });
      assert(Date.now() - start < 1_000);
      assert.match(error.message, /timed out/);
    }),
  );
  assert.equal(silent.requests.length, 1);
});

test("the time of a call goes before the client's, and counts attempts together", async (t) => {
  assert.deepEqual((await outcome(never, { timeoutMs: 60_000 }, { timeoutMs: 20 })).slice(0, 2), ["NetworkError", "NET_TIMEOUT"]);
  const { host, requests } = await serve(t, (response) => setTimeout(() => json(response, 503, {}), 60));
  const start = Date.now();
  const [, code] = await outcome(undefined, { host, retries: 50, timeoutMs: 200 });
  assert(["NET_TIMEOUT", "HTTP_503"].includes(code));
  assert(Date.now() - start < 600);
  assert(requests.length >= 2 && requests.length <= 4, `${requests.length}`);
});

test("a time-out and an abort end the request itself", async (t) => {
  const { fetch, calls } = fetching(never);
  await failsWith(fetch, "NET_TIMEOUT", { timeoutMs: 20 });
  assert(calls[0].init.signal.aborted);
  const controller = new AbortController();
  t.mock.method(console, "error", () => {});
  const call = new MemoryClient({ host: "https://a.test", fetch }).feedback(item, { signal: controller.signal });
  setTimeout(() => controller.abort("stop"), 20);
  await assert.rejects(call, (reason) => reason === "stop");
  assert(calls[1].init.signal.aborted);
});

for (const [reason, expected] of [
  ["a text", "a text"],
  [null, null],
  [0, 0],
  [new Error("mine")],
  [undefined],
]) {
  test(`an abort rejects with its reason: ${reason}`, async (t) => {
    const rejectsWithIt = (call, signal) =>
      assert.rejects(call, (thrown) => {
        assert.equal(thrown, signal.reason);
        if (expected !== undefined) assert.equal(thrown, expected);
        if (reason === undefined) assert.equal(thrown.name, "AbortError");
        return true;
      });
    const { fetch, calls } = fetching(never);
    const client = new MemoryClient({ host: "https://a.test", fetch });
    const before = AbortSignal.abort(reason);
    await rejectsWithIt(client.feedback(item, { signal: before }), before);
    assert.equal(calls.length, 0);
    const { host } = await serve(t, (response) => json(response, 503, {}, { "retry-after": "20" }));
    const body = { fetch: () => ({ status: 200, text: never }), host };
    for (const options of [{ host: "https://a.test", fetch }, { host }, body, { token: never, host }]) {
      const controller = new AbortController();
      const start = Date.now();
      const call = new MemoryClient(options).feedback(item, { signal: controller.signal });
      setTimeout(() => controller.abort(reason), 40);
      await rejectsWithIt(call, controller.signal);
      assert(Date.now() - start < 1_000);
      assert.equal(getEventListeners(controller.signal, "abort").length, 0);
    }
  });
}

test("an abort from inside of fetch or token is an abort, not what they throw", async () => {
  for (const where of ["fetch", "token"]) {
    const controller = new AbortController();
    const stop = () => {
      controller.abort("mine");
      throw new Error("stopped");
    };
    const client = new MemoryClient({ host: "https://a.test", retries: 0, [where]: stop });
    await assert.rejects(client.feedback(item, { signal: controller.signal }), (reason) => reason === "mine");
  }
});

test("an abort after the answer changes nothing", async () => {
  const controller = new AbortController();
  const { fetch } = fetching();
  const client = new MemoryClient({ host: "https://a.test", fetch });
  assert.deepEqual(await client.feedback(item, { signal: controller.signal }), RECORDED);
  assert.equal(getEventListeners(controller.signal, "abort").length, 0);
  controller.abort();
});

test("nothing is left running: Node ends by itself, at once", async (t) => {
  const { host } = await serve(t, (response, { body }) => {
    if (body.memory_id === "never") response.writeHead(200).write("{");
    else json(response, body.memory_id === "busy" ? 503 : 200, {}, { "retry-after": "25" });
  });
  const script = `
    import { MemoryClient } from ${JSON.stringify(new URL("../../pkg/dist/index.js", import.meta.url))};
    const client = new MemoryClient({ host: ${JSON.stringify(host)} });
    const signal = () => AbortSignal.timeout(150);
    await client.feedback({ memoryId: "good" });
    await client.feedback({ memoryId: "never" }, { timeoutMs: 50 }).catch(() => {});
    await client.feedback({ memoryId: "never" }, { signal: signal() }).catch(() => {});
    await client.feedback({ memoryId: "busy" }, { signal: signal() }).catch(() => {});
    await client.feedback({ memoryId: "busy" }, { timeoutMs: 1000 }).catch(() => {});
    process.stdout.write("done");
  `;
  const options = { timeout: 8_000 };
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], options);
  assert.equal(stdout, "done");
});

test("a client that fails has no unhandled rejection", async (t) => {
  const stray = [];
  const note = (reason) => stray.push(reason);
  process.on("unhandledRejection", note);
  t.after(() => process.off("unhandledRejection", note));
  await outcome((_, { signal }) => new Promise((_, reject) => signal.addEventListener("abort", reject)), { timeoutMs: 10 });
  await outcome(async () => ({ status: 200, text: () => new Promise((_, reject) => setTimeout(reject, 30)) }), { timeoutMs: 10 });
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.deepEqual(stray, []);
});

test("a refusal stays one when its body breaks off", async () => {
  const broken = (status) => ({ status, headers: new Headers(), text: () => Promise.reject(new Error("cut")) });
  for (const [status, name] of [[400, "ValidationError"], [401, "AuthenticationError"], [429, "RateLimitError"]]) {
    assert.deepEqual((await outcome(async () => broken(status))).slice(0, 2), [name, `HTTP_${status}`]);
  }
  assert.equal((await outcome(async () => broken(204)))[0], "delivered");
  await failsWith(async () => broken(200), "NET_GENERIC");
});
