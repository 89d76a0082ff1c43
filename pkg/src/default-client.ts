import { MemoryClient } from "./client.js";
import { misconfigured } from "./errors.js";
import type {
  BatchOptions,
  BatchReport,
  CallOptions,
  FeedbackItem,
  FeedbackResponse,
  MemoryClientOptions,
} from "./types.js";

let client: MemoryClient | undefined;
let given: MemoryClientOptions | undefined;

/** Sets up the client behind `feedback()` and `feedbackBatch()`. */
export function configure(options: MemoryClientOptions): MemoryClient {
  client = new MemoryClient(options);
  given = options;
  return client;
}

/** @internal What `configure()` was given. */
export function configuration(): MemoryClientOptions | undefined {
  return given;
}

/** `MemoryClient.feedback` on the client that `configure()` has set up. */
export async function feedback(item: FeedbackItem, options?: CallOptions): Promise<FeedbackResponse> {
  return configured().feedback(item, options);
}

/** `MemoryClient.feedbackBatch` on the client that `configure()` has set up. */
export async function feedbackBatch(items: readonly FeedbackItem[], options?: BatchOptions): Promise<BatchReport> {
  return configured().feedbackBatch(items, options);
}

function configured(): MemoryClient {
  if (!client) throw misconfigured("no client yet: call configure({host}) or configure({apiKey}) once before");
  return client;
}
