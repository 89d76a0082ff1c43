// In the page: brings its element to a state, and finds what is wrong with it. It works alike in
// every browser.
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const TARGETS = "button, input, textarea, a[href]";
/** CSS pixels, by WCAG 2.5.8. */
const LEAST_TARGET = 24;
/** By WCAG 1.4.3, and by 1.4.11 for what is no text. */
const LEAST_OF_TEXT = 4.5;
const LEAST_OF_SHAPES = 3;

const pixel = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
const setTimeoutOfPage = globalThis.setTimeout;

/** Makes patience last: a vote on its way would be said to be kept before it has been looked at. */
function hold() {
  globalThis.setTimeout = (work, ms, ...rest) => setTimeoutOfPage(work, ms > 1500 ? ms * 30 : ms, ...rest);
}

/** Clicks, writes, and waits until the element shows it, in the language of the page. */
async function reach({ clicks, words, shows }) {
  await there(() => element().shadowRoot?.querySelector(".row").lang === document.documentElement.lang);
  if (shows.includes("saving")) hold();
  for (const selector of clicks) {
    const found = await there(() => visible().find((it) => it.matches(selector)));
    found.focus();
    found.click();
  }
  if (words) {
    const place = element().shadowRoot.querySelector("textarea");
    place.value = words;
    place.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  await there(() => element().shadowRoot.querySelector(shows));
}

/** All that is wrong, in a word each: nothing is good. */
async function faults() {
  return [...(await rulesBroken()), ...smallTargets(), ...faintTexts(), ...faintShapes()];
}

/** What axe-core finds, and what it cannot tell. */
async function rulesBroken() {
  const { violations, incomplete } = await axe.run(document, {
    runOnly: { type: "tag", values: TAGS },
    rules: { "target-size": { enabled: true } },
  });
  const said = (kind) => ({ id, nodes }) => `${kind} ${id}: ${nodes.map(({ target, any }) => [target.flat(), any[0]?.message]).join("; ")}`;
  return [...violations.map(said("axe")), ...incomplete.map(said("axe is not sure of"))];
}

function smallTargets() {
  return visible(TARGETS).flatMap((target) => {
    const { width, height } = target.getBoundingClientRect();
    const isSmall = Math.min(width, height) < LEAST_TARGET;
    return isSmall ? [`${nameOf(target)} is ${width.toFixed(1)} × ${height.toFixed(1)}`] : [];
  });
}

function faintTexts() {
  const withText = visible().filter((it) => [...it.childNodes].some((node) => node instanceof Text && node.data.trim()));
  return faint(withText, LEAST_OF_TEXT, (it) => [getComputedStyle(it).color, backgroundOf(it)]);
}

/** Icons, and borders where they alone show a control or that it is on. */
function faintShapes() {
  const icons = faint(visible("svg"), LEAST_OF_SHAPES, (it) => [getComputedStyle(it).stroke, backgroundOf(it)]);
  const bordered = visible("textarea, .chip input:not(:checked) + span, [aria-pressed=true], [aria-pressed=mixed]");
  return [...icons, ...faint(bordered, LEAST_OF_SHAPES, edge)];
}

/** The border or the field within, whichever is clearer, and what is around. */
function edge(it) {
  const { borderTopColor, backgroundColor } = getComputedStyle(it);
  const outside = backgroundOf(around(it));
  const [clearer] = [borderTopColor, backgroundColor].sort((one, other) => contrast(other, outside) - contrast(one, outside));
  return [clearer, outside];
}

function faint(elements, least, colours) {
  return elements.flatMap((it) => {
    if (it.closest(":disabled")) return [];
    const ratio = contrast(...colours(it));
    return ratio < least ? [`${nameOf(it)} has ${ratio.toFixed(2)} to 1: ${colours(it)}`] : [];
  });
}

/** The ring around what has the focus, once it is still: its width in CSS pixels, and its contrast to what is around. */
async function ring() {
  const focused = inner(document.activeElement);
  const ringed = focused.matches(".chip input") ? focused.nextElementSibling : focused;
  await Promise.allSettled(ringed.getAnimations().map(({ finished }) => finished));
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(ringed);
  const width = outlineStyle === "none" ? 0 : parseFloat(outlineWidth);
  return { name: nameOf(focused), width, contrast: contrast(outlineColor, backgroundOf(around(ringed))) };
}

/** What has the focus, shadow roots entered. */
function inner(active) {
  return active?.shadowRoot?.activeElement ? inner(active.shadowRoot.activeElement) : active;
}

/** What cannot be seen without going sideways. */
function overflowing() {
  const { clientWidth, scrollWidth } = document.documentElement;
  const out = visible().filter((it) => {
    const { left, right } = it.getBoundingClientRect();
    return left < -0.5 || right > clientWidth + 0.5 || (it.scrollWidth > it.clientWidth + 1 && it.clientWidth > 0 && !it.matches("svg"));
  });
  return [...(scrollWidth > clientWidth ? [`the page is ${scrollWidth} wide`] : []), ...out.map(nameOf)];
}

/** What moves, or would if it changed. */
function moving() {
  const roots = [...document.querySelectorAll("mem0-feedback, mem0-feedback-set")].map((it) => it.shadowRoot);
  const running = roots.flatMap((root) => root.getAnimations()).map(({ effect }) => `${nameOf(effect.target)} moves`);
  const ready = visible().filter((it) => parseFloat(getComputedStyle(it).transitionDuration) > 0).map((it) => `${nameOf(it)} would`);
  return [...running, ...ready];
}

/** What is seen and where, as text. */
function seen() {
  return visible().map((it) => {
    const { left, top, width, height } = it.getBoundingClientRect();
    return `${nameOf(it)} ${[left, top, width, height].map(Math.round)} ${getComputedStyle(it).visibility}`;
  });
}

/** From 1 to 21, by WCAG's definition. */
function contrast(colour, background) {
  const [light, dark] = [luminance([...background, colour]), luminance(background)].sort((one, other) => other - one);
  return (light + 0.05) / (dark + 0.05);
}

/** Of layers one above the other, painted as the browser paints them. */
function luminance(layers) {
  pixel.clearRect(0, 0, 1, 1);
  for (const layer of layers) {
    pixel.fillStyle = layer;
    pixel.fillRect(0, 0, 1, 1);
  }
  const [red, green, blue] = [...pixel.getImageData(0, 0, 1, 1).data].map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The colours behind an element, the lowest first. */
function backgroundOf(it) {
  const own = it instanceof Element ? [getComputedStyle(it).backgroundColor] : [];
  return it === document.documentElement ? own : [...backgroundOf(around(it)), ...own];
}

function around(it) {
  return it.assignedSlot ?? it.parentElement ?? it.getRootNode().host;
}

/** The elements of the page's elements that are seen, and match. */
function visible(selector = "*", from = document) {
  return [...from.querySelectorAll("*")].flatMap((it) => {
    const own = from !== document && it.matches(selector) && it.getClientRects().length > 0 ? [it] : [];
    return it.shadowRoot ? [...own, ...visible(selector, it.shadowRoot)] : own;
  });
}

function nameOf(it) {
  const name = it.getAttribute("value") ?? it.getAttribute("part") ?? it.getAttribute("class") ?? "";
  return `${it.localName} ${name}`.trim();
}

function element() {
  return document.querySelector("mem0-feedback-set") ?? document.querySelector("mem0-feedback");
}

async function there(find) {
  for (const end = performance.now() + 15_000; performance.now() < end; ) {
    const found = find();
    if (found) return found;
    await new Promise((resolve) => setTimeoutOfPage(resolve, 10));
  }
  throw new Error(`never there: ${find}`);
}

globalThis.inspection = { reach, faults, smallTargets, ring, overflowing, moving, seen, contrast, backgroundOf };
