// A page that makes queues when it is told to, and writes down what they warn of. In its address
// stand the `host`, the `token` and the `memories` that are voted on.
import { MemoryClient } from "/pkg/dist/index.js";
import { FeedbackQueue } from "/pkg/dist/queue.js";

const settings = new URLSearchParams(location.search);
const client = new MemoryClient({ host: settings.get("host"), token: settings.get("token") });
const memories = settings.get("memories").split(",");

/** What queues have warned of. */
globalThis.warnings = [];

/** Makes a queue; tests find its journal under its name and owner. */
globalThis.begin = (owner = "one") => {
  const queue = new FeedbackQueue(client, { name: "proof", owner });
  queue.addEventListener("warning", ({ error }) => globalThis.warnings.push(String(error)));
  globalThis.queue = queue;
  return queue;
};

/** Adds a vote to a queue, the one that was made last say; its reason names it. */
globalThis.vote = (name, queue = globalThis.queue, at = 0) => {
  globalThis.item = queue.add({ memoryId: memories[at], feedback: "POSITIVE", feedbackReason: name });
};
