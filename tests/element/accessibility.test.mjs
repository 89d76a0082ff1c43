// Every state, in every scheme and direction, against WCAG 2.2 AA.
import assert from "node:assert/strict";
import { test } from "node:test";
import { complaints } from "../browser.mjs";
import { newContext } from "../contexts.mjs";
import { stage } from "./stage.mjs";
import { DIRECTIONS, SCHEMES, STATES, showState } from "./states.mjs";

for (const [name, state] of Object.entries(STATES)) {
  for (const dir of Object.keys(DIRECTIONS)) {
    test(`${name}, ${dir}: nothing is wrong in any scheme`, async (t) => {
      const host = await stage(t);
      const way = await showState(host, state, { dir });
      // Colours on their way to others have a contrast of their own.
      const page = await (await newContext({ reducedMotion: "reduce" })).newPage();
      const wrong = complaints(page);
      await page.goto(host.origin);
      await page.evaluate((way) => globalThis.inspection.reach(way), way);
      for (const [scheme, media] of Object.entries(SCHEMES)) {
        await page.emulateMedia({ forcedColors: "none", ...media });
        const found = await page.evaluate(() => globalThis.inspection.faults());
        assert.deepEqual(found, [], scheme);
      }
      const still = await page.evaluate((shows) => !!document.querySelector("main").lastElementChild.shadowRoot.querySelector(shows), way.shows);
      assert(still, "it was this state that was looked at");
      assert.deepEqual(wrong.filter((complaint) => !/422|503/.test(complaint)), []);
    });
  }
}
