// Reports to show, and pages that show them.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { complaints } from "../browser.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
/** What each page is seen in, and in what language. */
export const DIRECTIONS = { ltr: "en", rtl: "ar" };

/** Days without votes: after one, and at the end of a stretch. */
const GAPS = [1, 9, 10];
/** A report with all that there can be in one. */
export const FULL = withGaps(JSON.parse(await readFile(new URL("../analytics/report.json", import.meta.url), "utf8")));
/** One of nothing. */
export const EMPTY = { ...without(FULL, "no_votes"), change: { at: FULL.change.at, ...without(FULL.change, "one_side") } };
/** Memories and codes that mean harm, in the places where others' words are shown. */
export const HOSTILE = withTexts(FULL, [
  `<img src=x onerror="document.title='broken in'"><script>document.title='broken in'</script>`,
  "\u202eout of place\u2066\u202d",
  "x".repeat(100_000),
  "{date} {low} ${0} $& \\u0000 \u0000",
  "\ud83d\ude00".repeat(50_000),
  " ",
]);

/** The same report where no figure can be said. */
export function without(report, why) {
  if (Array.isArray(report)) return [];
  if (typeof report !== "object" || report === null) return typeof report === "number" ? 0 : report;
  if ("value" in report) return { value: null, why, n: 0 };
  const parts = Object.entries(report).map(([name, part]) => {
    if (name === "shares") return [name, part.map((share) => ({ ...share, count: 0, share: { value: null, why, n: 0 } }))];
    return [name, name === "period" || name === "version" ? part : without(part, why)];
  });
  return Object.fromEntries(parts);
}

function withGaps(report) {
  for (const day of GAPS) report.trend.byTime.buckets[day].positive = { value: null, why: "no_votes", n: 0 };
  return report;
}

function withTexts(report, texts) {
  const [toMend, mended] = [report.toMend[0], report.mended.each[0]];
  const pairs = texts.map((text) => ({ ...report.consistency.alike.examples[0], likedText: text, dislikedText: text }));
  return {
    ...report,
    toMend: texts.flatMap((text) => [{ ...toMend, text }, { ...toMend, text: null, memoryId: text }]),
    mended: { ...report.mended, each: texts.map((text) => ({ ...mended, text })) },
    consistency: { ...report.consistency, alike: { ...report.consistency.alike, examples: pairs } },
  };
}

/** Makes the host serve a page with a report on it. */
export async function show(host, report, { lang = "en", dir = "ltr", css = "", attributes = "" } = {}) {
  host.pages.set("/axe.js", await readFile(AXE));
  host.pages.set("/inspection.js", await readFile(new URL("../element/page/inspection.js", import.meta.url)));
  host.pages.set("/show.js", `import "/pkg/report/define.js";
    document.querySelector("mem0-feedback-report").report = await (await fetch("/report.json")).json();`);
  host.pages.set("/report.json", JSON.stringify(report));
  host.pages.set("/", `<!doctype html><html lang="${lang}" dir="${dir}"><meta charset="utf-8"><title>Feedback</title>
    <meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
    ${css && `<style>h1 { font-size: 1rem } ${css}</style>`}
    <script src="/axe.js"></script><script type="module" src="/inspection.js"></script><script type="module" src="/show.js"></script>
    <body><main><h1>Feedback</h1><mem0-feedback-report ${attributes}></mem0-feedback-report></main>`);
}

/** A page with a report on it; all tables are unfolded if `unfold` says so. */
export async function shown(host, context, report, { unfold = false, ...options } = {}) {
  await show(host, report, options);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.wrong = complaints(page);
  await page.goto(host.origin);
  await page.locator(`mem0-feedback-report .report[lang=${options.lang ?? "en"}] .sections`).waitFor();
  if (unfold) await page.evaluate(unfolded);
  return page;
}

/** In the page: unfolds all tables. */
export function unfolded() {
  for (const it of document.querySelector("mem0-feedback-report").shadowRoot.querySelectorAll("details")) it.open = true;
}

/** In the page: marks whose colour is too near to what is behind them, by WCAG 1.4.11. */
export function faintMarks() {
  const { contrast, backgroundOf } = globalThis.inspection;
  const { shadowRoot } = document.querySelector("mem0-feedback-report");
  return [...shadowRoot.querySelectorAll(":is(.dot, .was, .whisker, .way, .bar, .line, .smooth, .dots, .part, path.volumes)")].flatMap((mark) => {
    const { fill, fillOpacity, stroke, strokeOpacity } = getComputedStyle(mark);
    const [colour, opacity] = fill === "none" ? [stroke, strokeOpacity] : [fill, fillOpacity];
    const ratio = contrast(`color-mix(in srgb, ${colour} ${opacity * 100}%, #0000)`, backgroundOf(mark));
    return ratio < 3 ? [`${mark.getAttribute("class")} has ${ratio.toFixed(2)} to 1`] : [];
  });
}

/** What cannot be seen without going sideways; what is only heard is left out. */
export function overflowing(page) {
  return page.locator("mem0-feedback-report").evaluate(({ shadowRoot }) => {
    const { clientWidth, scrollWidth } = document.documentElement;
    const range = document.createRange();
    const texts = document.createTreeWalker(shadowRoot, NodeFilter.SHOW_TEXT);
    const out = [];
    while (texts.nextNode()) {
      if (texts.currentNode.parentElement.closest("thead, .unseen")) continue;
      range.selectNodeContents(texts.currentNode);
      const { left, right } = range.getBoundingClientRect();
      if (left < -0.5 || right > clientWidth + 0.5) out.push(texts.currentNode.data.slice(0, 40));
    }
    return [...(scrollWidth > clientWidth ? [`the page is ${scrollWidth} wide`] : []), ...out];
  });
}
