// Appearance that some people cannot do without: it keeps still, fits, and hides nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { newContext } from "../contexts.mjs";
import { reached, stage } from "./stage.mjs";
import { STATES, showState } from "./states.mjs";

const LONG = { label: "A".repeat(300) };
/** What people set for themselves. */
const READERS = {
  "as it is": "",
  "letters twice as large": "html { font-size: 200% }",
  // WCAG 1.4.12.
  "text spaced out": "* { line-height: 1.5; letter-spacing: .12em; word-spacing: .16em }",
  "small letters of the page's": "main { font-size: 12px }",
};

/** A page on which the state is reached. */
async function open(t, state, { settings, ...options }) {
  const host = await stage(t);
  const way = await showState(host, state, options);
  const page = await (await newContext(settings)).newPage();
  await page.goto(host.origin);
  await page.evaluate((way) => globalThis.inspection.reach(way), way);
  return page;
}

function inspected(page, what) {
  return page.evaluate((what) => globalThis.inspection[what](), what);
}

for (const name of ["saving", "failed", "panel open", "warning", "a set unfolded"]) {
  test(`${name}: nothing moves for who wants it still`, async (t) => {
    const page = await open(t, STATES[name], { settings: { reducedMotion: "reduce" } });
    assert.deepEqual(await inspected(page, "moving"), []);
    await page.emulateMedia({ reducedMotion: "no-preference" });
    assert.notDeepEqual(await inspected(page, "moving"), [], "it is seen when it is there");
  });

  for (const [reader, css] of Object.entries(READERS)) {
    test(`${name}, ${reader}: it fits into 320 px, as at 400 % of 1280`, async (t) => {
      for (const lang of ["de", "ar"]) {
        const dir = lang === "ar" ? "rtl" : "ltr";
        const page = await open(t, STATES[name], { settings: { viewport: { width: 320, height: 640 } }, dir, lang, css });
        await page.locator("main").evaluate((main, { label }) => (main.lastElementChild.label = label), LONG);
        assert.deepEqual(await inspected(page, "overflowing"), [], lang);
        assert.deepEqual(await inspected(page, "smallTargets"), [], lang);
      }
    });
  }
}

test("nothing is there on hover only", async (t) => {
  const page = await open(t, STATES["panel open"], { settings: { reducedMotion: "reduce" } });
  await reached(page, "saved");
  await page.mouse.move(0, 0);
  const before = await inspected(page, "seen");
  for (const target of await page.locator("mem0-feedback button:visible, mem0-feedback .chip").all()) {
    await target.hover();
    assert.deepEqual(await inspected(page, "seen"), before);
  }
});
