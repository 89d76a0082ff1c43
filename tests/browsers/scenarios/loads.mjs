// Many items: what the page around us must not feel, and what the server must not.
import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../browser-session.mjs";
import { RequestCount, fault } from "../project.mjs";

const FEEDBACK = { path: "/v1/feedback/" };
const SENDS = 1000;
/** An answer longer than anybody needs, in bytes. */
const ANSWER = 10_000;
/** What the page around us may want to send while we do, in bytes. */
const HOSTS_OWN = 40_000;
/** It does so after every tenth vote: two at once would be too much without us. */
const BETWEEN_BEACONS = 10;
/** Until its answer has come too, a beacon counts among what is under way, in milliseconds. */
const ANSWERED = 200;
const PENDING = 300;
/** A server that has answered nothing yet when the tab is closed, in milliseconds. */
const SLOW = 3000;
const CLIENTS = 20;
const ITEMS = 100;
/** The rhythm of a server that comes and goes, and the whole of it, in milliseconds. */
const DOWN = 30_000;
const UP = 5_000;
const FLAPPING = 300_000;
/** So long the rest may take, in milliseconds. */
const PATIENCE = 120_000;

/** A thousand sends, one after another in Mem0's own form; answers have bodies that nobody needs. */
export async function unreadBodies(lab, { share, progress }) {
  const run = await lab.run(Math.ceil(SENDS * share));
  const voter = await run.open({ wire: "mem0", memories: run.memories.slice(0, 1) });
  await voter.tab.run(watchFetches);
  await fault({ body: JSON.stringify({ message: "x".repeat(ANSWER) }), ...FEEDBACK });
  let refusedBeacons = 0;
  for (const [at, memory] of run.memories.entries()) {
    await voter.voteOn(memory);
    progress();
    if (at % BETWEEN_BEACONS > 0) continue;
    if (await voter.tab.run(beacon, lab.pages.reports, HOSTS_OWN)) await arrivalOfBeacon(lab);
    else refusedBeacons += 1;
  }
  await run.settled(PATIENCE);
  const { failures, keepalive } = await voter.tab.run(() => globalThis.fetches);
  const pending = await voter.pending();
  await fault(undefined);
  return { ...(await run.verdict()), pending, failures, keepalive, refusedBeacons };
}

/** In the page: counts the fetches, those with keepalive, and those that failed. */
function watchFetches() {
  const fetches = { calls: 0, keepalive: 0, failures: 0 };
  const { fetch } = globalThis;
  globalThis.fetches = fetches;
  globalThis.fetch = (input, init) => {
    fetches.calls += 1;
    if (init?.keepalive ?? input.keepalive) fetches.keepalive += 1;
    const answer = fetch(input, init);
    answer.catch(() => (fetches.failures += 1));
    return answer;
  };
}

/** In the page: whether a beacon of the page's own is taken. */
function beacon(place, length) {
  return navigator.sendBeacon(`${place}/beacon`, "x".repeat(length));
}

async function arrivalOfBeacon(lab) {
  await until(() => lab.pages.takeSaved().has("beacon"), "the page's own beacon never arrived");
  await sleep(ANSWERED);
}

/** Three hundred items pending when the tab is closed: how much is sent then, and how. */
export async function pendingAtExit(lab, { share, progress }) {
  const run = await lab.run(Math.ceil(PENDING * share));
  const voter = await run.open({ wire: "mem0" });
  // Slow, not failing: whoever has just been refused sends nothing at exit.
  await fault({ delay_ms: SLOW, ...FEEDBACK });
  await voter.voteByScript(0);
  await sleep(SLOW / 2);
  await fault(undefined);
  const count = await RequestCount.start();
  await voter.tab.close();
  await sleep(SLOW);
  const posts = await count.stop();
  progress();
  const { lost: journalled } = await run.judge();
  const pending = await run.visit({ wire: "mem0" });
  const exitBytes = posts.reduce((bytes, { length }) => bytes + length, 0);
  return { ...(await run.verdict()), pending, journalled, exitRequests: posts.length, exitBytes };
}

/** A server that is there for five seconds in thirty-five, and twenty clients who want something of it. */
export async function flapping(lab, { share, progress }) {
  const run = await lab.run(CLIENTS * ITEMS);
  const voters = [];
  for (let at = 0; at < CLIENTS; at += 1) {
    const memories = run.memories.slice(at * ITEMS, (at + 1) * ITEMS);
    voters.push(await run.open({ wire: "mem0", memories, owner: `rater${at}` }));
  }
  const count = await RequestCount.start();
  const start = performance.now();
  await fault({ status: 503, ...FEEDBACK });
  const recoveries = [];
  for (const voter of voters) await voter.voteByScript(DOWN / ITEMS);
  while (performance.now() - start < FLAPPING * share) {
    await fault({ status: 503, ...FEEDBACK });
    await sleep(DOWN);
    await fault(undefined);
    recoveries.push(Date.now());
    await sleep(UP);
    progress();
  }
  const settledMs = await run.settled(PATIENCE);
  const posts = await count.stop();
  let pending = 0;
  for (const voter of voters) pending += await voter.pending();
  return { ...(await run.verdict()), pending, settledMs, requests: posts.length, ...rates(posts, recoveries) };
}

/** The most requests in a second in which the server is there, and the mean of those in which there are any. */
function rates(posts, recoveries) {
  const seconds = recoveries.flatMap((since) =>
    Array.from({ length: UP / 1000 }, (_, second) => {
      const start = since + second * 1000;
      return posts.filter(({ at }) => at >= start && at < start + 1000).length;
    }),
  );
  const busy = seconds.filter((requests) => requests > 0);
  const sum = busy.reduce((sum, requests) => sum + requests, 0);
  return { peak: Math.max(0, ...busy), mean: sum / Math.max(1, busy.length) };
}
