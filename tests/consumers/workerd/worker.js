import { MemoryClient } from "mem0-feedback";

export default {
  async fetch(request, env) {
    const { searchParams } = new URL(request.url);
    const [apiKey, memoryId, feedbackReason] = ["key", "memory", "reason"].map((name) => searchParams.get(name));
    const client = new MemoryClient({ host: env.SANDBOX, apiKey });
    return Response.json(await client.feedback({ memoryId, feedback: "VERY_NEGATIVE", feedbackReason }));
  },
};
