import { createRelay } from "mem0-feedback/relay";

// The Durable Objects that keep feedback until Mem0 has it.
export { FeedbackShard } from "mem0-feedback/relay";

// Everything else comes from the bindings in wrangler.jsonc, and from two secrets.
export default createRelay();
