import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { test } from "node:test";
import { ValidationError } from "../../pkg/dist/index.js";
import { checkReason } from "../../pkg/dist/reason.js";

test("a vague reason gets advice, a good one none", async () => {
  const { ok, codes, suggestion } = await checkReason("Bad memory", { feedback: "NEGATIVE", lang: "en" });
  assert.deepEqual([ok, codes], [false, ["vague_phrase"]]);
  assert.match(suggestion, /^Say /);
  const good = await checkReason("Contains outdated contact information", null);
  assert.deepEqual(good, { ok: true, codes: [], suggestion: null });
});

test("what cannot be checked is refused before anything is loaded, and the text is not shown", async () => {
  for (const [text, options, message] of [
    [5, {}, /^text is a number: pass the reason/],
    [["hunter2"], {}, /^text is an array: /],
    ["x", { feedback: "bogus" }, /^feedback is "bogus": use /],
    ["x", { lang: 5 }, /^lang is 5: pass a language tag/],
    ["x", { timeoutMs: 0 }, /^timeoutMs is 0: pass a whole number from 1 to 2147483647/],
    ["x", { timeoutMs: "30" }, /^timeoutMs is "30": /],
    ["x", { signal: {} }, /^signal is an object: pass an AbortSignal/],
  ]) {
    await assert.rejects(checkReason(text, options), (error) => error instanceof ValidationError && message.test(error.message));
  }
});

test("an abort rejects with the signal's reason, before and after the load", async () => {
  for (let time = 0; time < 2; time += 1) {
    const call = checkReason("Bad memory", { signal: AbortSignal.abort("mine") });
    await assert.rejects(call, (reason) => reason === "mine");
  }
  const controller = new AbortController();
  assert.equal((await checkReason("Bad memory", { signal: controller.signal })).ok, false);
  assert.equal(getEventListeners(controller.signal, "abort").length, 0);
});
