// The three browsers: how each is started, with what settings, and which of its processes runs pages.
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { required } from "../settings.mjs";

const CHROMIUM_SWITCHES = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-sync",
  "--disable-breakpad",
  "--no-first-run",
  // A renderer in reserve would be taken for that of a tab, and pages of one site would share one.
  "--disable-features=SpareRendererForSitePerProcess,ProcessPerSiteUpToMainFrameThreshold",
];

const FIREFOX_PREFERENCES = {
  "app.update.disabledForTesting": true,
  "browser.safebrowsing.downloads.remote.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "browser.sessionstore.resume_from_crash": false,
  "toolkit.startup.max_resumed_crashes": -1,
  // After a crash Firefox may keep the tab in a process with the tabs that are left.
  "dom.ipc.processCount.webIsolated": 8,
  "dom.ipc.keepProcessesAlive.webIsolated.max": 0,
};

const FIREFOX_SCHEMES = {
  dark: { "layout.css.prefers-color-scheme.content-override": 0 },
  light: { "layout.css.prefers-color-scheme.content-override": 1 },
};

const FIREFOX = fileURLToPath(new URL("firefox.sh", import.meta.url));
const WEBKIT = fileURLToPath(new URL("webkit.py", import.meta.url));

/** By name: `chromium`, `firefox`, `webkit`. */
export const ENGINES = {
  chromium: {
    driver: (port) => [required("CHROMEDRIVER"), `--port=${port}`, "--silent"],
    capabilities: (profile) => ({
      browserName: "chrome",
      "goog:chromeOptions": {
        binary: required("CHROMIUM"),
        args: [...CHROMIUM_SWITCHES, `--user-data-dir=${profile}`],
      },
    }),
    environment: async () => ({}),
    runsPages: (words) => words.includes("--type=renderer"),
  },
  firefox: {
    driver: (port) => [required("GECKODRIVER"), "--port", String(port), "--websocket-port", "0", "--log", "fatal"],
    capabilities: (profile, { colorScheme, isWatched = false }) => ({
      browserName: "firefox",
      webSocketUrl: isWatched,
      "moz:firefoxOptions": {
        binary: FIREFOX,
        args: ["-headless", "-profile", profile],
        prefs: { ...FIREFOX_PREFERENCES, ...FIREFOX_SCHEMES[colorScheme] },
      },
    }),
    environment: async () => ({}),
    runsPages: (words) => words.includes("-contentproc") && words.at(-1) === "tab",
  },
  webkit: {
    driver: (port) => [required("WEBKIT_DRIVER"), `--port=${port}`],
    capabilities: (profile, { colorScheme = "light" }) => ({
      browserName: "webkit.py",
      "webkitgtk:browserOptions": { binary: WEBKIT, args: [profile, colorScheme] },
    }),
    environment: async () => ({
      DISPLAY: await display(),
      // WebKitGTK's sandbox needs privileges that containers do not have.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
      NO_AT_BRIDGE: "1",
      GSETTINGS_BACKEND: "memory",
    }),
    runsPages: (words) => words[0]?.endsWith("/WebKitWebProcess") ?? false,
  },
};

/** The names of those that are to be driven. */
export const CHOSEN = process.env.BROWSERS?.split(",") ?? Object.keys(ENGINES);

/** Makes the folder of a profile. */
export function newProfile(place) {
  mkdirSync(place, { recursive: true });
  return place;
}

let screen;

/** An X display without a screen; one for all, until this program ends. */
function display() {
  screen ??= (async () => {
    const options = ["-displayfd", "3", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"];
    const server = spawn(required("XVFB"), options, { stdio: ["ignore", "ignore", "ignore", "pipe"] });
    process.once("exit", () => server.kill());
    // To its end: who stops reading early kills the writer.
    const number = Buffer.concat(await server.stdio[3].toArray()).toString().trim();
    server.unref();
    return `:${number}`;
  })();
  return screen;
}
