import { MemoryClient } from "mem0-feedback";
import { FeedbackQueue } from "mem0-feedback/queue";

export function start(host) {
  const queue = new FeedbackQueue(new MemoryClient({ host, token: "scope" }));
  return (vote) => queue.add({ memoryId: vote, feedback: "POSITIVE" });
}
