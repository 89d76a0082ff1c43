import type { Ballot } from "./ballot.js";
import { lastVotes, lastVotesKey } from "./last-votes.js";
import { voteOf, type Vote } from "./vote.js";

/** A vote has arrived; it is the one that is shown, unless a newer one is on its way. */
export function arrived(ballot: Ballot, memoryId: string, confirmed: Vote, isLast: boolean): void {
  ballot.show(memoryId, isLast ? { confirmed, state: "saved" } : { confirmed });
  if (isLast) ballot.remember(memoryId);
}

/** The vote that is shown was refused, and gives way to what the host holds. */
export function refused(ballot: Ballot, memoryId: string, error: unknown): void {
  const { vote, confirmed } = ballot.of(memoryId);
  ballot.show(memoryId, { vote: confirmed, refused: vote, before: undefined, state: "failed", error });
  ballot.remember(memoryId);
}

/** Nothing of it is pending any more, whatever came of it. */
export function settled(ballot: Ballot, memoryId: string): void {
  ballot.show(memoryId, { state: "" });
  ballot.remember(memoryId);
}

/** Gives again what was refused. */
export async function retry(ballot: Ballot, memoryId: string, scope: string): Promise<void> {
  const { refused: vote, item, vote: before } = ballot.of(memoryId);
  if (!vote) return;
  ballot.show(memoryId, { vote, state: "saving", refused: undefined });
  const isThere = item && (await ballot.queue?.deadLetters.retry([item.id]).catch(() => 0));
  // It was never in a queue, or a newer vote was given meanwhile.
  if (!isThere && ballot.of(memoryId).vote === vote) ballot.cast(memoryId, vote, scope);
  ballot.show(memoryId, { before });
}

/** Shows what other tabs are told. */
export function followTabs(ballot: Ballot): void {
  addEventListener("storage", ({ key }) => {
    if (key !== lastVotesKey(ballot.path)) return;
    const before = ballot.last;
    ballot.last = lastVotes(ballot.path);
    for (const [memoryId, vote] of ballot.last) {
      if (`${before.get(memoryId)}` === `${vote}` || !ballot.standings.has(memoryId)) continue;
      const [feedback, isPending] = vote;
      ballot.show(memoryId, { vote: voteOf(feedback), state: isPending ? "kept" : "" });
    }
  });
}
