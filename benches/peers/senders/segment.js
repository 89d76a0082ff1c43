import { AnalyticsBrowser } from "@segment/analytics-next";

export function start(host) {
  const api = new URL(host);
  const integration = { apiKey: "key", apiHost: `${api.host}/v1`, protocol: "http" };
  const analytics = AnalyticsBrowser.load({ writeKey: "key", cdnSettings: { integrations: { "Segment.io": integration } } });
  return (vote) => analytics.track("feedback", { vote });
}
