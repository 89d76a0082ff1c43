// The examples in the guide run as they stand there.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { FeedbackAnalytics } from "../../pkg/dist/analytics.js";
import { required } from "../settings.mjs";

const guide = readFileSync(new URL("../../docs/analytics.md", import.meta.url), "utf8");
const examples = (language) => [...guide.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "gs"))].map(([, code]) => code);
const module = new URL("../../pkg/dist/analytics.js", import.meta.url).href;
/** What each of them has at its end. */
const NAMES = [["completion", "toMend"], ["feedback", "kappa", "confusion", "suggested"], ["examples"]];

test("in JavaScript", async () => {
  globalThis.document = new EventTarget();
  const codes = examples("js");
  assert.equal(codes.length, NAMES.length);
  const [first, second, third] = await Promise.all(codes.map(async (code, place) => {
    const text = code.replace("mem0-feedback/analytics", module) + `\nexport { ${NAMES[place]} };`;
    return import(`data:text/javascript,${encodeURIComponent(text)}`);
  }));
  assert.deepEqual([first.completion.coverage.value, first.toMend], [0, []]);
  assert.equal(second.feedback, "POSITIVE");
  assert.deepEqual(second.confusion, [[1, 0, 0], [0, 0, 1], [0, 0, 0]]);
  assert.deepEqual([second.kappa.why, second.suggested.thresholds], ["too_few", [3, 3]]);
  assert.deepEqual(third.examples.map(({ liked, disliked }) => [liked, disliked]), [["1", "2"]]);
});

test("in Python, whose snapshot is taken in", async () => {
  const [code] = examples("python");
  const analytics = new FeedbackAnalytics();
  analytics.restore(JSON.parse(execFileSync(required("PYTHON"), ["-c", code], { encoding: "utf8" })));
  const { counts } = await analytics.report();
  assert.deepEqual(counts, { exposures: 0, votes: 1, raters: 1, memories: 1, outcomes: 1 });
});
