// @ts-check
import { announce } from "./announcement.js";
import { showRows } from "./database.js";
import { brief } from "./wording.js";

/** @typedef {import("./sandbox.js").Memory} Memory */

/**
 * Has the ranking and the database's rows follow what becomes of the votes. Many that come to their
 * end together, as after an outage, are followed once.
 *
 * @param {import("./votes.js").Votes} votes
 * @param {import("./ranking.js").Ranking} ranking
 * @param {import("./wire.js").Wire} wire
 * @param {Map<string, Memory>} memories by id
 * @param {() => void} followed called when all of that is shown
 */
export function followOutcomes(votes, ranking, wire, memories, followed) {
  /** @type {Set<string>} */
  const settled = new Set();
  let isFollowing = false;

  const follow = async () => {
    const last = [...settled].flatMap((memoryId) => memories.get(memoryId) ?? []);
    settled.clear();
    const [moves] = await Promise.all([ranking.ask(), votes.read()]);
    followed();
    const shown = last.at(-1);
    const own = last.length === 1 && moves.find(({ memoryId }) => memoryId === shown?.id);
    if (own && shown) announce(`${own.climbed > 0 ? "Up" : "Down"} to rank ${own.rank} in the search: ${brief(shown.memory)}.`);
    await Promise.all([shown && showRows(shown), wire.look()]);
  };

  votes.when(["sent", "superseded", "refused"], async ({ memoryId }) => {
    settled.add(memoryId);
    if (isFollowing) return;
    isFollowing = true;
    try {
      while (settled.size > 0) await follow();
    } finally {
      isFollowing = false;
    }
  });
}
