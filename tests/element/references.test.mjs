// Every state as it looked when somebody last looked at it. After a change that is meant:
// `ELEMENT_REFERENCES=renew cargo xtask test element`, and look at what has changed in `references`.
import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { newContext } from "../contexts.mjs";
import { stage } from "./stage.mjs";
import { DIRECTIONS, SCHEMES } from "./states.mjs";

const REFERENCES = fileURLToPath(new URL("references", import.meta.url));
const DIFFERENCES = fileURLToPath(new URL("../../target/element-differences", import.meta.url));
const WIDTHS = { wide: 1024, narrow: 360 };
/** Between the values that a colour has in a reference, of 255. */
const STEP = 17;
/** From 0 to 1, by which a pixel's colour may be another: more than half a step. */
const THRESHOLD = 0.1;
/** So many pixels of a sheet may differ: less than a small arrow has. */
const MOST = 6;

const fonts = createRequire(import.meta.url).resolve("dejavu-fonts-ttf/package.json").replace("package.json", "ttf/");
/** The same letters on every machine, in the shadow roots too, which inherit them. */
const FONT = `
@font-face { font-family: Reference; src: url("/regular.ttf") }
@font-face { font-family: Reference; font-weight: 600 700; src: url("/bold.ttf") }
* { font-family: Reference !important }`;

for (const [scheme, media] of Object.entries(SCHEMES)) {
  for (const [dir, lang] of Object.entries(DIRECTIONS)) {
    for (const [size, width] of Object.entries(WIDTHS)) {
      test(`all states look as they did: ${scheme}, ${dir}, ${size}`, async (t) => {
        const shown = await sheet(t, media, lang, width);
        const name = `${scheme} ${dir} ${size}`.replaceAll(" ", "-");
        const reference = join(REFERENCES, `${name}.png`);
        if (process.env.ELEMENT_REFERENCES === "renew") return writeFile(reference, encoded(shown));
        const { width: wide, height: high, data } = PNG.sync.read(await readFile(reference));
        const isAsLarge = shown.width === wide && shown.height === high;
        const difference = new PNG({ width: wide, height: high });
        const count = isAsLarge
          ? pixelmatch(data, shown.data, difference.data, wide, high, { threshold: THRESHOLD })
          : Infinity;
        if (count > MOST) await keep(name, shown, isAsLarge && difference);
        assert(isAsLarge, `${shown.width} × ${shown.height} px, not ${wide} × ${high}`);
        assert(count <= MOST, `${count} pixels differ: see ${DIFFERENCES}`);
      });
    }
  }
}

/** The gallery's states, as pixels. */
async function sheet(t, media, lang, width) {
  const host = await stage(t);
  host.pages.set("/regular.ttf", await readFile(`${fonts}DejaVuSans.ttf`));
  host.pages.set("/bold.ttf", await readFile(`${fonts}DejaVuSans-Bold.ttf`));
  host.pages.set("/font.css", FONT);
  const context = await newContext({ viewport: { width, height: 900 }, reducedMotion: "reduce", ...media });
  const page = await context.newPage();
  await page.goto(`${host.origin}/www/gallery.html?lang=${lang}`);
  await page.addStyleTag({ url: "/font.css" });
  await page.locator("body[data-ready]").waitFor();
  await page.evaluate(() => document.fonts.ready);
  const states = page.locator("#states");
  return PNG.sync.read(await states.screenshot({ animations: "disabled" }));
}

/** In 16 steps of each colour, which halves it, and without what says how opaque a pixel is. */
function encoded({ width, height, data }) {
  const png = new PNG({ width, height });
  data.forEach((part, index) => (png.data[index] = Math.round(part / STEP) * STEP));
  return PNG.sync.write(png, { colorType: 2, filterType: 0, deflateLevel: 9, deflateStrategy: 0 });
}

async function keep(name, shown, difference) {
  await mkdir(DIFFERENCES, { recursive: true });
  await writeFile(join(DIFFERENCES, `${name}.png`), encoded(shown));
  if (difference) await writeFile(join(DIFFERENCES, `${name}-difference.png`), encoded(difference));
}
