import { MemoryClient } from "mem0-feedback";

new MemoryClient({ apiKey: "key" });
postMessage("made");
