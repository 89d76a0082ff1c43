import type { MemoryError } from "../errors.js";
import type { Fetch, MemoryClientOptions } from "../types.js";
import type { Ballot } from "./ballot.js";
import { SEQUENCE } from "./journal-line.js";
import { arrived, refused } from "./outcome.js";
import { PlainTransport } from "./plain-transport.js";
import type { Vote } from "./vote.js";

/** What a later visit may do away with: a scope that has ended, a body that is too large, too much at once. */
const MAY_PASS = [401, 408, 413, 429];
/** Characters of a body beyond which it does not outlive the page, so that the page keeps its share of 64 KiB. */
const KEPT_ALIVE = 5000;

/**
 * Posts what waits without WebAssembly, each vote once; the request outlives the page. What arrives
 * is erased from the journal, and what does not stays there.
 */
export async function postOnce(ballot: Ballot, options: () => MemoryClientOptions): Promise<void> {
  const transport = new PlainTransport(options, ballot);
  const tried = new Map<string, Vote>();
  for (;;) {
    const memoryIds = [...ballot.waiting.keys()].filter((memoryId) => tried.get(memoryId) !== ballot.of(memoryId).vote);
    if (memoryIds.length === 0) return;
    const votes = memoryIds.map((memoryId) => ballot.of(memoryId).vote);
    memoryIds.forEach((memoryId, index) => tried.set(memoryId, votes[index]!));
    const lines = memoryIds.map((memoryId) => ballot.waiting.get(memoryId));
    const items = memoryIds.map((memoryId, index) => ({ memoryId, ...votes[index]!, seq: lines[index]?.slice(-SEQUENCE) }));
    const { results } = await transport.feedbackBatch(items, {
      signal: AbortSignal.timeout(30_000),
      wrapFetch: outliving,
    });
    memoryIds.forEach((memoryId, index) => conclude(ballot, memoryId, votes[index]!, results[index]!));
  }
}

/** Its requests outlive the page if they are small. */
export function outliving(fetch: Fetch): Fetch {
  return (url, init) => fetch(url, { ...init, keepalive: init.keepalive || `${init.body}`.length < KEPT_ALIVE });
}

function conclude(ballot: Ballot, memoryId: string, vote: Vote, { ok, error }: { ok: boolean; error?: unknown }): void {
  const isLast = ballot.of(memoryId).vote === vote;
  const { statusCode = 0 } = (error as Partial<MemoryError> | undefined)?.debugInfo ?? {};
  const isRefused = statusCode >= 400 && statusCode < 500 && !MAY_PASS.includes(statusCode);
  if (isLast && (ok || isRefused)) ballot.erase(memoryId);
  if (ok) arrived(ballot, memoryId, vote, isLast);
  else if (isLast && isRefused) refused(ballot, memoryId, error);
  else if (isLast) ballot.show(memoryId, { state: "kept" });
}
