import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { before, test } from "node:test";
import { complaints } from "../browser.mjs";
import { newContext } from "../contexts.mjs";
import { required } from "../settings.mjs";
import { card, inQueue, memory, mendNetwork, open, reached, sent, thumb } from "./demo-page.mjs";

const folder = required("SCREENSHOTS");

before(async () => {
  await mkdir(folder, { recursive: true });
});

const viewports = { wide: { width: 1280, height: 900 }, narrow: { width: 320, height: 700 } };
/** One for each picture, since a second vote takes the first one back. */
const voted = ["8096f5a9", "6a730f2b", "648e5bdc", "9f19f37a"];

for (const [size, viewport] of Object.entries(viewports)) {
  for (const colorScheme of ["light", "dark"]) {
    test(`the page fits, ${size} and ${colorScheme}`, async (t) => {
      const context = await newContext({ viewport, colorScheme });
      t.after(mendNetwork);
      let wrong = [];
      context.on("page", (opened) => (wrong = complaints(opened)));
      const page = await open(context);
      const place = card(page, memory(voted.pop()));
      await thumb(place, "Useful").click();
      await sent(place);
      await refuse(page, memory("83f66cc9"));
      await page.getByRole("switch", { name: "Offline" }).check();
      for (const beginning of ["465f89a6", "cbb2b2a2"]) {
        await thumb(card(page, memory(beginning)), "Not useful").click();
        await inQueue(page, "saved", memory(beginning)).waitFor();
      }
      const { scrollWidth, background } = await page.evaluate(() => ({
        scrollWidth: document.documentElement.scrollWidth,
        background: getComputedStyle(document.body).backgroundColor,
      }));
      await page.screenshot({ path: join(folder, `${size}-${colorScheme}.png`), fullPage: true, animations: "disabled" });
      assert(scrollWidth <= viewport.width, `${scrollWidth} px wide`);
      const [red] = background.match(/\d+/g).map(Number);
      assert.equal(red > 128, colorScheme === "light", background);
      assert.deepEqual(wrong.filter((complaint) => !complaint.includes("422")), []);
    });
  }
}

/** Has a vote refused, and mends the network. */
async function refuse(page, subject) {
  await page.getByRole("radio", { name: "Refusing" }).check();
  await page.getByText("Feedback is refused for good").first().waitFor({ state: "attached" });
  await thumb(card(page, subject), "Useful").click();
  await reached(card(page, subject), "failed");
  await page.getByRole("radio", { name: "Normal" }).check();
  await page.locator('#network[data-network="normal"]').waitFor();
}
