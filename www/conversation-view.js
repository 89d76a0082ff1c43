// @ts-check
import { element } from "./element.js";
import { thumbs } from "./thumbs.js";
import { VoteLine } from "./vote-line.js";
import { monthOf } from "./wording.js";

/**
 * @typedef {import("./sandbox.js").Memory} Memory
 * @typedef {import("./ballot.js").Ballot} Ballot
 */

/**
 * Fills the list with the turns, and under each answer the memories that went into it.
 *
 * @param {HTMLElement} list
 * @param {import("./conversation.js").Turn[]} turns
 * @param {Map<string, Memory>} memories by id
 * @param {Ballot} ballot
 */
export function showConversation(list, turns, memories, ballot) {
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
          ...used.map((memory) => card(memory, ballot, place)),
        ),
      ),
    );
  });
}

/**
 * @param {Memory} memory
 * @param {Ballot} ballot
 * @param {string} place
 */
function card(memory, ballot, place) {
  const line = new VoteLine(memory, ballot);
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
