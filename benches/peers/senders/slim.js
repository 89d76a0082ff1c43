import { MemoryClient, init } from "mem0-feedback/slim";
import wasm from "mem0-feedback/client.wasm?url";

export function start(host) {
  init(wasm);
  const client = new MemoryClient({ host, token: "scope" });
  return (vote) => client.feedback({ memoryId: vote, feedback: "POSITIVE" });
}
