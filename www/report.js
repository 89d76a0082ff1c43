// @ts-check
import { FeedbackAnalytics } from "/pkg/dist/analytics.js";
import "/pkg/dist/report/define.js";
import { byId } from "./element.js";
import { generatedHistory } from "./history.js";
import { allMemories } from "./sandbox.js";

/** What is done on this page alone, and the same after weeks that were generated. */
const here = new FeedbackAnalytics();
const withHistory = new FeedbackAnalytics();
const all = [here, withHistory];
const { records, change } = generatedHistory(Date.now());
const report = /** @type {import("mem0-feedback/report").ReportElement} */ (document.querySelector("mem0-feedback-report"));
const choice = byId("with-history", HTMLInputElement);

for (const analytics of all) analytics.observe(document, { rater: "you" });
for (const record of records) withHistory.record(record);
choice.addEventListener("change", show);
show();

for (const { id, memory, created_at } of await allMemories()) {
  const at = Date.parse(created_at);
  for (const analytics of all) analytics.record({ type: "memory", memoryId: id, text: memory, at });
}

function show() {
  report.change = choice.checked ? `${change}` : "";
  report.analytics = choice.checked ? withHistory : here;
  byId("generated", HTMLParagraphElement).hidden = !choice.checked;
}
