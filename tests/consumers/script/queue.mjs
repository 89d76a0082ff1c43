import { MemoryClient } from "mem0-feedback";
import { FeedbackQueue } from "mem0-feedback/queue";

const [host, apiKey, memoryId, feedbackReason] = process.argv.slice(2);
const queue = new FeedbackQueue(new MemoryClient({ host, apiKey }));
queue.add({ memoryId, feedback: "NEGATIVE" });
queue.add({ memoryId, feedback: "POSITIVE", feedbackReason });
console.log(JSON.stringify(await queue.flush()));
queue.close();
