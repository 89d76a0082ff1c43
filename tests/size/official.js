import MemoryClient from "mem0ai";

const client = new MemoryClient({ apiKey: "key" });
globalThis.send = (item) => client.feedback(item);
