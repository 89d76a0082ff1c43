// Natively and in WebAssembly all figures are the same to the last bit.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { FeedbackAnalytics } from "../../pkg/dist/analytics.js";
import { required } from "../settings.mjs";
import { history } from "./history.mjs";

const hex = (number) => Buffer.from(new Float64Array([number]).buffer).toString("hex");

/** All numbers as their bits, so that no comparison rounds. */
function bits(value) {
  if (typeof value === "number") return hex(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(bits);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, bits(one)]));
}

for (const [seed, count] of [[1, 0], [2, 40], [3, 500], [4, 5_000], [5, 50_000]]) {
  test(`the report on ${count} records`, async () => {
    const analytics = new FeedbackAnalytics();
    history(seed, count).forEach((record) => analytics.record(record));
    const folder = mkdtempSync(join(tmpdir(), "analytics-"));
    const [snapshot, report] = [join(folder, "snapshot.json"), join(folder, "report.json")];
    writeFileSync(snapshot, JSON.stringify(await analytics.snapshot()));
    execFileSync(required("NATIVE"), [snapshot, report]);
    const [ours, native] = [await analytics.report(), JSON.parse(readFileSync(report, "utf8"))];
    assert.deepEqual(bits(ours), bits(native));
  });
}

test("the example of a report is the one on the example of a history", async () => {
  const read = (name) => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));
  const analytics = new FeedbackAnalytics();
  history(2026, 3_000).forEach((record) => analytics.record(record));
  const report = await analytics.report({ change: Date.UTC(2026, 9, 26), list: 10 });
  assert.deepEqual(report, read("report.json"));
});
