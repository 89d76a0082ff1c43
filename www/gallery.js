// @ts-check
import "/pkg/dist/element/define.js";
import { element } from "./element.js";

/** @typedef {import("mem0-feedback/element").FeedbackElement} FeedbackElement */

const NONE = { feedback: null, feedbackReason: null, reasonCodes: [] };
const GOOD = { ...NONE, feedback: "POSITIVE" };
const BAD = { ...NONE, feedback: "NEGATIVE" };
const WORST = { ...NONE, feedback: "VERY_NEGATIVE" };

/** What is shown: a caption, what the memories' standings are, and what else is done to the element. */
const STATES = [
  { caption: "No vote yet" },
  { caption: "Useful", standing: { vote: GOOD } },
  { caption: "Not useful", standing: { vote: BAD } },
  { caption: "Not useful at all", standing: { vote: WORST } },
  { caption: "Saving", standing: { vote: GOOD, before: NONE, state: "saving" } },
  { caption: "Saved", standing: { vote: GOOD, before: NONE, state: "saved" } },
  { caption: "Kept on this device", standing: { vote: BAD, before: NONE, state: "kept" } },
  { caption: "Refused, and rolled back", standing: { vote: GOOD, refused: BAD, state: "failed" } },
  { caption: "Taken back", standing: { vote: NONE, before: GOOD, state: "saved" } },
  { caption: "Disabled", standing: { vote: GOOD }, attributes: { disabled: "" } },
  { caption: "Read only", standing: { vote: BAD }, attributes: { readonly: "" } },
  { caption: "A question beside it", question: "Was this right?" },
  { caption: "Themed by custom properties", standing: { vote: GOOD, before: NONE, state: "saved" }, class: "themed" },
  { caption: "Some of a set", memories: 3, standings: [{ vote: GOOD }, { vote: BAD }, {}] },
  { caption: "A set, unfolded", memories: 3, standings: [{ vote: GOOD }, {}, {}], then: unfold },
  { caption: "Why it was good", standing: { vote: GOOD, before: NONE, state: "saved" }, then: ask },
  { caption: "Why it was bad, and what would help", standing: { vote: BAD, before: NONE, state: "saved" }, then: write("Bad memory") },
  { caption: "Personal data in a reason", standing: { vote: BAD, before: NONE, state: "saved" }, then: write("Call Jonas at +49 30 901820, he moved") },
];

const TEXTS = ["Jonas is vegetarian.", "The bike is in the cellar on Linden Street.", "Groceries come on Fridays."];

/** Fills the page anew. */
async function show() {
  const rows = STATES.map((state, index) => {
    const { caption, question, class: name = "", attributes = {}, memories = 1 } = state;
    const ids = TEXTS.slice(0, memories).map((_, at) => `gallery-${index}-${at}`);
    const kind = memories > 1 ? "mem0-feedback-set" : "mem0-feedback";
    const shown = /** @type {FeedbackElement} */ (
      element(kind, { owner: `gallery-${Date.now()}`, class: name, label: caption, ...attributes })
    );
    if (memories > 1) Object.assign(shown, { memories: ids.map((id, at) => ({ id, memory: TEXTS[at] })) });
    else shown.memoryId = `${ids[0]}`;
    if (question) shown.append(element("span", { slot: "label" }, question));
    const figure = element("figure", {}, element("figcaption", {}, caption), shown);
    return { figure, shown, ids, ...state };
  });
  document.querySelector("#states")?.replaceChildren(...rows.map(({ figure }) => figure));
  for (const { shown, ids, standing, standings, then } of rows) {
    // As if it had been clicked: what becomes of a vote is said there.
    shown.isOwn = true;
    ids.forEach((id, at) => shown.ballot.show(id, /** @type {object} */ (standings?.[at] ?? standing ?? {})));
    if (standing && "state" in standing) await appeared(shown, "[part~=undo]");
    await then?.(shown);
  }
  document.body.dataset["ready"] = "true";
}

/** @param {FeedbackElement} shown */
async function ask(shown) {
  shown.ask();
  return appeared(shown, "form");
}

/** @param {string} words of a reason */
function write(words) {
  return async (/** @type {FeedbackElement} */ shown) => {
    const form = await ask(shown);
    const field = /** @type {HTMLTextAreaElement} */ (form.querySelector("textarea"));
    field.value = words;
    field.dispatchEvent(new Event("input"));
    await appeared(shown, "[part=advice]:not(:empty)");
  };
}

/** @param {FeedbackElement} shown */
async function unfold(shown) {
  await /** @type {import("mem0-feedback/element").FeedbackSetElement} */ (shown).unfold();
}

/**
 * @param {FeedbackElement} shown
 * @param {string} selector
 */
async function appeared(shown, selector) {
  for (;;) {
    const found = shown.shadowRoot?.querySelector(selector);
    if (found) return found;
    await new Promise(requestAnimationFrame);
  }
}

const view = /** @type {HTMLFormElement} */ (document.querySelector("#view"));

/** Takes the view over from the form, and the form from the address. */
async function look() {
  const { lang, scheme } = Object.fromEntries(new FormData(view));
  document.documentElement.lang = `${lang}`;
  document.documentElement.dir = lang === "ar" ? "rtl" : "ltr";
  document.documentElement.style.colorScheme = `${scheme}`;
  await show();
}

for (const [name, value] of new URLSearchParams(location.search)) {
  const field = view.elements.namedItem(name);
  if (field instanceof HTMLSelectElement) field.value = value;
}
for (const key of Object.keys(localStorage)) if (/^mem0-feedback[^:]*:default:gallery-/.test(key)) localStorage.removeItem(key);
view.addEventListener("change", look);
await look();
