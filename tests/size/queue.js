import MemoryClient from "mem0-feedback";
import { FeedbackQueue } from "mem0-feedback/queue";

const queue = new FeedbackQueue(new MemoryClient({ host: "/memories" }));
addEventListener("click", () => queue.add({ memoryId: "1", feedback: "POSITIVE" }));
