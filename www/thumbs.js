// @ts-check
import { element } from "./element.js";
import { icon } from "./icon.js";
import { THUMBS, brief } from "./wording.js";

/**
 * The buttons for one memory. Their names never change: whether one is down stands in
 * `aria-pressed`.
 *
 * @param {import("./sandbox.js").Memory} memory
 * @param {import("./ballot.js").Ballot} ballot
 * @param {string} place told apart from other places that show the same memory
 * @param {() => void} [onPress] called after each press
 */
export function thumbs(memory, ballot, place, onPress) {
  const about = brief(memory.memory);
  const buttons = THUMBS.map((thumb) => {
    const name = `${thumb.says}: ${about}`;
    const button = element("button", { type: "button", class: "thumb", title: thumb.says, "aria-label": name });
    button.dataset["rating"] = thumb.rating;
    button.append(icon(thumb.icon));
    button.addEventListener("click", () => {
      ballot.press(memory.id, thumb.rating);
      onPress?.();
    });
    return button;
  });
  const group = element("div", { class: "thumbs", role: "group", "aria-label": `Vote ${place} on: ${about}` });
  group.append(...buttons);
  return {
    group,
    refresh() {
      const { vote } = ballot.of(memory.id);
      for (const button of buttons) {
        button.setAttribute("aria-pressed", String(button.dataset["rating"] === vote.rating));
      }
    },
  };
}
