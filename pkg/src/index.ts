export { MemoryClient, MemoryClient as default } from "./client.js";
export { configure, feedback, feedbackBatch } from "./default-client.js";
export {
  APIError,
  AuthenticationError,
  ConfigurationError,
  MemoryError,
  MemoryNotFoundError,
  MemoryQuotaExceededError,
  NetworkError,
  RateLimitError,
  ValidationError,
  type DebugInfo,
  type MemoryErrorOptions,
} from "./errors.js";
export { REASON_CODES, type ReasonCode } from "./reason-codes.js";
export {
  Feedback,
  type BatchOptions,
  type BatchProgress,
  type BatchReport,
  type BatchResult,
  type CallOptions,
  type FeedbackItem,
  type FeedbackPayload,
  type FeedbackPayloadSnakeCase,
  type FeedbackResponse,
  type Fetch,
  type MemoryClientOptions,
  type Rating,
  type TokenSource,
} from "./types.js";
