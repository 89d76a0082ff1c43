import assert from "node:assert/strict";
import { mock, test } from "node:test";
import * as face from "../../pkg/dist/index.js";
import * as slim from "../../pkg/dist/slim/slim.js";
import { fetching, json, serve } from "./server.mjs";

const { MemoryClient, MemoryError } = face;
const NAMES = {
  400: ["ValidationError", "Please check your request parameters and try again"],
  401: ["AuthenticationError", "Please check your API key and authentication credentials"],
  403: ["AuthenticationError", "You don't have permission to perform this operation"],
  404: ["MemoryNotFoundError", "The requested resource was not found"],
  408: ["NetworkError", "Request timed out. Please try again"],
  409: ["ValidationError", "Resource conflict. Please check your request"],
  413: ["MemoryQuotaExceededError", "Request too large. Please reduce the size of your request"],
  418: ["MemoryError", "Please try again later"],
  422: ["ValidationError", "Invalid request data. Please check your input"],
  429: ["RateLimitError", "Rate limit exceeded. Please wait before making more requests"],
  500: ["MemoryError", "Internal server error. Please try again later"],
  502: ["NetworkError", "Service temporarily unavailable. Please try again later"],
  503: ["NetworkError", "Service unavailable. Please try again later"],
  504: ["NetworkError", "Gateway timeout. Please try again later"],
  599: ["MemoryError", "Please try again later"],
};

// No wait between attempts.
mock.method(Math, "random", () => 0);

/** The error that an answer of a real server becomes. */
async function errorOf(t, answer, credential = { apiKey: "key" }) {
  const { host } = await serve(t, answer);
  const client = new MemoryClient({ host, retries: 0, ...credential });
  const error = await client.feedback({ memoryId: "m", feedback: "POSITIVE" }).then(
    () => assert.fail("it was delivered"),
    (error) => error,
  );
  return { error, url: `${host}/v1/feedback/` };
}

test("each status has its class, code, suggestion and debug information", async (t) => {
  for (const [status, [name, suggestion]] of Object.entries(NAMES)) {
    const body = { detail: `This is a ${status}`, more: [1] };
    const { error, url } = await errorOf(t, (response) => json(response, Number(status), body));
    assert(error instanceof face[name] && error instanceof MemoryError && error instanceof Error, `${status}`);
    assert.equal(Object.getPrototypeOf(error), face[name].prototype, `${status}`);
    assert.deepEqual(
      [error.name, error.errorCode, error.message, error.suggestion],
      [name, `HTTP_${status}`, `This is a ${status}`, suggestion],
    );
    assert.deepEqual(error.details, body);
    assert.deepEqual(error.debugInfo, { statusCode: Number(status), url, method: "POST" });
    assert.equal("cause" in error, false);
  }
});

test("a 429 tells what the limit is", async (t) => {
  const limits = { "x-ratelimit-limit": "100", "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1764000000" };
  const { error, url } = await errorOf(t, (response) => json(response, 429, {}, { "retry-after": "7", ...limits }));
  assert.deepEqual(error.debugInfo, {
    statusCode: 429,
    url,
    method: "POST",
    retryAfter: 7,
    xRatelimitLimit: "100",
    xRatelimitRemaining: "0",
    xRatelimitReset: "1764000000",
  });
});

test("Retry-After is in whole seconds, a date converted", async (t) => {
  const retryAfter = async (header) => {
    const { error } = await errorOf(t, (response) => json(response, 429, {}, { "retry-after": header }));
    assert.equal(error.name, "RateLimitError");
    return error.debugInfo.retryAfter;
  };
  const converted = await retryAfter(new Date(Date.now() + 120_000).toUTCString());
  assert(converted === 119 || converted === 120, `${converted}`);
  assert.equal(await retryAfter(new Date(0).toUTCString()), 0);
  assert.equal(await retryAfter("0"), 0);
  for (const nonsense of ["soon", "-5", "1.5", "1e3"]) assert.equal(await retryAfter(nonsense), undefined, nonsense);
  assert((await retryAfter("99999999999999")) >= 2 ** 32 - 1);
});

