// One test for each threat. Nothing of what is refused reaches Mem0.
import assert from "node:assert/strict";
import { generateKeyPairSync, createSign } from "node:crypto";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { addMemory, lastRequest, requestsAfter, standing } from "../sandbox.mjs";
import { claims, key, older, page, post, secret, startRelay, token } from "./worker.mjs";

let relay;
let memory;
let before_;

before(async () => (relay = await startRelay()));
after(() => relay.stop());
beforeEach(async () => {
  memory = await addMemory(key, "Keeps bees");
  before_ = await lastRequest();
});
afterEach(() => {
  const said = relay.log.join("\n");
  for (const hidden of [key, secret, older, "eyJ", "hush-hush"]) assert(!said.includes(hidden), `the log has ${hidden}`);
});

const positive = (memory_id, more = {}) => ({ memory_id, feedback: "POSITIVE", feedback_reason: null, ...more });

async function refused(answer, status, code) {
  const text = await answer.text();
  assert.equal(answer.status, status, text);
  const body = JSON.parse(text);
  assert.equal(body.details.code, code);
  assert.equal(body.error, body.details.message);
  assert.match(body.request_id, /^[0-9a-f-]{36}$/);
  assert.equal(answer.headers.get("x-request-id"), body.request_id);
  for (const hidden of [key, secret, "eyJ", "hush-hush"]) assert(!text.includes(hidden));
  assert.deepEqual((await requestsAfter(before_)).filter(({ path }) => path === "/v1/feedback/"), []);
}

const send = (scope, item = positive(memory), more) => post(relay, { token: scope, items: [item] }, more);

test("a good scope is forwarded, with the key", async () => {
  const answer = await send(token(claims([memory])), positive(memory, { feedback_reason: "Right", reason_codes: ["timely"] }));
  const { results } = await answer.json();
  assert.deepEqual(results, [{ memory_id: memory, ok: true, status: 200 }]);
  assert.deepEqual(await standing(key, memory), ["POSITIVE", "Came up at the right moment. Right"]);
  assert.equal(answer.headers.get("access-control-allow-origin"), page);
  assert.equal(answer.headers.get("access-control-allow-credentials"), null);
  assert.equal(answer.headers.get("vary"), "Origin");
});

test("the older secret is good during a rotation", async () => {
  const answer = await send(token(claims([memory]), { header: { kid: "2026-10" }, by: older }));
  assert.equal((await answer.json()).results[0].ok, true);
});

test("threat: expired", async () => {
  const past = Math.floor(Date.now() / 1000) - 60;
  await refused(await send(token(claims([memory], { exp: past }))), 401, "scope_expired");
});

test("threat: not yet valid", async () => {
  const future = Math.floor(Date.now() / 1000) + 60;
  await refused(await send(token(claims([memory], { nbf: future }))), 401, "scope_not_yet");
});

test("threat: wrong audience", async () => {
  await refused(await send(token(claims([memory], { aud: "https://other.test" }))), 401, "scope_audience");
});

test("threat: tampered payload", async () => {
  const [header, , signature] = token(claims([memory])).split(".");
  const payload = Buffer.from(JSON.stringify(claims("*"))).toString("base64url");
  await refused(await send([header, payload, signature].join(".")), 401, "scope_signature");
});

test("threat: alg none", async () => {
  const [header, payload] = token(claims([memory]), { header: { alg: "none" } }).split(".");
  const answer = await send(`${header}.${payload}.`);
  assert.match((await answer.clone().json()).details.code, /^scope_(algorithm|malformed)$/);
  await refused(answer, 401, (await answer.clone().json()).details.code);
  await refused(await send(token(claims([memory]), { header: { alg: "none" } })), 401, "scope_algorithm");
});

