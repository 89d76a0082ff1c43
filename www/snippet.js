// @ts-check
import { byId, element } from "./element.js";

/**
 * Shows the calls that the page makes, the last one as it was made last.
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
  const text = (/** @type {string} */ value) => element("span", { class: "literal" }, `"${value}"`);
  byId("snippet", HTMLPreElement).replaceChildren(
    element(
      "code",
      {},
      ...made("client", "MemoryClient", "{ host: ", text("/relay"), ", token: scopeFor }"),
      ...made("queue", "FeedbackQueue", "client, { owner: ", text("mira"), " }"),
      "queue.",
      element("span", { class: "call" }, "add"),
      "({ ",
      ...literal,
      " });",
    ),
  );
}

/**
 * @param {string} name
 * @param {string} type
 * @param {...(Node | string)} argumentsOf
 */
function made(name, type, ...argumentsOf) {
  const keyword = (/** @type {string} */ word) => element("span", { class: "keyword" }, word);
  return [keyword("const "), `${name} = `, keyword("new "), element("span", { class: "call" }, type), "(", ...argumentsOf, ");\n"];
}
