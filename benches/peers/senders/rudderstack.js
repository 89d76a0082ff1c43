import { RudderAnalytics } from "@rudderstack/analytics-js/bundled";

export function start(host) {
  const analytics = new RudderAnalytics();
  const source = {
    id: "source",
    name: "page",
    writeKey: "key-of-twenty-seven-letters",
    enabled: true,
    workspaceId: "workspace",
    config: { statsCollection: { errors: { enabled: false }, metrics: { enabled: false } } },
    destinations: [],
    connections: [],
  };
  analytics.load(source.writeKey, host, { getSourceConfig: () => ({ source, updatedAt: "2026-01-01T00:00:00Z" }) });
  return (vote) => analytics.track("feedback", { vote });
}
