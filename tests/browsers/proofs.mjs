// What is proven, by name: the scenario, how often, and what must be true of its outcome.
import { browserKilled, rendererCrashed } from "./scenarios/dying.mjs";
import { leaving } from "./scenarios/leaving.mjs";
import { flapping, pendingAtExit, unreadBodies } from "./scenarios/loads.mjs";
import * as outages from "./scenarios/outages.mjs";
import { manyTabs, senderStopped } from "./scenarios/tabs.mjs";

const SAME = ["same"];
const BOTH = ["same", "cross"];
const KEPT_AT_ONCE = ["chromium", "webkit"];
const KEPT_AFTER_THE_TASK = ["firefox"];
/** Copies beyond the first, as a share of what arrived. */
const extra = ({ copies, doubled }) => doubled / Math.max(1, copies - doubled);
const nothingLost = ({ lost, stale, pending }) => lost === 0 && stale === 0 && pending === 0;
/** In how many copies it went depends on when the kill comes, so that a few runs say nothing of their share. */
const harmless = (outcome, isWhole) => nothingLost(outcome) && (!isWhole || extra(outcome) <= 0.3);

/**
 * `runs` in the whole proof and `few` in a small one, on each of the `origins`, in all `browsers` if
 * none are named; `holds` is the claim, on an outcome and whether it is the whole's.
 */
export const PROOFS = {
  "leave-close": { scenario: leaving("close"), runs: 100, few: 3, origins: BOTH, holds: nothingLost },
  "leave-navigate": { scenario: leaving("navigate"), runs: 100, few: 3, origins: BOTH, holds: nothingLost },
  "leave-reload": { scenario: leaving("reload"), runs: 100, few: 3, origins: BOTH, holds: nothingLost },
  "browser-killed": { scenario: browserKilled, runs: 100, few: 2, origins: SAME, holds: harmless },
  // What a task has written to localStorage leaves Firefox's renderer when the task ends.
  "renderer-crashed": { scenario: rendererCrashed("own"), runs: 50, few: 3, origins: SAME, browsers: KEPT_AT_ONCE, holds: nothingLost },
  "renderer-crashed-next": { scenario: rendererCrashed("next"), runs: 50, few: 3, origins: SAME, browsers: KEPT_AFTER_THE_TASK, holds: nothingLost },
  "tabs-2": { scenario: manyTabs(2), runs: 1, few: 1, origins: SAME, holds: noMoreThan(0.02) },
  "tabs-5": { scenario: manyTabs(5), runs: 1, few: 0, origins: SAME, holds: noMoreThan(0.02) },
  "tabs-20": { scenario: manyTabs(20), runs: 1, few: 0, origins: SAME, holds: noMoreThan(0.02) },
  "stopped-10": { scenario: senderStopped(10), runs: 20, few: 1, origins: SAME, holds: takenOver },
  "stopped-60": { scenario: senderStopped(60), runs: 4, few: 0, origins: SAME, holds: takenOver },
  "s1-never-to-return": { scenario: outages.neverToReturn, runs: 20, few: 0, origins: BOTH, holds: nothingLost },
  "s2-killed": { scenario: outages.killedAfterClicks, runs: 20, few: 1, origins: SAME, holds: nothingLost },
  "s3-closed-in-outage": { scenario: outages.closedInOutage, runs: 20, few: 0, origins: SAME, holds: nothingLost },
  "s4-killed-in-outage": { scenario: outages.killedInOutage, runs: 20, few: 1, origins: SAME, holds: nothingLost },
  "s5-two-tabs": { scenario: outages.twoTabs, runs: 20, few: 0, origins: SAME, holds: nothingLost },
  "s6-outage": { scenario: outages.tenSecondsOfOutage, runs: 20, few: 1, origins: SAME, holds: nothingLost },
  "s7-too-many": { scenario: outages.tooManyRequests, runs: 20, few: 1, origins: SAME, holds: nothingLost },
  "unread-bodies": { scenario: unreadBodies, runs: 1, few: 1, origins: SAME, holds: spared },
  "pending-at-exit": { scenario: pendingAtExit, runs: 1, few: 1, origins: BOTH, holds: withinLimits },
  flapping: { scenario: flapping, runs: 1, few: 0, origins: SAME, holds: calm },
};

function noMoreThan(share) {
  return (outcome) => nothingLost(outcome) && extra(outcome) <= share;
}

function takenOver(outcome) {
  return nothingLost(outcome) && outcome.takeoverMs <= 10_000;
}

function spared(outcome) {
  return nothingLost(outcome) && outcome.failures === 0 && outcome.refusedBeacons === 0;
}

function withinLimits(outcome) {
  return nothingLost(outcome) && outcome.exitRequests <= 32 && outcome.exitBytes <= 16 * 1024;
}

function calm(outcome) {
  return nothingLost(outcome) && outcome.requests / outcome.items <= 1.5 && outcome.peak <= 3 * outcome.mean;
}
