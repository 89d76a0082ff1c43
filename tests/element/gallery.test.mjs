import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { complaints } from "../browser.mjs";
import { newContext } from "../contexts.mjs";
import { opened, reached, stage, thumb } from "./stage.mjs";

const axe = await readFile(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** The gallery in a language and a scheme. */
async function gallery(t, query, options = {}) {
  const host = await stage(t);
  const context = await newContext({ reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.wrong = complaints(page);
  await page.goto(`${host.origin}/www/gallery.html?${new URLSearchParams(query)}`);
  await page.locator("body[data-ready]").waitFor();
  return page;
}

for (const scheme of ["light", "dark"]) {
  for (const lang of ["en", "ar"]) {
    for (const forcedColors of ["none", "active"]) {
      test(`axe finds nothing in any state: ${scheme}, ${lang}, forced colours ${forcedColors}`, async (t) => {
        const page = await gallery(t, { scheme, lang }, { colorScheme: scheme, forcedColors });
        await page.evaluate(axe);
        const { violations, incomplete } = await page.evaluate(
          (values) => globalThis.axe.run("#states", { runOnly: { type: "tag", values }, resultTypes: ["violations", "incomplete"] }),
          TAGS,
        );
        const found = [...violations, ...incomplete].map(({ id, nodes }) => [id, ...nodes.slice(0, 3).map(({ target, failureSummary }) => `${target}: ${failureSummary}`)]);
        assert.deepEqual(found, []);
        assert.deepEqual(page.wrong, []);
      });
    }
  }
}

test("targets are 24 px at least, and nothing is wider than 320 px", async (t) => {
  const page = await gallery(t, {}, { viewport: { width: 320, height: 800 } });
  const targets = await page.locator("#states button:visible, #states textarea, #states input").evaluateAll((all) =>
    all.map((element) => {
      const { width, height } = element.getBoundingClientRect();
      return [element.textContent || element.ariaLabel || element.value, width, height];
    }),
  );
  assert(targets.length > 60);
  assert.deepEqual(targets.filter(([, width, height]) => width < 24 || height < 24), []);
  assert(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
});

test("all of it can be done by keyboard, with a ring that can be seen", async (t) => {
  const host = await stage(t);
  const page = await opened(host, await newContext(), `<mem0-feedback memory-id="m"></mem0-feedback>`);
  const focused = () => page.evaluate(() => {
    const { activeElement } = document.querySelector("mem0-feedback").shadowRoot;
    const { outlineStyle, outlineWidth } = getComputedStyle(activeElement.matches(".chip input") ? activeElement.nextElementSibling : activeElement);
    return { name: activeElement.value || activeElement.textContent, ring: `${outlineStyle} ${outlineWidth}` };
  });
  const tab = async () => {
    await page.keyboard.press("Tab");
    const { name, ring } = await focused();
    assert.equal(ring, "solid 2px", name);
    return name;
  };
  assert.equal(await tab(), "POSITIVE");
  assert.equal(await tab(), "NEGATIVE");
  await page.keyboard.press("Space");
  await reached(page, "saved");
  await page.getByRole("form").waitFor();
  assert.deepEqual([await tab(), await tab(), await tab()], ["VERY_NEGATIVE", "Undo", "inaccurate"]);
  await page.keyboard.press("Space");
  assert(await page.getByRole("checkbox", { name: "Not true" }).isChecked());
  await page.keyboard.press("Escape");
  assert.equal((await focused()).name, "Say why", "the focus comes back");
  await page.keyboard.press("Enter");
  await page.getByRole("form").waitFor();
  assert.equal((await focused()).name, "inaccurate");
});

test("names never change, and groups are told apart", async (t) => {
  const host = await stage(t);
  const rows = Array.from({ length: 20 }, (_, row) => `<mem0-feedback memory-id="${row}" label="Memory ${row}" ask-rate="0"></mem0-feedback>`);
  const page = await opened(host, await newContext(), rows.join(""));
  const names = (selector) => page.locator(selector).evaluateAll((all) => all.map(({ ariaLabel }) => ariaLabel));
  const before = await names("mem0-feedback button");
  assert.deepEqual(new Set(before), new Set(["Useful", "Not useful"]));
  assert.equal(new Set(await names("mem0-feedback [role=group]")).size, 20);
  await thumb(page, "POSITIVE").first().click();
  assert.deepEqual(await names("mem0-feedback button[value]"), before);
});

test("under reduced motion nothing moves", async (t) => {
  const page = await gallery(t, {});
  const moving = await page.locator("#states *").evaluateAll((all) =>
    all.filter((element) => {
      const { animationName, transitionDuration } = getComputedStyle(element);
      return animationName !== "none" || transitionDuration !== "0s";
    }).length,
  );
  assert.equal(moving, 0);
});
