// What the page can get at, and what it cannot.
import assert from "node:assert/strict";
import { test } from "node:test";
import { complaints } from "../browser.mjs";
import { newContext } from "../contexts.mjs";
import { lastRequest, requestsAfter } from "../sandbox.mjs";
import { required } from "../settings.mjs";
import { card, memory, open, rows, sent, thumb } from "./demo-page.mjs";
import { requestsTo } from "./front.mjs";

const demo = required("DEMO");

/** What a token says. */
function claimsOf(token) {
  return JSON.parse(Buffer.from(token.split(".")[1], "base64url"));
}

test("a vote goes through the relay under a scope, and the page has no key", async (t) => {
  const context = await newContext();
  const asked = requestsTo("");
  let wrong = [];
  context.on("page", (opened) => (wrong = complaints(opened)));
  const page = await open(context);
  const subject = memory("0cf83e17");
  const seq = await lastRequest();
  await thumb(card(page, subject), "Useful").click();
  await sent(card(page, subject));

  const [feedback, ...more] = asked.filter(({ url }) => url.endsWith("/v1/feedback/"));
  assert.deepEqual(more, []);
  assert.equal(feedback.url, `${demo}/relay/v1/feedback/`);
  assert.equal(feedback.headers["content-type"], "text/plain");
  const { exp, iat, aud, memories, sub, origins } = claimsOf(JSON.parse(feedback.body).token);
  const visitor = (await context.cookies()).find(({ name }) => name === "visitor").value;
  assert.deepEqual({ memories, sub, origins, seconds: exp - iat }, { memories: [subject.id], sub: visitor, origins: [demo], seconds: 900 });
  assert.equal(aud, "https://relay.example.com");
  for (const { url, headers } of asked) {
    assert.equal(headers.authorization, undefined, url);
    assert.doesNotMatch(url, /key=|eyJ/);
  }
  const upstream = (await requestsAfter(seq)).filter(({ path }) => path === "/v1/feedback/");
  assert.deepEqual(upstream.map(({ headers, status }) => [headers.authorization, status]), [["Token ****", 200]]);
  assert.deepEqual((await rows(subject)).current, [["POSITIVE", null]]);
  assert.deepEqual(wrong, []);
});

test("the back end signs for no memory of others, and is no way around the relay", async () => {
  const post = (path, body) => fetch(`${demo}${path}`, { method: "POST", body: JSON.stringify(body) });
  const stranger = "3c90c3cc-0d44-4b50-8888-8dd25736052a";
  const own = memory("6c802e88").id;
  assert.equal((await post("/scope", { memoryIds: [stranger] })).status, 403);
  const { token } = await (await post("/scope", { memoryIds: [stranger, own] })).json();
  assert.deepEqual(claimsOf(token).memories, [own]);

  const seq = await lastRequest();
  const feedback = { memory_id: own, feedback: "POSITIVE", feedback_reason: null };
  assert.equal((await post("/v1/feedback/", feedback)).status, 404);
  assert.equal((await post("/v3/memories/add/", { messages: [] })).status, 404);
  assert.equal((await post("/relay/v1/feedback/", { token: "demo", items: [feedback] })).status, 401);
  assert.deepEqual(await requestsAfter(seq), []);
});
