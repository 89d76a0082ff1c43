// What the golden figures are held to is what the libraries say today; and a snapshot is what the
// schema says.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { FeedbackAnalytics } from "../../pkg/dist/analytics.js";
import { required } from "../settings.mjs";
import { history } from "./history.mjs";

const python = (script, input) =>
  execFileSync(required("PYTHON"), [fileURLToPath(new URL(script, import.meta.url))], {
    encoding: "utf8",
    input,
    maxBuffer: 1 << 26,
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" },
  });

function near(one, two, path = "") {
  if (typeof one === "number") {
    assert.ok(Math.abs(one - two) <= 1e-12 * Math.max(1, Math.abs(one)), `${path}: ${one} is not ${two}`);
  } else if (typeof one === "object" && one !== null) {
    assert.deepEqual(Object.keys(one), Object.keys(two), path);
    for (const key of Object.keys(one)) near(one[key], two[key], `${path}.${key}`);
  } else {
    assert.equal(one, two, path);
  }
}

test("scipy, statsmodels, pandas and pymannkendall say what is kept", () => {
  const kept = JSON.parse(readFileSync(new URL("golden.json", import.meta.url), "utf8"));
  near(JSON.parse(python("golden.py")), kept);
});

test("Python reads a snapshot, finds it as the schema says, and writes one that is taken in", async () => {
  const analytics = new FeedbackAnalytics();
  history(1, 500).forEach((record) => analytics.record(record));
  const snapshot = await analytics.snapshot();
  const other = new FeedbackAnalytics();
  other.restore(JSON.parse(python("snapshot.py", JSON.stringify(snapshot))));
  assert.deepEqual(await other.snapshot(), snapshot);
});
