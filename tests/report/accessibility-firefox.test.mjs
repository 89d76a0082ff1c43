// A full report and one of nothing in Firefox, in each of its schemes, with much room and with little.
import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "../browsers/browser-session.mjs";
import { begun, SCHEMES } from "../element/firefox.mjs";
import { stage } from "../element/stage.mjs";
import { DIRECTIONS, EMPTY, faintMarks, FULL, show, unfolded } from "./reports.mjs";

const CSS = "html { background: Canvas; color: CanvasText; font: 1rem sans-serif }";
/** Of what the report is in. */
const ROOMS = { wide: "", narrow: "main { inline-size: 20rem }" };

/** In the page: whether there is a report in its language. */
function isThere() {
  return document.querySelector("mem0-feedback-report").shadowRoot?.querySelector(`.report[lang=${document.documentElement.lang}] .sections`) != null;
}

for (const scheme of Object.keys(SCHEMES)) {
  test(`${scheme}: nothing is wrong in either direction`, async (t) => {
    const session = await begun(t, scheme);
    for (const [name, report] of Object.entries({ full: FULL, empty: EMPTY })) {
      for (const [dir, lang] of Object.entries(DIRECTIONS)) {
        for (const [room, css] of Object.entries(ROOMS)) {
          await t.test(`${name}, ${dir}, ${room}`, async (t) => {
            const host = await stage(t);
            await show(host, report, { lang, dir, css: CSS + css });
            const tab = await session.open(host.origin);
            await until(() => tab.run(isThere), "there is no report");
            await tab.run(unfolded);
            assert.deepEqual(await tab.run(() => globalThis.inspection.faults()), []);
            assert.deepEqual(await tab.run(faintMarks), []);
            assert.deepEqual(await tab.run(() => globalThis.inspection.moving()), []);
            await tab.close();
          });
        }
      }
    }
  });
}
