// @ts-check
import { announce } from "./announcement.js";
import { isPending } from "./ballot.js";
import { showRows } from "./database.js";
import { storedFeedback } from "./sandbox.js";
import { brief, saying } from "./wording.js";

/**
 * @typedef {import("./ballot.js").Ballot} Ballot
 * @typedef {import("./ranking.js").Move} Move
 * @typedef {import("./sandbox.js").Memory} Memory
 */

/** A vote that is delivered sooner is announced as sent alone, in milliseconds. */
const PATIENCE_MS = 1000;

/**
 * Has the ranking, the database's rows and the voice follow what becomes of the votes. Many that
 * come to their end together, as after an outage, are told in one sentence.
 *
 * @param {Ballot} ballot
 * @param {import("./ranking.js").Ranking} ranking
 * @param {import("./wire.js").Wire} wire
 * @param {Map<string, Memory>} memories by id
 */
export function followOutcomes(ballot, ranking, wire, memories) {
  /** @type {Set<string>} */
  const settled = new Set();
  let isFollowing = false;

  const follow = async () => {
    const last = [...settled].flatMap((memoryId) => memories.get(memoryId) ?? []);
    settled.clear();
    await Promise.all(last.map((memory) => readBackIfUnknown(ballot, memory)));
    const moves = await ranking.ask();
    announce(last.length === 1 && last[0] ? outcomeOf(last[0], ballot, moves) : outcomeOfAll(last, ballot));
    const shown = last.at(-1);
    await Promise.all([shown && showRows(shown), wire.look()]);
  };

  ballot.addEventListener("settled", async (event) => {
    if (event instanceof CustomEvent) settled.add(event.detail.memoryId);
    if (isFollowing) return;
    isFollowing = true;
    try {
      while (settled.size > 0) await follow();
    } finally {
      isFollowing = false;
    }
  });

  ballot.addEventListener("cast", (event) => {
    if (!(event instanceof CustomEvent)) return;
    const [memoryId] = event.detail.memoryIds;
    const memory = memories.get(memoryId);
    setTimeout(() => memory && announceWait(memory, ballot), PATIENCE_MS);
  });
}

/**
 * @param {Memory} memory
 * @param {Ballot} ballot
 */
function announceWait(memory, ballot) {
  const { vote, state } = ballot.of(memory.id);
  if (!isPending(state)) return;
  const what = state === "sending" ? "Sending" : state === "saved" ? "Saved, not sent yet" : "Being saved";
  announce(`${what}: ${saying(vote.rating)}, ${brief(memory.memory)}.`);
}

/**
 * @param {Ballot} ballot
 * @param {Memory} memory
 */
async function readBackIfUnknown(ballot, { id }) {
  if (ballot.of(id).state !== "stored") return;
  const { current } = await storedFeedback(id);
  const none = { memory_id: id, feedback: null, feedback_reason: null, updated_at: "" };
  ballot.readBack([current[0] ?? none]);
}

/**
 * @param {Memory} memory
 * @param {Ballot} ballot
 * @param {Move[]} moves
 */
function outcomeOf(memory, ballot, moves) {
  const { vote, state, failure } = ballot.of(memory.id);
  const about = brief(memory.memory);
  if (failure) {
    const name = failure.error instanceof Error ? `, ${failure.error.name}` : "";
    return `Refused${name}: ${about}. You can try again.`;
  }
  const own = moves.find((move) => move.memoryId === memory.id);
  const effect = own ? ` ${own.climbed > 0 ? "Up" : "Down"} to rank ${own.rank} in the search.` : "";
  const what = vote.rating ? saying(vote.rating) : "vote taken back";
  return `${state === "sent" ? "Sent" : "Stored"}, ${what}: ${about}.${effect}`;
}

/**
 * @param {Memory[]} memories
 * @param {Ballot} ballot
 */
function outcomeOfAll(memories, ballot) {
  const refused = memories.filter(({ id }) => ballot.of(id).failure).length;
  const sent = memories.length - refused;
  return [sent > 0 && `${sent} votes sent.`, refused > 0 && `${refused} refused. You can try again.`]
    .filter(Boolean)
    .join(" ");
}
