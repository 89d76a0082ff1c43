// As a dedicated, a shared or a service worker: which clients with a key may be made here?
import { MemoryClient } from "/mem0-feedback/index.js";

function outcome(options) {
  try {
    return new MemoryClient({ apiKey: "key", ...options }) && "made";
  } catch ({ name, message }) {
    return `${name}: ${message}`;
  }
}

const outcomes = [{}, { dangerouslyAllowBrowser: true }, { host: "http://localhost:8787" }].map(outcome);
if ("DedicatedWorkerGlobalScope" in globalThis) postMessage(outcomes);
addEventListener("connect", ({ ports }) => ports[0].postMessage(outcomes));
addEventListener("message", ({ source }) => source?.postMessage(outcomes));
