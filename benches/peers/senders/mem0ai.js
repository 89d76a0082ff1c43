import MemoryClient from "mem0ai";

export function start(host) {
  const client = new MemoryClient({ apiKey: "key", host });
  return (vote) => client.feedback({ memoryId: vote, feedback: "POSITIVE" });
}
