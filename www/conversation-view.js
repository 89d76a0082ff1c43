// @ts-check
import { element } from "./element.js";
import { monthOf } from "./wording.js";

/**
 * @typedef {import("./sandbox.js").Memory} Memory
 * @typedef {import("./votes.js").Votes} Votes
 * @typedef {import("./ranking.js").Ranking} Ranking
 */

/**
 * Fills the list with the turns, and under each answer the memories that went into it.
 *
 * @param {HTMLElement} list
 * @param {import("./conversation.js").Turn[]} turns
 * @param {Map<string, Memory>} memories by id
 * @param {Votes} votes
 * @param {Ranking} ranking
 */
export function showConversation(list, turns, memories, votes, ranking) {
  turns.forEach((turn, index) => {
    const used = turn.used.flatMap((memoryId) => memories.get(memoryId) ?? []);
    const from = element("span", { slot: "label", id: `used-${index}` }, `From ${used.length} memories`);
    list.append(
      element(
        "li",
        {},
        element("h3", { class: "visually-hidden" }, `Turn ${index + 1}`),
        element("p", { class: "question" }, element("span", { class: "speaker" }, "Mira"), turn.question),
        element("p", { class: "answer" }, element("span", { class: "speaker" }, "Assistant"), turn.answer),
        ...votes.thumbsForAll(used, `All that went into answer ${index + 1}`, from),
        element(
          "ul",
          { class: "memories", "aria-labelledby": `used-${index}` },
          ...used.map((memory) => card(memory, votes, ranking)),
        ),
      ),
    );
  });
}

/**
 * @param {Memory} memory
 * @param {Votes} votes
 * @param {Ranking} ranking
 */
function card(memory, votes, ranking) {
  return element(
    "li",
    { class: "memory" },
    element("p", { class: "text" }, memory.memory),
    element("p", { class: "about" }, `${memory.categories.join(", ")} · ${monthOf(memory.created_at)}`),
    ...votes.thumbs(memory),
    glimpse(memory, votes, ranking),
  );
}

/**
 * A word of what the vote has done to the ranking, for where that is out of sight.
 *
 * @param {Memory} memory
 * @param {Votes} votes
 * @param {Ranking} ranking
 */
function glimpse(memory, votes, ranking) {
  const link = element("a", { class: "glimpse", href: "#ranking", hidden: true });
  votes.when(["queued"], () => {
    link.hidden = true;
  });
  ranking.addEventListener("moved", (event) => {
    if (!(event instanceof CustomEvent)) return;
    const moves = /** @type {import("./ranking.js").Move[]} */ (event.detail.moves);
    const move = moves.find(({ memoryId }) => memoryId === memory.id);
    link.hidden = !move;
    if (move) link.textContent = `${move.climbed > 0 ? "up" : "down"} to rank ${move.rank}`;
  });
  return link;
}
