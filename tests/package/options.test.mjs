import assert from "node:assert/strict";
import { test } from "node:test";
import { ConfigurationError, MemoryClient, ValidationError } from "../../pkg/dist/index.js";
import { fetching, serve } from "./server.mjs";

const SECRET = "m0-hunter2 ";
const host = "https://mem0.test";

function wrong(options) {
  try {
    new MemoryClient(options);
  } catch (error) {
    assert(error instanceof ConfigurationError, `${error}`);
    assert.equal(error.errorCode, "CFG_001");
    assert(error.suggestion);
    assert(!error.message.includes("hunter2"), error.message);
    return error.message;
  }
  return assert.fail(`accepted: ${JSON.stringify(options)}`);
}

/** Where the client sends, and what with. */
async function request(options) {
  const { fetch, calls } = fetching();
  await new MemoryClient({ ...options, fetch }).feedback({ memoryId: "m", feedback: "POSITIVE" });
  return { url: calls[0].url, ...calls[0].init };
}

/** Pretends to be a page until the test ends. */
function inPage(t, href) {
  Object.assign(globalThis, { document: {}, location: new URL(href) });
  t.after(() => {
    delete globalThis.document;
    delete globalThis.location;
  });
}

test("the key is missing", () => {
  assert.match(wrong(undefined), /^apiKey is missing: pass Mem0's key/);
  for (const api of ["https://api.mem0.ai", "https://api.mem0.ai/", "https://API.Mem0.ai:443//", null, undefined]) {
    assert.match(wrong({ host: api }), /^apiKey is missing/);
    // A token is for a relay, which Mem0 is not.
    assert.match(wrong({ host: api, token: "t" }), /^apiKey is missing/);
  }
});

test("options that are none", () => {
  assert.match(wrong(SECRET), /^options: pass \{apiKey\} or \{host\}, not/);
  assert.match(wrong(null), /^options: pass/);
  assert.match(wrong([SECRET]), /^options: pass/);
  assert.match(wrong({ apikey: SECRET }), /^apikey is no option; there are apiKey, host, /);
});

test("credentials of a wrong form, which are never shown", () => {
  for (const apiKey of ["", SECRET, ` ${SECRET}`, "ключ", 5, null, { SECRET }, [SECRET]]) {
    assert.match(wrong({ apiKey }), /^apiKey is .*: pass Mem0's key/);
  }
  for (const token of ["", 5, null, { SECRET }, [SECRET], Promise.resolve(SECRET)]) {
    assert.match(wrong({ token, host }), /^token is .*: pass the relay's token, or a function/);
  }
  assert.match(wrong({ apiKey: SECRET.trim(), token: "hunter2", host }), /^apiKey and token: pass one of them/);
});

test("a host of a wrong form, with no secret shown", () => {
  assert.match(wrong({ apiKey: "k", host: "mem0.test" }), /^host is "mem0.test": it is no URL. Write "https:/);
  assert.match(wrong({ apiKey: "k", host: "localhost:8787" }), /it is neither https:\/\/ nor http:\/\//);
  assert.match(wrong({ apiKey: "k", host: "ftp://mem0.test" }), /it is neither/);
  assert.match(wrong({ apiKey: "k", host: "" }), /it is no URL/);
  assert.match(wrong({ apiKey: "k", host: 5 }), /it is no string/);
  assert.match(wrong({ apiKey: "k", host: new URL(host) }), /it is no string/);
  assert.match(wrong({ apiKey: "k", host: "https://me:hunter2@mem0.test" }), /it has a user's name/);
  for (const more of ["?", "?key=hunter2", "#", "#hunter2", "/a?b"]) {
    assert.match(wrong({ apiKey: "k", host: `${host}/${more}` }), /it has a query or a fragment/);
  }
  for (const path of ["/memories", "//mem0.test", "/\\mem0.test"]) {
    assert.match(wrong({ host: path }), /a path needs a page|it is no URL/);
  }
});

test("a host may carry a path, and slashes at its end", async () => {
  for (const [written, url] of [
    [host, `${host}/v1/feedback/`],
    [`${host}///`, `${host}/v1/feedback/`],
    [`${host}/mem0/api/`, `${host}/mem0/api/v1/feedback/`],
    [`HTTPS://MEM0.test:443 `, `${host}/v1/feedback/`],
    ["http://[::1]:8787", "http://[::1]:8787/v1/feedback/"],
  ]) {
    assert.equal((await request({ apiKey: "k", host: written })).url, url);
  }
  assert.equal((await request({ apiKey: "k" })).url, "https://api.mem0.ai/v1/feedback/");
});

test("in a page a path alone is a host", async (t) => {
  inPage(t, "https://app.test/chat?q=1#top");
  assert.equal((await request({ host: "/memories/" })).url, "https://app.test/memories/v1/feedback/");
  assert.equal((await request({ host: "/" })).url, "https://app.test/v1/feedback/");
  assert.match(wrong({ host: "/\\evil.test" }), /it is no URL/);
});

test("a key in a page has to be allowed", async (t) => {
  inPage(t, "https://app.test/");
  for (const where of [{}, { host }, { host: "/memories" }, { host: "https://localhost.evil.test" }]) {
    assert.match(wrong({ apiKey: "hunter2", ...where }), /use a relay.*dangerouslyAllowBrowser: true$/);
    assert.ok(new MemoryClient({ apiKey: "key", ...where, dangerouslyAllowBrowser: true }));
  }
  for (const loopback of ["http://localhost:8787", "http://127.0.0.1", "http://[::1]:1", "http://mem0.localhost"]) {
    assert.ok(new MemoryClient({ apiKey: "key", host: loopback }));
  }
  assert.ok(new MemoryClient({ token: "token", host }));
  assert.ok(new MemoryClient({ host }));
});

test("a key in a page's worker has to be allowed too", (t) => {
  Object.assign(globalThis, { importScripts() {} });
  t.after(() => delete globalThis.importScripts);
  assert.match(wrong({ apiKey: "hunter2" }), /use a relay.*dangerouslyAllowBrowser: true$/);
  assert.ok(new MemoryClient({ apiKey: "key", dangerouslyAllowBrowser: true }));
  assert.ok(new MemoryClient({ apiKey: "key", host: "http://localhost:8787" }));
});

test("an allowance is a boolean", () => {
  for (const value of ["false", "true", 1, 0, null, {}]) {
    assert.match(wrong({ host, dangerouslyAllowBrowser: value }), /^dangerouslyAllowBrowser is .*: pass true or false$/);
  }
});

test("on a loopback page a path is loopback too", (t) => {
  inPage(t, "http://localhost:3000/");
  assert.ok(new MemoryClient({ apiKey: "key", host: "/mem0" }));
});

test("numbers out of range", async () => {
  for (const value of [0, -1, 1.5, NaN, Infinity, 2 ** 31, "30", true, 5n]) {
    assert.match(wrong({ apiKey: "k", timeoutMs: value }), /^timeoutMs is .*: pass a whole number from 1 to 2147483647/);
    const call = new MemoryClient({ apiKey: "k", host }).feedback({ memoryId: "m" }, { timeoutMs: value });
    await assert.rejects(call, (error) => error instanceof ValidationError && /^timeoutMs is /.test(error.message));
  }
  for (const value of [-1, 0.5, 101, "2", NaN]) {
    assert.match(wrong({ apiKey: "k", retries: value }), /^retries is .*: pass a whole number from 0 to 100/);
  }
});

test("a fetch that is no function", () => {
  for (const value of [5, "fetch", {}, null]) {
    assert.match(wrong({ apiKey: "k", fetch: value }), /^fetch is .*: pass a function like the global fetch/);
  }
});

test("headers that cannot be sent", () => {
  const headers = (value) => wrong({ apiKey: "k", headers: value });
  for (const value of [null, "Authorization: hunter2", [["a", "hunter2"]], new Headers({ a: "b" }), new Map(), 5]) {
    assert.match(headers(value), /^headers is .*: pass a plain object/);
  }
  assert.match(headers({ "Content-type": "text/plain" }), /^headers has "Content-type": leave it out/);
  assert.match(headers({ authorization: "hunter2" }), /^headers has "authorization": apiKey sets it already/);
  assert.match(headers({ "a b": "hunter2" }), /^headers has "a b": its name or value/);
  for (const value of ["hunter\n2", "ключ", 5, undefined, null]) {
    assert.match(headers({ a: value }), /^headers has "a": its name or value, /);
  }
});

test("the credential, the body's type and the caller's headers arrive, and nothing else of ours", async (t) => {
  const { host, requests } = await serve(t);
  const ours = async (options) => {
    await new MemoryClient({ host, ...options }).feedback({ memoryId: "m", feedback: "POSITIVE" });
    const known = ["host", "connection", "accept", "accept-language", "accept-encoding", "content-length"];
    const theirs = [...known, "sec-fetch-mode", "user-agent"];
    const { headers, method, path } = requests.at(-1);
    assert.deepEqual([method, path], ["POST", "/v1/feedback/"]);
    return Object.fromEntries(Object.entries(headers).filter(([name]) => !theirs.includes(name)));
  };
  const type = { "content-type": "application/json" };
  assert.deepEqual(await ours({ apiKey: "key" }), { ...type, authorization: "Token key" });
  assert.deepEqual(await ours({}), type);
  assert.deepEqual(await ours({ headers: { Authorization: "Bearer x" } }), { ...type, authorization: "Bearer x" });
  assert.deepEqual(await ours({ apiKey: "key", headers: { "X-A": "b" } }), {
    ...type,
    authorization: "Token key",
    "x-a": "b",
  });
});

test("what is changed after construction changes nothing", async () => {
  const headers = { "x-a": "before" };
  const { fetch, calls } = fetching();
  const client = new MemoryClient({ host, headers, fetch });
  headers["x-a"] = "after";
  await client.feedback({ memoryId: "m" });
  await client.feedback({ memoryId: "m" });
  assert.deepEqual(calls.map(({ init }) => init.headers["x-a"]), ["before", "before"]);
});

test("options of a call that are none", async () => {
  const { fetch, calls } = fetching();
  const client = new MemoryClient({ host, fetch });
  await client.feedback({ memoryId: "m" }, null);
  await client.feedback({ memoryId: "m" }, {});
  assert.equal(calls.length, 2);
  for (const signal of ["x", 5, {}, AbortSignal]) {
    const refusal = { name: "ValidationError", message: /^signal is .*: pass an AbortSignal/ };
    await assert.rejects(client.feedback({ memoryId: "m" }, { signal }), refusal);
  }
  assert.equal(calls.length, 2);
});
