// Every state in which an element is seen, and the pages on which it is brought there by clicks.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const UP = "[value=POSITIVE]";
const DOWN = "[value=NEGATIVE]";
const WORST = "[value=VERY_NEGATIVE]";
const WHY = "[part~=why]";
const SET = `<mem0-feedback-set memory-ids="a b c" label="All three" ask-rate="0"></mem0-feedback-set>`;

/**
 * By name: what the host does, what the element has from the beginning, what is clicked, what is
 * written, and what says that the state is reached: of a vote with the buttons that come after it.
 */
export const STATES = {
  unrated: {},
  saving: { host: { delayMs: 10_000 }, clicks: [UP], shows: "[data-state=saving] [part~=undo]" },
  saved: { clicks: [UP], shows: "[data-state=saved] [part~=undo]" },
  "kept on this device": { host: { status: 503 }, clicks: [UP], shows: "[data-state=kept] [part~=undo]" },
  failed: { host: { status: 422 }, clicks: [UP], shows: "[data-state=failed] [part~=undo]" },
  removed: { clicks: [UP, UP], shows: "[data-state=saved] [part~=undo]" },
  positive: { attributes: "value=POSITIVE" },
  negative: { attributes: "value=NEGATIVE" },
  "very negative": { attributes: "value=VERY_NEGATIVE" },
  "worse than down": { clicks: [DOWN, WORST], shows: "[data-state=saved] [part~=undo]" },
  "panel open": { clicks: [DOWN, WHY], shows: ".panel" },
  "panel of praise": { clicks: [UP, WHY, "[value=timely]"], shows: "[value=timely]:checked" },
  advice: { clicks: [DOWN, WHY], words: "bad", shows: ".advice:not(:empty)" },
  warning: { clicks: [DOWN, WHY], words: "Ask jonas@example.com", shows: "[data-finding=personal_data]" },
  disabled: { attributes: "value=NEGATIVE disabled" },
  readonly: { attributes: "value=POSITIVE readonly" },
  "a set": { markup: SET },
  "a set unfolded": { markup: SET, clicks: ["[part~=each]"], shows: ".list" },
};

/** What each page is seen in. */
export const SCHEMES = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  "forced colours": { colorScheme: "light", forcedColors: "active" },
  "forced dark colours": { colorScheme: "dark", forcedColors: "active" },
};

/** Left to right, and right to left with texts to match. */
export const DIRECTIONS = { ltr: "en", rtl: "ar" };

/** The element of a state. */
export function elementOf({ markup, attributes = "" }) {
  return markup ?? `<mem0-feedback memory-id="m" label="Jonas is vegetarian" ask-rate="0" ${attributes}></mem0-feedback>`;
}

/** Makes the host serve that in a page's body, and what looks at it; `css` is added to the page's. */
export async function show(host, body, { dir = "ltr", lang = DIRECTIONS[dir], css = "" } = {}) {
  host.pages.set("/axe.js", await readFile(AXE));
  host.pages.set("/inspection.js", await readFile(new URL("page/inspection.js", import.meta.url)));
  host.pages.set("/", `<!doctype html><html lang="${lang}" dir="${dir}"><meta charset="utf-8"><title>Memories</title>
    <meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
    <style>html { background: Canvas; color: CanvasText; font: 1rem sans-serif } h1 { overflow-wrap: anywhere } ${css}</style>
    <script src="/axe.js"></script><script type="module" src="/inspection.js"></script><script type="module" src="/page.js"></script>
    <body><main><h1>Memories</h1>${body}</main>`);
}

/** Makes the host serve the page of a state. It is reached by `reach` of inspection.js, given what this returns. */
export async function showState(host, state, page) {
  Object.assign(host, state.host);
  await show(host, elementOf(state), page);
  const { clicks = [], words, shows = ".row" } = state;
  return { clicks, words, shows };
}
