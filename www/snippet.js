// @ts-check
import { byId, element } from "./element.js";

/**
 * Shows the two calls that the page makes, the second as it was made last.
 *
 * @param {string} memoryId
 * @param {import("./ballot.js").Vote} vote
 */
export function showSnippet(memoryId, vote) {
  const fields = [
    ["memoryId", `"${memoryId.slice(0, 8)}…"`],
    ["feedback", vote.rating ? `"${vote.rating}"` : "null"],
    ...(vote.codes.length > 0 ? [["reasonCodes", JSON.stringify(vote.codes)]] : []),
    ...(vote.reason ? [["feedbackReason", JSON.stringify(vote.reason)]] : []),
  ];
  const literal = fields.flatMap(([name, value], index) => [
    `${index > 0 ? ", " : ""}${name}: `,
    element("span", { class: "literal" }, value ?? ""),
  ]);
  byId("snippet", HTMLPreElement).replaceChildren(
    element(
      "code",
      {},
      ...call("configure", "apiKey: ", element("span", { class: "literal" }, '"demo"'), ", host: location.origin"),
      "\n",
      element("span", { class: "keyword" }, "await "),
      ...call("feedback", ...literal),
    ),
  );
}

/**
 * @param {string} name
 * @param {...(Node | string)} fields
 */
function call(name, ...fields) {
  return [element("span", { class: "call" }, name), "({ ", ...fields, " });"];
}
