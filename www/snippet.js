// @ts-check
import { byId, element } from "./element.js";

/**
 * Shows the code of the thumbs that were clicked last, and their attributes as they are now.
 *
 * @param {Pick<import("mem0-feedback/element").FeedbackDetail, "memoryIds" | "value" | "reason">} vote
 */
export function showSnippet({ memoryIds, value, reason }) {
  const isSet = memoryIds.length > 1;
  const tag = () => element("span", { class: "call" }, isSet ? "mem0-feedback-set" : "mem0-feedback");
  const ids = memoryIds.map((id) => `${id.slice(0, 8)}…`).join(" ");
  const attributes = Object.entries({ [isSet ? "memory-ids" : "memory-id"]: ids, value, reason });
  byId("snippet", HTMLPreElement).replaceChildren(
    element(
      "code",
      {},
      keyword("import"),
      " { configure } ",
      keyword("from"),
      " ",
      literal("mem0-feedback"),
      ";\n",
      keyword("import"),
      " ",
      literal("mem0-feedback/element/define"),
      ";\n",
      element("span", { class: "call" }, "configure"),
      "({ host: ",
      literal("/relay"),
      ", token: scopeFor });\n\n<",
      tag(),
      ...attributes.flatMap(([name, given]) => (given ? [` ${name}=`, literal(given)] : [])),
      "></",
      tag(),
      ">",
    ),
  );
}

/** @param {string} text */
function literal(text) {
  return element("span", { class: "literal" }, `"${text}"`);
}

/** @param {string} text */
function keyword(text) {
  return element("span", { class: "keyword" }, text);
}
