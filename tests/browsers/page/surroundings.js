// A page that makes queues when it is told to, and writes down what they warn of. In its address
// stand the `host`, the `token` and the `memory` that is voted on.
import { MemoryClient } from "mem0-feedback";
import { FeedbackQueue } from "mem0-feedback/queue";

const settings = new URLSearchParams(location.search);
const client = new MemoryClient({ host: settings.get("host"), token: settings.get("token") });

/** What queues have warned of. */
globalThis.warnings = [];

/** Makes the page's queue; tests find its journal under its name and owner. */
globalThis.begin = (owner = "one") => {
  const queue = new FeedbackQueue(client, { name: "proof", owner });
  queue.addEventListener("warning", ({ error }) => globalThis.warnings.push(String(error)));
  globalThis.queue = queue;
};

/** Adds a vote to the queue that was made last; its reason names it. */
globalThis.vote = (name, memoryId = settings.get("memory")) => {
  globalThis.item = globalThis.queue.add({ memoryId, feedback: "POSITIVE", feedbackReason: name });
};
