const { MemoryClient } = require("mem0-feedback");

const { host, apiKey, direct, feedbackReason } = Object.fromEntries(new URL(process.argv[2]).searchParams);
const client = new MemoryClient({ host, apiKey });
client.feedback({ memoryId: direct, feedback: "NEGATIVE", feedbackReason }).then(({ message }) => console.log(JSON.stringify({ message })));
