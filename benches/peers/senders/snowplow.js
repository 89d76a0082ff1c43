import { newTracker, trackStructEvent } from "@snowplow/browser-tracker";

export function start(host) {
  newTracker("page", host, { appId: "page", eventMethod: "post", keepalive: true });
  return (vote) => trackStructEvent({ category: "memory", action: "feedback", label: vote });
}
