// @ts-check
import { FeedbackAnalytics } from "mem0-feedback/analytics";
import "mem0-feedback/report/define";
import { byId, element } from "./element.js";
import { Gathered } from "./gathered.js";
import { generatedHistory } from "./history.js";
import { allMemories } from "./sandbox.js";
import { scopeFor } from "./scope.js";

const report = /** @type {import("mem0-feedback/report").ReportElement} */ (document.querySelector("mem0-feedback-report"));
const choice = byId("records", HTMLDivElement);
/** What is done on this page alone, and the same after weeks that were generated. */
const here = new FeedbackAnalytics();
const generated = new FeedbackAnalytics();
const { records: history, change } = generatedHistory(Date.now());

generated.restore({ version: 1, records: history });
for (const analytics of [here, generated]) analytics.observe(document, { rater: "you" });
here.sendTo({ host: "/relay", token: scopeFor, everyMs: 1000 });

/** None when the sandbox does not answer, which page.js says: then memories are named by their ids. */
const known = allMemories().then(
  (memories) =>
    memories.map(({ id, memory, created_at }) => {
      return /** @type {const} */ ({ type: "memory", memoryId: id, text: memory, at: Date.parse(created_at) });
    }),
  () => [],
);
const gathered = new Gathered(known, sayAnswered);

/** By the values of the choice: what the report is made of, and what is said of that. */
const SOURCES = {
  here: { analytics: here, name: "This page", says: "What you have done since it was opened, and nobody else." },
  gathered: { analytics: gathered, name: "All visitors", says: "What all pages have sent to the relay, this one too." },
  generated: {
    analytics: generated,
    name: "Generated",
    says: "Six weeks of sixty visitors who never were, so that there is something to see. What you do on this page is added to them.",
  },
};

choice.addEventListener("change", show);
show();
void recordKnown();

/** Apart for the reason that `start()` of page.js gives. */
async function recordKnown() {
  // What is merged is not sent: the relay gets what is done here, and nothing else.
  const records = await known;
  for (const analytics of [here, generated]) await analytics.merge({ version: 1, records });
}

function show() {
  const { value } = /** @type {HTMLInputElement} */ (choice.querySelector(":checked"));
  const { analytics, name, says } = SOURCES[/** @type {keyof typeof SOURCES} */ (value)];
  report.change = value === "generated" ? `${change}` : "";
  report.analytics = analytics;
  byId("records-note", HTMLParagraphElement).replaceChildren(element("strong", {}, name), says, element("span", { id: "records-time" }));
  gathered.follow(value === "gathered");
}

/** @param {unknown} trouble */
function sayAnswered(trouble) {
  if (report.analytics !== gathered) return;
  const time = new Date().toLocaleTimeString("en", { timeStyle: "medium" });
  byId("records-time", HTMLSpanElement).textContent = trouble ? ` It did not answer at ${time}: ${trouble}` : ` As of ${time}.`;
}
