// @ts-check
import { byId, element } from "./element.js";
import { storedFeedback } from "./sandbox.js";
import { timeOf } from "./wording.js";

/** So many of the copies that were taken are shown, the newest first. */
const SHOWN = 6;

/**
 * Shows what the database holds of a memory: its row, and every copy of a feedback that was taken.
 *
 * @param {import("./sandbox.js").Memory} memory
 */
export async function showRows(memory) {
  const { current, history } = await storedFeedback(memory.id);
  const [row] = current;
  const newest = history.slice(-SHOWN).reverse();
  byId("rows", HTMLDivElement).replaceChildren(
    element("p", { class: "text" }, memory.memory),
    table("feedback", ["memory_id", "feedback", "feedback_reason"], [
      row ? [`${row.memory_id.slice(0, 8)}…`, row.feedback, row.feedback_reason] : null,
    ]),
    table(
      "feedback_history",
      ["seq", "received", "feedback", "feedback_reason"],
      newest.length > 0 ? newest.map(cellsOf) : [null],
    ),
  );
}

/** @param {import("./sandbox.js").Arrival} copy */
function cellsOf({ seq, received_at_ms, feedback, feedback_reason }) {
  return [String(seq), timeOf(received_at_ms), feedback, feedback_reason];
}

/**
 * @param {string} name
 * @param {string[]} columns
 * @param {((string | null)[] | null)[]} rows null for the lack of one
 */
function table(name, columns, rows) {
  const heads = columns.map((column) => element("th", { scope: "col" }, column));
  const lines = rows.map((row) => {
    if (!row) return element("tr", {}, element("td", { colspan: columns.length, class: "null" }, "no row"));
    const cells = row.map((value) => element("td", { class: value === null && "null" }, value ?? "null"));
    return element("tr", {}, ...cells);
  });
  return element(
    "div",
    { class: "scroller", tabindex: "0", role: "region", "aria-label": `Table ${name}` },
    element(
      "table",
      {},
      element("caption", {}, name),
      element("thead", {}, element("tr", {}, ...heads)),
      element("tbody", {}, ...lines),
    ),
  );
}
