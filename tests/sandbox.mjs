// What tests ask of the running sandbox beside Mem0's API.
import assert from "node:assert/strict";
import { required } from "./settings.mjs";

/** Where the sandbox listens. */
export const address = required("SANDBOX");

/** Adds a memory to the project of a key, as it is; returns its id. */
export async function addMemory(key, text) {
  const { results } = await json(`/v3/memories/add/`, {
    method: "POST",
    headers: { authorization: `Token ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ messages: [{ role: "user", content: text }], user_id: "ada", infer: false }),
  });
  return results[0].id;
}

/** What is stored under a key: `{current, history}`. */
export function storedFeedback(key, memoryId) {
  const asked = new URLSearchParams({ key, ...(memoryId && { memory_id: memoryId }) });
  return json(`/sandbox/feedback/?${asked}`);
}

/** The current grade and reason of one memory; both undefined when there is none. */
export async function standing(key, memoryId) {
  const { current } = await storedFeedback(key, memoryId);
  return current.map(({ feedback, feedback_reason }) => [feedback, feedback_reason])[0] ?? [];
}

/** The requests that came after one, the oldest first. */
export async function requestsAfter(seq) {
  return (await json(`/sandbox/requests?after=${seq}`)).requests;
}

/** The sequence of the last request so far. */
export async function lastRequest() {
  return (await requestsAfter(0)).at(-1)?.seq ?? 0;
}

async function json(path, init) {
  const answer = await fetch(`${address}${path}`, init);
  assert(answer.ok, `${path} answered ${answer.status}`);
  return answer.json();
}
