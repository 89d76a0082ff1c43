// Pages of all sorts: strict policies, hostile words, six languages, small and large, on paper.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";
import { newContext } from "../contexts.mjs";
import { stage } from "../element/stage.mjs";
import { EMPTY, FULL, HOSTILE, overflowing, shown, without } from "./reports.mjs";

const STRICT = "default-src 'none'; script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";
const texts = await readdir(new URL("../../pkg/src/report/texts", import.meta.url));
const LANGUAGES = texts.map((file) => file.slice(0, 2));
const WHYS = ["no_exposures", "no_raters", "no_memories", "no_votes", "one_side", "no_cases", "too_few", "constant",
  "not_two_valued", "nobody_asked", "asking_added_nothing"];
test("under a strict policy with Trusted Types nothing is violated, and the file that is saved is the report", async (t) => {
  const host = await stage(t);
  host.policy = STRICT;
  const page = await shown(host, await newContext(), FULL, { unfold: true });
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save as JSON" }).click()]);
  assert.equal(download.suggestedFilename(), "mem0-feedback-report.json");
  assert.deepEqual(JSON.parse(await readFile(await download.path(), "utf8")), FULL);
  const { display } = await page.locator("mem0-feedback-report").evaluate((it) => ({ display: getComputedStyle(it).display }));
  assert.equal(display, "block", "its sheet was taken");
  assert.deepEqual(page.wrong, []);
});

test("words of others are shown as words, in their place and not without end", async (t) => {
  const host = await stage(t);
  const page = await shown(host, await newContext({ viewport: { width: 320, height: 640 } }), HOSTILE, { unfold: true });
  assert.equal(await page.title(), "Feedback");
  const { texts, markup } = await page.locator("mem0-feedback-report").evaluate(({ shadowRoot }) => ({
    texts: [...shadowRoot.querySelectorAll(".memory")].map((it) => ({
      text: it.textContent,
      dir: it.dir,
      bidi: getComputedStyle(it).unicodeBidi,
    })),
    markup: shadowRoot.querySelectorAll("img, script").length,
  }));
  assert.equal(markup, 0);
  assert.equal(texts.length, 6 * 5);
  assert(texts[0].text.startsWith("<img src=x"));
  for (const { text, dir, bidi } of texts) {
    assert(text.length <= 562 && text.isWellFormed?.() !== false, text.slice(0, 20));
    assert.deepEqual([dir, bidi], ["auto", "isolate"]);
  }
  assert.deepEqual(await overflowing(page), []);
  assert.deepEqual(page.wrong, []);
});

for (const lang of LANGUAGES) {
  test(`${lang}: every text is there, fits into 320 px, and says why where there is no figure`, async (t) => {
    const host = await stage(t);
    const context = await newContext({ viewport: { width: 320, height: 640 } });
    const options = { lang, dir: lang === "ar" ? "rtl" : "ltr", unfold: true };
    const said = new Set();
    for (const css of ["", "html { font-size: 200% }"]) {
      const page = await shown(host, context, FULL, { ...options, css });
      assert.deepEqual(await overflowing(page), [], css);
      assert.deepEqual(await page.evaluate(() => globalThis.inspection.smallTargets()), [], css);
      assert.doesNotMatch(await page.locator("mem0-feedback-report .report").innerText(), /[{}]|undefined|NaN|null/);
      await page.close();
    }
    const page = await shown(host, context, EMPTY, options);
    for (const why of WHYS) {
      const text = await page.locator("mem0-feedback-report").evaluate((it, report) => {
        it.report = report;
        return it.shadowRoot.querySelector("td.none").textContent;
      }, without(FULL, why));
      assert(text.length > 5, why);
      said.add(text);
    }
    assert.equal(said.size, WHYS.length, "each has a reason of its own");
    assert.doesNotMatch(await page.locator("mem0-feedback-report .report").innerText(), /[{}]|undefined|NaN|null/);
  });
}

test("on paper the tables are unfolded, and there is no button", async (t) => {
  const page = await shown(await stage(t), await newContext(), FULL);
  const table = page.locator("mem0-feedback-report .buckets").first();
  assert(!(await table.isVisible()));
  await page.emulateMedia({ media: "print" });
  assert(await table.isVisible());
  assert(!(await page.getByRole("button", { name: "Save as JSON" }).isVisible()));
  const laid = await page.locator("mem0-feedback-report :is(section, .body, figure)").evaluateAll((all) => all.map((it) => getComputedStyle(it).display));
  assert.deepEqual(new Set(laid), new Set(["block"]), "what Firefox can part");
});

test("it takes the page's custom properties, and its scheme", async (t) => {
  const host = await stage(t);
  const css = `mem0-feedback-report { --mem0-feedback-positive: rgb(1, 2, 3); --mem0-feedback-color: rgb(4, 5, 6) }
    mem0-feedback-report::part(title) { color: rgb(7, 8, 9) }`;
  const page = await shown(host, await newContext(), FULL, { css });
  const colours = await page.locator("mem0-feedback-report").evaluate(({ shadowRoot }) =>
    [".headline", ".says", "h2"].map((selector) => getComputedStyle(shadowRoot.querySelector(selector)).color));
  assert.deepEqual(colours, ["rgb(1, 2, 3)", "rgb(4, 5, 6)", "rgb(7, 8, 9)"]);
});
