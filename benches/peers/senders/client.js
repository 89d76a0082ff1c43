import { MemoryClient } from "mem0-feedback";

export function start(host) {
  const client = new MemoryClient({ host, token: "scope" });
  return (vote) => client.feedback({ memoryId: vote, feedback: "POSITIVE" });
}
