// A share of the states in Firefox, in schemes that its preferences make; and the keyboard's way.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Key } from "selenium-webdriver";
import { until } from "../browsers/browser-session.mjs";
import { begun, SCHEMES } from "./firefox.mjs";
import { stage } from "./stage.mjs";
import { elementOf, show, showState, STATES } from "./states.mjs";

const SHARE = ["unrated", "saved", "failed", "very negative", "panel open", "warning", "readonly", "a set unfolded"];

for (const scheme of Object.keys(SCHEMES)) {
  describe(scheme, () => {
    test(`${scheme}: nothing is wrong in either direction, and the keyboard finds its way`, async (t) => {
      const session = await begun(t, scheme);
      for (const name of SHARE) {
        for (const dir of ["ltr", "rtl"]) {
          await t.test(`${name}, ${dir}`, async (t) => {
            const host = await stage(t);
            const way = await showState(host, STATES[name], { dir });
            const tab = await session.open(host.origin);
            await tab.run((way) => globalThis.inspection.reach(way), way);
            assert.deepEqual(await tab.run(() => globalThis.inspection.faults()), []);
            assert.deepEqual(await tab.run(() => globalThis.inspection.moving()), []);
            await tab.close();
          });
        }
      }
      await t.test("the keyboard", (t) => keyboard(t, session));
    });
  });
}

async function keyboard(t, session) {
  const host = await stage(t);
  await show(host, elementOf({}));
  const tab = await session.open(host.origin);
  await tab.run(() => globalThis.inspection.reach({ clicks: [], shows: ".row" }));
  const steps = [
    [Key.TAB, "button POSITIVE"],
    [Key.TAB, "button NEGATIVE"],
    [Key.SPACE, "button NEGATIVE", "[data-state=saved]"],
    [Key.TAB, "button VERY_NEGATIVE"],
    [Key.TAB, "button action why"],
    [Key.ENTER, "input inaccurate", ".panel"],
    [Key.SPACE, "input inaccurate", ":checked"],
    [Key.ESCAPE, "button action why"],
    [Key.TAB, "button action undo"],
    [Key.ENTER, "button POSITIVE"],
  ];
  for (const [key, name, shows = ".row"] of steps) {
    await tab.press(key);
    await tab.run((shows) => globalThis.inspection.reach({ clicks: [], shows }), shows);
    let ring;
    await until(async () => {
      ring = await tab.run(() => globalThis.inspection.ring());
      return ring.name === name;
    }, `the focus did not come to ${name}`, 5000);
    assert(ring.width >= 2 && ring.contrast >= 3, JSON.stringify(ring));
  }
  await tab.close();
}
