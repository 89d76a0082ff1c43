import { MemoryClient } from "mem0-feedback";

const [host, apiKey, memoryId] = process.argv.slice(2);
const client = new MemoryClient({ host, apiKey });
const { message } = await client.feedback({ memoryId, feedback: "POSITIVE", feedbackReason: "Sent from Node" });
console.log(message);
