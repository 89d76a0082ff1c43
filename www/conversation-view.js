// @ts-check
import { element } from "./element.js";
import { thumbs } from "./thumbs.js";
import { VoteLine } from "./vote-line.js";
import { monthOf } from "./wording.js";

/**
 * @typedef {import("./sandbox.js").Memory} Memory
 * @typedef {import("./ballot.js").Ballot} Ballot
 * @typedef {import("./ranking.js").Ranking} Ranking
 */

/**
 * Fills the list with the turns, and under each answer the memories that went into it.
 *
 * @param {HTMLElement} list
 * @param {import("./conversation.js").Turn[]} turns
 * @param {Map<string, Memory>} memories by id
 * @param {Ballot} ballot
 * @param {Ranking} ranking
 */
export function showConversation(list, turns, memories, ballot, ranking) {
  turns.forEach((turn, index) => {
    const used = turn.used.flatMap((memoryId) => memories.get(memoryId) ?? []);
    const place = `after answer ${index + 1}`;
    const count = used.length === 1 ? "1 memory" : `${used.length} memories`;
    list.append(
      element(
        "li",
        {},
        element("h3", { class: "visually-hidden" }, `Turn ${index + 1}`),
        element("p", { class: "question" }, element("span", { class: "speaker" }, "Mira"), turn.question),
        element("p", { class: "answer" }, element("span", { class: "speaker" }, "Assistant"), turn.answer),
        element("p", { class: "used", id: `used-${index}` }, `From ${count}`),
        element(
          "ul",
          { class: "memories", "aria-labelledby": `used-${index}` },
          ...used.map((memory) => card(memory, ballot, ranking, place)),
        ),
      ),
    );
  });
}

/**
 * @param {Memory} memory
 * @param {Ballot} ballot
 * @param {Ranking} ranking
 * @param {string} place
 */
function card(memory, ballot, ranking, place) {
  const line = new VoteLine(memory, ballot, glimpse(memory, ballot, ranking));
  const buttons = thumbs(memory, ballot, place, () => line.offerReason());
  const about = element("p", { class: "about" }, `${memory.categories.join(", ")} · ${monthOf(memory.created_at)}`);
  const text = element("p", { class: "text" }, memory.memory);
  const made = element("li", { class: "memory" }, element("div", {}, text, about), buttons.group, line.root);
  const refresh = () => {
    made.dataset["vote"] = ballot.of(memory.id).vote.rating ?? "NONE";
    buttons.refresh();
    line.refresh();
  };
  ballot.addEventListener("change", (event) => {
    if (event instanceof CustomEvent && event.detail.memoryId === memory.id) refresh();
  });
  refresh();
  return made;
}

/**
 * A word of what the vote has done to the ranking, for where that is out of sight.
 *
 * @param {Memory} memory
 * @param {Ballot} ballot
 * @param {Ranking} ranking
 */
function glimpse(memory, ballot, ranking) {
  const link = element("a", { class: "glimpse", href: "#ranking", hidden: true });
  ballot.addEventListener("cast", () => {
    link.hidden = true;
  });
  ranking.addEventListener("moved", (event) => {
    if (!(event instanceof CustomEvent)) return;
    /** @type {import("./ranking.js").Move | undefined} */
    const move = event.detail.moves.find((/** @type {import("./ranking.js").Move} */ each) => {
      return each.memoryId === memory.id;
    });
    link.hidden = !move || ballot.of(memory.id).state !== "sent";
    if (move) link.textContent = `${move.climbed > 0 ? "up" : "down"} to rank ${move.rank}`;
  });
  return link;
}
