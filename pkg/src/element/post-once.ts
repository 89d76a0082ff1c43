import { MemoryError } from "../errors.js";
import type { ReasonCode } from "../reason-codes.js";
import type { MemoryClientOptions } from "../types.js";
import type { Ballot } from "./ballot.js";
import { arrived, refused } from "./outcome.js";

/** Bytes of a body beyond which it does not outlive the page, so that the page keeps its share of 64 KiB. */
const KEPT_ALIVE = 16 * 1024;

/** What Mem0 gets for each code; a relay gets the codes. */
const SENTENCES: Record<ReasonCode, string> = {
  inaccurate: "States something that is not true.",
  outdated: "Was true once and no longer is.",
  never_said: "Records something the user never said.",
  irrelevant: "Has nothing to do with the current conversation.",
  duplicate: "Repeats another memory.",
  conflicting: "Contradicts another memory.",
  incomplete: "Leaves out an important detail.",
  too_vague: "Is too vague to be of use.",
  someone_else: "Is about somebody other than the user.",
  too_personal: "Is too personal to be kept.",
  unwanted: "Should not be remembered at all.",
  accurate: "States the facts correctly.",
  timely: "Came up at the right moment.",
  relevant: "Fits the current conversation.",
  right_detail: "Holds just the right amount of detail.",
};

/** What came of one vote: the status of the answer, 0 if there was none that counts. */
type Outcome = { isDelivered: boolean; status: number };

/**
 * Posts votes without WebAssembly: one attempt, which outlives the page. What arrives is erased from
 * the journal; what does not stays there.
 */
export async function postOnce(ballot: Ballot, memoryIds: string[], options: MemoryClientOptions): Promise<void> {
  const groups = new Map<string | undefined, string[]>();
  for (const memoryId of memoryIds) {
    const { scope } = ballot.of(memoryId);
    // Mem0's own form takes one at a time.
    const group = scope ?? (options.token === undefined ? memoryId : "");
    groups.set(group, [...(groups.get(group) ?? []), memoryId]);
  }
  await Promise.all([...groups.values()].map((group) => postGroup(ballot, group, options)));
}

async function postGroup(ballot: Ballot, memoryIds: string[], options: MemoryClientOptions): Promise<void> {
  const votes = memoryIds.map((memoryId) => ballot.of(memoryId).vote);
  const outcomes = await posted(ballot, memoryIds, options).catch(() => []);
  memoryIds.forEach((memoryId, index) => {
    const { isDelivered, status } = outcomes[index] ?? { isDelivered: false, status: 0 };
    const vote = votes[index]!;
    const isLast = ballot.of(memoryId).vote === vote;
    const isRefused = status >= 400 && status < 500 && status !== 408 && status !== 429;
    if (isLast && (isDelivered || isRefused)) ballot.erase(memoryId);
    if (isDelivered) arrived(ballot, memoryId, vote, isLast);
    else if (isLast && isRefused) refused(ballot, memoryId, new MemoryError("It was refused", `HTTP_${status}`, { debugInfo: { statusCode: status } }));
    else if (isLast) ballot.show(memoryId, { state: "kept" });
  });
}

async function posted(ballot: Ballot, memoryIds: string[], options: MemoryClientOptions): Promise<Outcome[]> {
  const { host = "https://api.mem0.ai", apiKey, fetch = globalThis.fetch } = options;
  const { scope } = ballot.of(memoryIds[0]!);
  const token = scope ?? (typeof options.token === "function" ? await options.token({ memoryIds }) : options.token);
  const items = memoryIds.map((memory_id) => {
    const { feedback, feedbackReason, reasonCodes } = ballot.of(memory_id).vote;
    if (token !== undefined) return { memory_id, feedback, feedback_reason: feedbackReason, reason_codes: reasonCodes };
    const reason = [...reasonCodes.map((code) => SENTENCES[code]), feedbackReason ?? ""].join(" ").trim();
    return { memory_id, feedback, feedback_reason: reason || null };
  });
  const body = JSON.stringify(token === undefined ? items[0] : { token, items });
  const response = await fetch(`${host.replace(/\/+$/, "")}/v1/feedback/`, {
    method: "POST",
    body,
    keepalive: body.length < KEPT_ALIVE,
    headers: {
      ...options.headers,
      ...(apiKey && { authorization: `Token ${apiKey}` }),
      "content-type": token === undefined ? "application/json" : "text/plain",
    },
  });
  const { ok, status } = response;
  const text = await response.text();
  const answer = status === 204 ? {} : parsed(text);
  // A captive portal's page, say, is no delivery.
  const isDelivered = ok && typeof answer === "object" && !!answer;
  const results = (answer as { results?: { ok: boolean; status: number }[] } | null | undefined)?.results;
  return memoryIds.map((_, index) => {
    const result = token === undefined ? undefined : results?.[index];
    return result ? { isDelivered: isDelivered && result.ok, status: result.status } : { isDelivered, status };
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
