import posthog from "posthog-js";

export function start(host) {
  posthog.init("phc_key", {
    api_host: host,
    autocapture: false,
    capture_pageview: false,
    capture_pageleave: false,
    disable_session_recording: true,
    disable_surveys: true,
    advanced_disable_flags: true,
    disable_external_dependency_loading: true,
    opt_out_useragent_filter: true,
  });
  return (vote) => posthog.capture("feedback", { vote });
}