test("only a 429 carries limits, and whatever names a wait carries that", async (t) => {
  const headers = { "retry-after": "7", "x-ratelimit-limit": "100" };
  const { error } = await errorOf(t, (response) => json(response, 503, {}, headers));
  assert.deepEqual(Object.keys(error.debugInfo), ["url", "method", "statusCode", "retryAfter"]);
});

test("the message is found in whatever body came", async (t) => {
  const said = async (body, type = "application/json") => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const { error } = await errorOf(t, (response) => response.writeHead(400, { "content-type": type }).end(text));
    return error.message;
  };
  assert.equal(await said({ error: "e", detail: "d", message: "m", details: { message: "first" } }), "first");
  assert.equal(await said({ error: "e", detail: "d", message: "m", details: {} }), "d");
  assert.equal(await said({ error: "e", message: "m" }), "e");
  assert.equal(await said({ message: "m", details: "x" }), "m");
  assert.equal(await said(["one", "two"]), "one");
  assert.equal(await said({ memory_id: ["Required."] }), '{"memory_id":["Required."]}');
  assert.equal(await said("Bad things\n", "text/plain"), "Bad things");
  assert.equal(await said("<html><body>Bad Gateway</body></html>", "text/html"), "<html><body>Bad Gateway</body></html>");
  assert.equal(await said(""), "HTTP 400 error");
  assert.equal(await said("null"), "null");
  assert.equal((await said("é".repeat(50_000))).length, 250);
});

test("details hold the body where it is an object, and are empty otherwise", async (t) => {
  for (const text of ["", "[1]", "null", '"text"', "<p>", "5"]) {
    const { error } = await errorOf(t, (response) => response.writeHead(400).end(text));
    assert.deepEqual(error.details, {});
  }
});

test("a connection that is refused keeps its cause", async () => {
  const client = new MemoryClient({ host: "http://127.0.0.1:1", retries: 0 });
  await assert.rejects(client.feedback({ memoryId: "m" }), (error) => {
    assert.deepEqual([error.name, error.errorCode], ["NetworkError", "NET_CONNECT"]);
    assert.equal(error.suggestion, "Please check your internet connection and try again");
    assert(error.cause instanceof TypeError);
    assert.equal(error.cause.cause.code === "ECONNREFUSED" || error.cause.message === "fetch failed", true);
    assert.deepEqual(error.debugInfo, { url: "http://127.0.0.1:1/v1/feedback/", method: "POST" });
    return true;
  });
});

test("instanceof holds across the entry points", async () => {
  const { fetch } = fetching(() => Response.json({}, { status: 404 }));
  const error = await new MemoryClient({ host: "https://a.test", fetch }).feedback({ memoryId: "m" }).catch((e) => e);
  assert(error instanceof slim.MemoryNotFoundError && error instanceof slim.MemoryError);
  assert.throws(() => new slim.MemoryClient({}), face.ConfigurationError);
  for (const [name] of Object.values(NAMES)) assert.equal(face[name], slim[name]);
});

test("the official names, and the older guide's", () => {
  assert.equal(face.APIError, MemoryError);
  assert.equal(face.default, MemoryClient);
  for (const name of [...new Set(Object.values(NAMES).map(([name]) => name)), "ConfigurationError"]) {
    const error = new face[name]("message", "CODE");
    assert.deepEqual([error.name, error.errorCode, `${error}`], [name, "CODE", `${name}: message`]);
    assert.deepEqual([error.details, error.suggestion, error.debugInfo], [{}, undefined, {}]);
    assert(error instanceof face.APIError);
    assert.match(error.stack, new RegExp(`^${name}|^Error`));
  }
});

test("no key, token or reason is in any error", async (t) => {
  for (const credential of [{ apiKey: "hunter2" }, { token: "hunter2" }]) {
    for (const status of Object.keys(NAMES)) {
      const { error } = await errorOf(t, (response) => json(response, Number(status), {}), credential);
      assert(!JSON.stringify([error.message, error, error.stack]).includes("hunter2"));
    }
  }
});
