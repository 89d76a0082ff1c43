// The browser killed soon after clicks; the renderer killed within one.
import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../browser-session.mjs";
import { sum } from "../lab.mjs";
import { signal } from "../processes.mjs";
import { fault } from "../project.mjs";

const CLICKS = 20;
/** Milliseconds between two clicks, and within which the end comes. */
const PAUSE = 25;
const WITHIN = 2000;
/** A server as far away as servers are, in milliseconds: some requests are under way at the end. */
const DISTANCE = 200;

/** Twenty clicks, and SIGKILL at a random moment; whatever reported `saved` is to arrive. */
export async function browserKilled(lab, { runs, progress }) {
  let total = {};
  for (let at = 0; at < runs; at += 1) {
    const run = await lab.run(CLICKS);
    const owner = `rater${at}`;
    const voter = await run.open({ owner, report: lab.pages.reports });
    lab.pages.takeSaved();
    await fault({ delay_ms: DISTANCE, path: "/v1/feedback/" });
    await voter.voteByScript(PAUSE);
    await sleep(Math.random() * WITHIN);
    await lab.session.kill();
    await fault(undefined);
    run.ledger.keep(lab.pages.takeSaved());
    const { lost: journalled } = await run.judge();
    await lab.start();
    const pending = await run.visit({ owner });
    total = sum(total, { ...(await run.verdict()), pending, journalled });
    progress();
  }
  return total;
}

/**
 * Clicks in tabs whose renderers do not see the end of the click's task, or of the one after it.
 * The server refuses meanwhile, so that the journal alone has them.
 */
export function rendererCrashed(task) {
  return async (lab, { runs, progress }) => {
    const run = await lab.run(runs);
    for (const memory of run.memories) {
      const voter = await run.open({ memories: [memory] });
      await fault({ status: 503, path: "/v1/feedback/" });
      await crash(lab, voter, task);
      await fault(undefined);
      await voter.tab.close();
      progress();
    }
    const { lost: journalled } = await run.judge();
    const pending = await run.visit();
    return { ...(await run.verdict()), pending, journalled };
  };
}

/** Votes, and kills the renderer: a synchronous request in the click's task, or in the next, asks for it. */
export async function crash(lab, voter, task) {
  const renderer = await voter.tab.process();
  let isKilled = false;
  lab.pages.onDeath(() => {
    signal([renderer], "SIGKILL");
    isKilled = true;
  });
  await voter.tab.run(
    (death, task) => {
      const die = () => {
        const request = new XMLHttpRequest();
        request.open("POST", death, false);
        request.send();
      };
      globalThis.afterVote = task === "own" ? die : () => setTimeout(die);
    },
    lab.pages.death,
    task,
  );
  // The driver may find out that the tab has died under its click.
  const failure = await voter.vote(0).catch((error) => error);
  await until(() => isKilled, `the page never asked for its death: ${failure}`);
  return renderer;
}
