// The peers, and what is said of each where it is shown.
import { readFileSync } from "node:fs";

const here = new URL(".", import.meta.url);

/** By the name of the file in `senders`: the npm package, the entry of it, and the settings beyond its defaults. */
export const SENDERS = {
  client: { package: "mem0-feedback", retries: true },
  slim: { package: "mem0-feedback", entry: "/slim", retries: true },
  queue: { package: "mem0-feedback", entry: "/queue", retries: true, settings: "defaults" },
  fetch: { retries: false, settings: "none: one `fetch` for each click" },
  mem0ai: { package: "mem0ai", retries: false, settings: "defaults" },
  langfuse: { package: "langfuse", retries: true, settings: "defaults: three retries, the queue in `localStorage`" },
  langsmith: { package: "langsmith", retries: true, settings: "defaults: six retries" },
  posthog: {
    package: "posthog-js",
    retries: true,
    settings: "defaults, without automatic capture, recordings, surveys, flags and further scripts",
  },
  sentry: {
    package: "@sentry/browser",
    retries: true,
    settings: "`makeBrowserOfflineTransport` with `flushAtStartup`; `captureFeedback`",
  },
  segment: { package: "@segment/analytics-next", retries: true, settings: "defaults, its retry queue in `localStorage`" },
  amplitude: { package: "@amplitude/analytics-browser", retries: true, settings: "defaults, without automatic capture" },
  rudderstack: { package: "@rudderstack/analytics-js", retries: true, settings: "the bundled build, defaults" },
  snowplow: { package: "@snowplow/browser-tracker", retries: true, settings: "`post` with `keepalive`" },
  opentelemetry: {
    package: "@opentelemetry/sdk-logs",
    retries: true,
    settings: "`BatchLogRecordProcessor` with `OTLPLogExporter`, defaults",
  },
};

/** Whether it is of this package. */
export function isOurs(name) {
  return SENDERS[name].package === "mem0-feedback";
}

/** What is shown of a sender: its package, or an entry of it, with the version that is installed. */
export function title(name) {
  const { package: from, entry = "" } = SENDERS[name];
  if (!from) return "bare `fetch`";
  const home = isOurs(name) ? new URL("../../pkg/", here) : new URL(`node_modules/${from}/`, here);
  const { version } = JSON.parse(readFileSync(new URL("package.json", home), "utf8"));
  return `${from}${entry} ${version}`;
}
