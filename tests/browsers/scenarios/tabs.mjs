// Many tabs on the same memories, one of them closed; a tab that sends, stopped.
import { setTimeout as sleep } from "node:timers/promises";
import { sum } from "../lab.mjs";
import { signal } from "../processes.mjs";
import { fault } from "../project.mjs";

const MEMORIES = 5;
const GRADES = ["POSITIVE", "NEGATIVE", "VERY_NEGATIVE"];
/** A minute of votes in the whole proof, in milliseconds; a share of it in a small one. */
const MINUTE = 60_000;
/** Within so many milliseconds another tab must have sent what the stopped one would have. */
const TAKEOVER = 30_000;
/** By then what was clicked has left the tab's own process, and can be seen by others, in milliseconds. */
const PUBLISHED = 250;
/** So long a tab that goes on may take to send what it should not, in milliseconds. */
const LATE = 5_000;

/** So many tabs vote at random on the same memories; half way, one is closed. */
export function manyTabs(count) {
  return async (lab, { share, progress }) => {
    const run = await lab.run(MEMORIES);
    const voters = [];
    for (let at = 0; at < count; at += 1) voters.push(await run.open());
    const start = performance.now();
    const half = start + (MINUTE * share) / 2;
    const end = start + MINUTE * share;
    let closed = false;
    while (performance.now() < end) {
      if (!closed && performance.now() > half) {
        const [voter] = voters.splice(Math.floor(Math.random() * count), 1);
        await voter.tab.close();
        closed = true;
        progress();
      }
      const voter = voters[Math.floor(Math.random() * voters.length)];
      await voter.vote(Math.floor(Math.random() * MEMORIES), GRADES[Math.floor(Math.random() * 3)]);
    }
    const settledMs = await run.settled();
    const pending = await voters[0].pending();
    return { ...(await run.verdict()), pending, settledMs };
  };
}

/**
 * A tab has something older to send and is stopped; another votes on the same memory. By turns the
 * tab that was opened first is stopped, which sends, and the other; and every third and fourth time
 * at once, when it may hold a transaction, and nobody else can know of its clicks.
 */
export function senderStopped(seconds) {
  return async (lab, { runs, progress }) => {
    let total = {};
    let takeoverMs = 0;
    for (let at = 0; at < runs; at += 1) {
      const run = await lab.run(2);
      const owner = `rater${at}`;
      const voters = [await run.open({ owner }), await run.open({ owner })];
      const [stopped, other] = at % 2 === 0 ? voters : voters.toReversed();
      const renderer = await stopped.tab.process();
      if (renderer === (await other.tab.process())) throw new Error("both tabs live in one process");
      await fault({ status: 503, path: "/v1/feedback/" });
      await stopped.vote(0, "POSITIVE");
      await stopped.vote(1, "POSITIVE");
      const isAtOnce = at % 4 > 1;
      if (!isAtOnce) await sleep(PUBLISHED);
      signal([renderer], "SIGSTOP");
      const since = performance.now();
      await fault(undefined);
      await other.vote(0, "NEGATIVE");
      takeoverMs = Math.max(takeoverMs, await run.settled(TAKEOVER, run.memories.slice(0, isAtOnce ? 1 : 2)));
      await sleep(Math.max(0, seconds * 1000 - (performance.now() - since)));
      signal([renderer], "SIGCONT");
      await sleep(LATE);
      await run.settled();
      const pending = await other.pending();
      total = sum(total, { ...(await run.verdict()), pending });
      for (const voter of voters) await voter.tab.close();
      progress();
    }
    return { ...total, takeoverMs };
  };
}
