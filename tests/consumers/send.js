// What each consumer does: it sends what it was asked for, and says how that went.
import { MemoryClient } from "mem0-feedback";
import { FeedbackQueue } from "mem0-feedback/queue";
import { checkReason } from "mem0-feedback/reason";

/** Sends one feedback directly and one by a queue, and checks their reason. */
export async function send({ host, apiKey, direct, queued, feedbackReason }) {
  const client = new MemoryClient({ host, apiKey });
  const { message } = await client.feedback({ memoryId: direct, feedback: "NEGATIVE", feedbackReason });
  const queue = new FeedbackQueue(client);
  queue.add({ memoryId: queued, feedback: "POSITIVE", feedbackReason });
  const { sent } = await queue.flush();
  queue.close();
  const { ok } = await checkReason(feedbackReason, { feedback: "NEGATIVE", lang: "en" });
  return { message, sent, ok };
}
