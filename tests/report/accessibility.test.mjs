// A full report and one of nothing, in every scheme and direction, against WCAG 2.2 AA.
import assert from "node:assert/strict";
import { test } from "node:test";
import { newContext } from "../contexts.mjs";
import { stage } from "../element/stage.mjs";
import { SCHEMES } from "../element/states.mjs";
import { DIRECTIONS, EMPTY, faintMarks, FULL, shown } from "./reports.mjs";

for (const [name, report] of Object.entries({ full: FULL, empty: EMPTY })) {
  for (const [dir, lang] of Object.entries(DIRECTIONS)) {
    test(`${name}, ${dir}: nothing is wrong in any scheme`, async (t) => {
      const host = await stage(t);
      const page = await shown(host, await newContext(), report, { lang, dir, unfold: true, css: "html { background: Canvas; font: 1rem sans-serif }" });
      for (const [scheme, media] of Object.entries(SCHEMES)) {
        await page.emulateMedia({ forcedColors: "none", ...media });
        assert.deepEqual(await page.evaluate(() => globalThis.inspection.faults()), [], scheme);
        assert.deepEqual(await page.evaluate(faintMarks), [], scheme);
      }
      assert.deepEqual(await page.evaluate(() => globalThis.inspection.moving()), []);
      assert.deepEqual(page.wrong, []);
    });
  }
}

test("the keyboard reaches the button and each table, in a ring that can be seen", async (t) => {
  const page = await shown(await stage(t), await newContext(), FULL);
  const keys = await page.locator("mem0-feedback-report [data-key]").evaluateAll((all) => all.map((it) => it.dataset.key));
  assert.deepEqual(keys, ["save", "distribution", "trend", "votes", "confusion"]);
  for (const key of keys) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const { activeElement } = document.activeElement.shadowRoot;
      const { outlineStyle, outlineWidth } = getComputedStyle(activeElement);
      return { key: activeElement.closest("[data-key]").dataset.key, ring: `${outlineStyle} ${outlineWidth}` };
    });
    assert.deepEqual(focused, { key, ring: "solid 2px" });
    if (key === "save") continue;
    await page.keyboard.press("Enter");
    await page.locator(`mem0-feedback-report details[data-key=${key}][open] table`).first().waitFor();
  }
});

test("every figure has a sentence, and a table beside it", async (t) => {
  const page = await shown(await stage(t), await newContext(), FULL);
  for (const section of await page.locator("mem0-feedback-report section").all()) {
    const { title, says, figures, tables } = await section.evaluate((it) => ({
      title: it.querySelector("h3").textContent,
      says: it.querySelector(".says").textContent,
      figures: it.querySelectorAll("figure").length,
      tables: it.querySelectorAll("figure table, table").length,
    }));
    assert.match(says, /^[A-Z0-9].*[.)]$/, title);
    assert(tables >= Math.max(1, figures), title);
  }
  const unnamed = await page.locator("mem0-feedback-report svg:not([aria-hidden=true], [aria-hidden=true] *)").count();
  assert.equal(unnamed, 0, "the sentence says what the drawing shows");
});
