import { init, track } from "@amplitude/analytics-browser";

export function start(host) {
  init("key", { serverUrl: `${host}/2/httpapi`, autocapture: false, remoteConfig: { fetchRemoteConfig: false } });
  return (vote) => track("feedback", { vote });
}
