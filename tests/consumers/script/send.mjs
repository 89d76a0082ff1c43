import { MemoryClient } from "mem0-feedback";

const [host, apiKey, memoryId, feedbackReason] = process.argv.slice(2);
const client = new MemoryClient({ host, apiKey });
const { message } = await client.feedback({ memoryId, feedback: "POSITIVE", feedbackReason });
console.log(message);
