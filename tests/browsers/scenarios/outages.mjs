// S1 to S7: how other libraries were measured, twenty clicks a run.
import { setTimeout as sleep } from "node:timers/promises";
import { sum } from "../lab.mjs";
import { fault } from "../project.mjs";

const CLICKS = 20;
const FEEDBACK = { path: "/v1/feedback/" };
/** So long what was not delivered at once may take, in milliseconds. */
const PATIENCE = 90_000;

/** Repeats a course of events; each has a run of its own and returns what is pending at its end. */
function each(course, memories = CLICKS) {
  return async (lab, { runs, progress }) => {
    let total = {};
    for (let at = 0; at < runs; at += 1) {
      const run = await lab.run(memories);
      const pending = await course(lab, run, { owner: `rater${at}` });
      const verdict = await run.verdict();
      total = sum(total, { ...verdict, pending, unsaved: memories - verdict.items });
      progress();
    }
    return total;
  };
}

async function stillPending(voter) {
  const pending = await voter.pending();
  await voter.tab.close();
  return pending;
}

/** Opens a page that says what was saved. */
function openReporting(lab, run, settings) {
  lab.pages.takeSaved();
  return run.open({ ...settings, report: lab.pages.reports });
}

/** Kills the browser; a click so young that it was not saved yet is not held against it. */
async function kill(lab, run) {
  await lab.session.kill();
  run.ledger.keep(lab.pages.takeSaved());
}

/** S1: clicks, then to another page, never to return. */
export const neverToReturn = each(async (lab, run, settings) => {
  const voter = await run.open(settings);
  await voter.voteAll();
  await voter.tab.navigate(lab.elsewhere);
  await run.settled();
  await voter.tab.close();
  return 0;
});

/** S2: the browser killed after the last click, then started again. */
export const killedAfterClicks = each(async (lab, run, settings) => {
  const voter = await openReporting(lab, run, settings);
  await voter.voteAll();
  await kill(lab, run);
  await lab.start();
  return run.visit(settings);
});

/** S3: the server is unavailable, the tab closed, the server back, the page opened again. */
export const closedInOutage = each(async (lab, run, settings) => {
  await fault({ status: 503, ...FEEDBACK });
  const voter = await run.open(settings);
  await voter.voteAll();
  await voter.tab.close();
  await fault(undefined);
  return run.visit(settings);
});

/** S4: connections are dropped, the browser killed, the server back, the browser started again. */
export const killedInOutage = each(async (lab, run, settings) => {
  await fault({ drop: "before", ...FEEDBACK });
  const voter = await openReporting(lab, run, settings);
  await voter.voteAll();
  await kill(lab, run);
  await fault(undefined);
  await lab.start();
  return run.visit(settings);
});

/** S5: two tabs, each with memories of its own. */
export const twoTabs = each(async (lab, run, settings) => {
  const halves = [run.memories.slice(0, CLICKS), run.memories.slice(CLICKS)];
  const [one, other] = [await run.open({ ...settings, memories: halves[0] }), await run.open({ ...settings, memories: halves[1] })];
  for (const index of halves[0].keys()) {
    await one.vote(index);
    await other.vote(index);
  }
  await run.settled();
  await one.tab.close();
  return stillPending(other);
}, 2 * CLICKS);

/** S6: the server is unavailable for ten seconds, the tab open all the while. */
export const tenSecondsOfOutage = each(async (lab, run, settings) => {
  await fault({ status: 503, for_ms: 10_000, ...FEEDBACK });
  const voter = await run.open(settings);
  await voter.voteAll();
  await run.settled(PATIENCE);
  return stillPending(voter);
});

/** S7: too many requests, for two seconds. */
export const tooManyRequests = each(async (lab, run, settings) => {
  await fault({ status: 429, retry_after: "2", for_ms: 2000, ...FEEDBACK });
  const voter = await run.open(settings);
  await voter.voteAll();
  await sleep(2000);
  await run.settled(PATIENCE);
  return stillPending(voter);
});
