import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { readFileSync } from "node:fs";
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

test("the suggestion is in the language of the reason, or in the one asked for", async () => {
  for (const [lang, start] of [
    [undefined, /^Was genau ist gut oder schlecht/],
    ["fr-CA", /^Dites ce qui est bon/],
    ["ja", /^良い点や悪い点/],
    ["en", /^Say what makes it/],
  ]) {
    const { codes, suggestion } = await checkReason("Das ist gar nicht gut", { lang });
    assert.deepEqual(codes, ["vague_phrase"]);
    assert.match(suggestion, start);
  }
  const unknown = await checkReason("Das ist gar nicht gut, +48 512 345 678", { lang: "pl" });
  assert.deepEqual(unknown.codes, ["personal_data"]);
  assert.match(unknown.suggestion, /^Leave out/);
});

/** The labelled reasons that the rules are tested with natively, by what `Intl.Segmenter` counts. */
for (const tag of ["en", "de", "fr", "es", "ja", "ar"]) {
  test(`nine in ten reasons in ${tag} are judged as a person judges them`, async (t) => {
    const path = new URL(`../reasons/${tag}.json`, import.meta.url);
    const reasons = JSON.parse(readFileSync(path, "utf8"));
    for (const lang of [tag, undefined]) {
      const counts = { hits: 0, falseAlarms: 0, misses: 0 };
      for (const { text, rating, good } of reasons) {
        const { ok } = await checkReason(text, { feedback: rating, lang });
        counts.hits += !ok && !good;
        counts.falseAlarms += !ok && good;
        counts.misses += ok && !good;
      }
      const { hits, falseAlarms, misses } = counts;
      const [precision, recall] = [hits / (hits + falseAlarms), hits / (hits + misses)];
      const asked = lang ? "told" : "not told";
      t.diagnostic(`${tag}, ${asked}: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`);
      assert.ok(precision >= 0.9 && recall >= 0.9, JSON.stringify(counts));
    }
  });
}

test("without Intl.Segmenter words are counted by spaces and scripts", async () => {
  const { Segmenter } = Intl;
  delete Intl.Segmenter;
  try {
    for (const [text, codes] of [
      ["veraltet", ["too_short"]],
      ["veraltete Adresse", []],
      ["古いです", ["too_short"]],
      ["住所が古いです", []],
    ]) {
      assert.deepEqual((await checkReason(text)).codes, codes, text);
    }
  } finally {
    Intl.Segmenter = Segmenter;
  }
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
