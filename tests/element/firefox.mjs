// Firefox in schemes that its preferences make.
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { BrowserSession } from "../browsers/browser-session.mjs";
import { newProfile } from "../browsers/engines.mjs";

/** By the names of Firefox: 0 is dark, 1 is light; 2 are the user's colours alone. */
export const SCHEMES = {
  light: { "layout.css.prefers-color-scheme.content-override": 1 },
  dark: { "layout.css.prefers-color-scheme.content-override": 0 },
  "forced colours": { "browser.display.document_color_use": 2 },
};
const STILL = { "ui.prefersReducedMotion": 1 };
const PROFILES = fileURLToPath(new URL("../../target/profiles", import.meta.url));

/** Starts it in a scheme, on a profile of its own, until the end of the test. */
export async function begun(t, scheme) {
  const place = join(PROFILES, `${scheme.replace(" ", "-")}-${process.pid}`);
  const lines = Object.entries({ ...STILL, ...SCHEMES[scheme] }).map(([name, value]) => `user_pref("${name}", ${value});\n`);
  writeFileSync(join(newProfile(place), "user.js"), lines.join(""));
  const session = await BrowserSession.start("firefox", place);
  t.after(async () => {
    await session.kill();
    // A process that is just ending may still write into it.
    rmSync(place, { recursive: true, force: true, maxRetries: 10 });
  });
  return session;
}
