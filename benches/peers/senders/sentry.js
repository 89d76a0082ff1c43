import * as Sentry from "@sentry/browser";

export function start(host) {
  const dsn = new URL(host);
  Sentry.init({
    dsn: `${dsn.protocol}//key@${dsn.host}/1`,
    transport: Sentry.makeBrowserOfflineTransport(Sentry.makeFetchTransport),
    transportOptions: { flushAtStartup: true },
    sendClientReports: false,
  });
  return (vote) => Sentry.captureFeedback({ message: vote });
}
