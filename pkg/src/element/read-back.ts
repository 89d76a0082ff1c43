import { configuration } from "../default-client.js";
import type { MemoryClientOptions } from "../types.js";
import { isPending, type Ballot } from "./ballot.js";
import { whenIdle } from "./idle.js";
import { voteOf, type Vote } from "./vote.js";

/** How many memories a relay tells of at once. */
const MOST = 200;
/** Milliseconds for an answer: what comes later would change what a reader has seen. */
const PATIENCE = 10_000;

/** What a relay tells of a vote that it keeps. */
interface Kept {
  memory_id: string;
  feedback: string | null;
  feedback_reason: string | null;
  reason_codes: Vote["reasonCodes"];
  state: string;
}

/** By ballot, the memories that are to be asked for, each with the scope that it came with. */
const asked = new Map<Ballot, Map<string, string>>();
/** Hosts that keep no votes. */
const forgetful = new Set<string>();

/**
 * Shows what the relay keeps of the rater's vote on a memory, so that it is there in another
 * browser too. Where the relay keeps none, nothing happens.
 */
export function readBack(ballot: Ballot, memoryId: string, scope: string): void {
  const memories = asked.get(ballot) ?? new Map<string, string>();
  if (memories.size === 0) whenIdle(() => ask(ballot));
  asked.set(ballot, memories.set(memoryId, scope));
}

function ask(ballot: Ballot): void {
  const byScope = new Map<string, string[]>();
  asked.get(ballot)?.forEach((scope, memoryId) => byScope.set(scope, [...(byScope.get(scope) ?? []), memoryId]));
  asked.delete(ballot);
  const options = ballot.client ?? configuration();
  // A client that is ready made keeps its host to itself.
  if (!options || "feedbackBatch" in options) return;
  for (const [scope, memoryIds] of byScope) {
    for (let from = 0; from < memoryIds.length; from += MOST) {
      const some = memoryIds.slice(from, from + MOST);
      const before = new Map(some.map((memoryId) => [memoryId, ballot.of(memoryId).vote]));
      // Where nothing can be read, what this browser remembers stays.
      read(options, scope, some).then((votes) => show(ballot, votes, before), () => {});
    }
  }
}

async function read(
  { host = "", fetch = globalThis.fetch }: MemoryClientOptions,
  scope: string,
  memoryIds: string[],
): Promise<readonly Kept[]> {
  if (forgetful.has(host)) return [];
  const response = await fetch(`${host.replace(/\/+$/, "")}/v1/feedback/?memory_ids=${encodeURIComponent(`${memoryIds}`)}`, {
    headers: { authorization: `Token ${scope}` },
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (/404|405|501/.test(`${response.status}`)) forgetful.add(host);
  const { results } = (await response.json()) as { results?: Kept[] };
  return results ?? [];
}

function show(ballot: Ballot, votes: readonly Kept[], before: Map<string, Vote>): void {
  for (const { memory_id: memoryId, feedback, feedback_reason, reason_codes, state } of votes) {
    const standing = ballot.of(memoryId);
    // What was given here meanwhile, or waits, is newer.
    if (state === "refused" || standing.vote !== before.get(memoryId) || isPending(standing)) continue;
    const vote = { ...voteOf(feedback), feedbackReason: feedback_reason, reasonCodes: reason_codes };
    ballot.show(memoryId, { vote, confirmed: vote });
    ballot.remember(memoryId);
  }
}
