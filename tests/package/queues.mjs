// Queues for tests, with all that they say.
import { MemoryClient } from "../../pkg/dist/index.js";
import { FeedbackQueue } from "../../pkg/dist/queue.js";
import { json, RECORDED } from "./server.mjs";

const TYPES = ["queued", "saved", "sending", "sent", "superseded", "refused", "change", "warning"];

/** A queue that is closed when the test ends; `said` has its events, and `warnings` their errors. */
export function queueTo(t, transport, options) {
  const queue = new FeedbackQueue(transport, options);
  const said = [];
  const warnings = [];
  for (const type of TYPES) {
    queue.addEventListener(type, (event) => {
      if (type === "warning") warnings.push(event.error);
      else if (type !== "change") said.push([type, event.item]);
    });
  }
  t.after(() => queue.close());
  return { queue, said, warnings };
}

/** A transport that delivers all, and notes what it was given. */
export function stub(answer = () => ({ ok: true })) {
  const calls = [];
  const feedbackBatch = async (items, options) => {
    calls.push({ items, options });
    return { results: await Promise.all(items.map((item) => answer(item, calls.length))) };
  };
  return { feedbackBatch, calls };
}

/** A client of a back end that holds the key. */
export const clientOf = (host, options) => new MemoryClient({ host, ...options });

/** Answers with the statuses in turn, the last one again and again. */
export function statuses(...answers) {
  return (response) => {
    const [status, headers] = [answers.length > 1 ? answers.shift() : answers[0]].flat();
    json(response, status, status < 300 ? RECORDED : { error: `Said ${status}` }, headers);
  };
}

/** Resolves after so many milliseconds. */
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
