// @ts-check

/**
 * @typedef {object} Memory
 * @property {string} id
 * @property {string} memory
 * @property {string[]} categories
 * @property {string} created_at ISO 8601
 *
 * @typedef {Memory & { score: number }} Result with a score from 0 to 1
 *
 * @typedef {object} Row what stands of a memory now
 * @property {string} memory_id
 * @property {import("mem0-feedback").Feedback | null} feedback
 * @property {string | null} feedback_reason
 * @property {string} updated_at ISO 8601
 *
 * @typedef {object} Arrival a copy of a feedback that was taken
 * @property {string} memory_id
 * @property {number} seq
 * @property {number} received_at_ms since 1970
 * @property {import("mem0-feedback").Feedback | null} feedback
 * @property {string | null} feedback_reason
 *
 * @typedef {object} Request one that the API got
 * @property {number} seq
 * @property {number} at_ms since 1970
 * @property {string} method
 * @property {string} path
 * @property {Record<string, string>} headers
 * @property {string} body
 * @property {number | "dropped" | "aborted" | null} status null until it is answered
 * @property {number | null} duration_ms
 *
 * @typedef {{ path: string, status?: number, retry_after?: string, delay_ms?: number, body?: string }} Fault
 */

/**
 * All memories of who is signed in.
 *
 * @returns {Promise<Memory[]>}
 */
export async function allMemories() {
  const page = /** @type {{ results: Memory[] }} */ (await json("POST", "/v3/memories/?page=1&page_size=100", {}));
  return page.results;
}

/**
 * The memories that match, the best first.
 *
 * @param {string} query
 * @param {AbortSignal} signal
 * @returns {Promise<Result[]>}
 */
export async function search(query, signal) {
  const asked = { query, top_k: 8, threshold: 0.2 };
  const found = /** @type {{ results: Result[] }} */ (await json("POST", "/v3/memories/search/", asked, signal));
  return found.results;
}

/**
 * What is stored: of one memory, or of all.
 *
 * @param {string} [memoryId]
 * @returns {Promise<{ current: Row[], history: Arrival[] }>}
 */
export async function storedFeedback(memoryId) {
  const which = new URLSearchParams(memoryId && { memory_id: memoryId });
  const stored = await json("GET", `/sandbox/feedback/?${which}`);
  return /** @type {{ current: Row[], history: Arrival[] }} */ (stored);
}

/**
 * The requests after one, the oldest first.
 *
 * @param {number} seq
 * @returns {Promise<Request[]>}
 */
export async function requestsAfter(seq) {
  const log = await json("GET", `/sandbox/requests?after=${seq}&limit=60`);
  return /** @type {{ requests: Request[] }} */ (log).requests;
}

/** @returns {Promise<Fault | null>} the fault that stands */
export async function standingFault() {
  return /** @type {{ fault: Fault | null }} */ (await json("GET", "/sandbox/faults")).fault;
}

/** @param {Fault | null} fault null takes away the one that stands */
export async function setFault(fault) {
  await (fault ? json("PUT", "/sandbox/faults", fault) : json("DELETE", "/sandbox/faults"));
}

/**
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 * @param {AbortSignal} [signal]
 * @returns {Promise<unknown>} the parsed body of a 2xx
 */
async function json(method, path, body, signal) {
  const answer = await fetch(path, {
    method,
    headers: body ? { "Content-Type": "application/json" } : {},
    body: body ? JSON.stringify(body) : null,
    signal: signal ?? null,
  });
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}`);
  return answer.json();
}