test("threat: HS and RS confused", async () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg: "RS256", kid: "2026-11" })}.${part(claims([memory]))}`;
  const signature = createSign("RSA-SHA256").update(signed).sign(privateKey, "base64url");
  await refused(await send(`${signed}.${signature}`), 401, "scope_algorithm");
  const pem = publicKey.export({ type: "spki", format: "pem" });
  await refused(await send(token(claims([memory]), { by: pem })), 401, "scope_signature");
});

test("threat: unknown kid", async () => {
  await refused(await send(token(claims([memory]), { header: { kid: "2020-01" } })), 401, "scope_kid");
});

test("threat: other memory, other rating, reason not allowed", async () => {
  const scope = token(claims([memory], { ratings: ["NEGATIVE"], reasons: false }));
  const items = [
    positive("another"),
    positive(memory),
    { memory_id: memory, feedback: "NEGATIVE", feedback_reason: "hush-hush" },
    { memory_id: memory, feedback: "NEGATIVE", reason_codes: ["outdated"] },
  ];
  const answer = await post(relay, { token: scope, items });
  const { results } = await answer.json();
  assert.deepEqual(results.map(({ ok, status, code }) => [ok, status, code]), [
    [false, 403, "memory_not_in_scope"],
    [false, 403, "rating_not_in_scope"],
    [false, 403, "reason_not_in_scope"],
    [false, 403, "reason_not_in_scope"],
  ]);
  assert.deepEqual((await requestsAfter(before_)).filter(({ path }) => path === "/v1/feedback/"), []);
});

test("threat: other origin", async () => {
  const evil = await send(token(claims([memory])), undefined, { origin: "https://evil.test" });
  assert.equal(evil.headers.get("access-control-allow-origin"), null);
  await refused(evil, 403, "origin_not_allowed");
  await refused(await send(token(claims([memory])), undefined, { origin: "null" }), 403, "origin_not_allowed");
  const scope = token(claims([memory], { origins: ["https://shop.example.com"] }));
  await refused(await send(scope), 403, "origin_not_in_scope");
});

test("threat: body over size, by its header and by its stream", async () => {
  const large = JSON.stringify({ token: "x", items: [positive(memory, { feedback_reason: "x".repeat(70_000) })] });
  await refused(await post(relay, large), 413, "too_large");
  const stream = new Blob([large]).stream();
  const answer = await fetch(`${relay.origin}/v1/feedback/`, {
    method: "POST",
    headers: { "content-type": "text/plain", origin: page },
    body: stream,
    duplex: "half",
  });
  await refused(answer, 413, "too_large");
  const items = Array.from({ length: 201 }, () => positive("m"));
  await refused(await post(relay, { token: token(claims("*")), items }), 413, "too_large");
});

test("threat: deep or malformed JSON", async () => {
  for (const body of ["", "{", "[]", "null", "[".repeat(60_000), '{"token":"hush-hush"', '{"token":"x","items":{}}']) {
    await refused(await post(relay, body), 400, "invalid_request");
  }
  await refused(await post(relay, { items: [positive(memory)] }), 401, "scope_missing");
});

test("threat: wrong content type", async () => {
  for (const type of ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/html"]) {
    await refused(await send(token(claims([memory])), undefined, { headers: { "content-type": type } }), 415, "content_type");
  }
});

test("threat: header injection in a reason", async () => {
  const reason = "hush-hush\r\nAuthorization: Token other\r\n\r\n{\u0000}";
  const answer = await send(token(claims([memory])), positive(memory, { feedback_reason: reason }));
  assert.equal((await answer.json()).results[0].ok, true);
  assert.deepEqual(await standing(key, memory), ["POSITIVE", reason]);
});

test("a preflight, other paths and other methods", async () => {
  const url = `${relay.origin}/v1/feedback/`;
  const preflight = await fetch(url, { method: "OPTIONS", headers: { origin: page, "access-control-request-method": "POST" } });
  assert.deepEqual([preflight.status, preflight.headers.get("access-control-allow-origin")], [204, page]);
  const foreign = await fetch(url, { method: "OPTIONS", headers: { origin: "https://evil.test" } });
  assert.deepEqual([foreign.status, foreign.headers.get("access-control-allow-origin")], [403, null]);
  await refused(await fetch(url, { method: "DELETE" }), 405, "method_not_allowed");
  await refused(await fetch(`${url}?memory_ids=${memory}`), 501, "not_durable");
  await refused(await fetch(`${relay.origin}/v1/memories/`), 404, "not_found");
  assert.deepEqual(await (await fetch(`${relay.origin}/healthz`)).json(), { ok: true });
});

test("the log has one line a request", async () => {
  const lines = relay.log.length;
  await send(token(claims([memory])));
  await new Promise((resolve) => setTimeout(resolve, 200));
  const [line, ...more] = relay.log.slice(lines).filter((text) => text.startsWith("{"));
  assert.deepEqual(more, []);
  const { request_id, ms, ...rest } = JSON.parse(line);
  assert.deepEqual(rest, { method: "POST", status: 200, code: "ok", items: 1, delivered: 1 });
});
