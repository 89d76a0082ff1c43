import { MemoryClient } from "mem0-feedback";
import { FeedbackQueue } from "mem0-feedback/queue";

export default {
  async fetch(request, env, context) {
    const { searchParams } = new URL(request.url);
    const [apiKey, feedbackReason] = ["key", "reason"].map((name) => searchParams.get(name));
    const queue = new FeedbackQueue(new MemoryClient({ host: env.SANDBOX, apiKey }));
    const items = searchParams.getAll("memory").map((memoryId) => queue.add({ memoryId, feedback: "NEGATIVE", feedbackReason }));
    context.waitUntil(queue.flush().finally(() => queue.close()));
    return Response.json(items.map(({ state }) => state));
  },
};
