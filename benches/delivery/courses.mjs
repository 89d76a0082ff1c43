// S0 to S7: what happens to twenty clicks, and to the page and the server around them.
import { setTimeout as sleep } from "node:timers/promises";

const CLICKS = 20;
/** So long votes may take that nothing stands in the way of, in milliseconds. */
const UNHINDERED = 15_000;
/** So long requests may be under way once the page that sent them is gone, in milliseconds. */
const UNDER_WAY = 5_000;
/** So long a page that was opened again may take to send what it remembers, in milliseconds. */
const RETURN = 20_000;
const OUTAGE = 10_000;
const TOO_MANY_SECONDS = 2;
/** So long an open page may take to try again after an outage, in milliseconds. */
const RECOVERY = 45_000;

const UNAVAILABLE = { status: 503 };
const TOO_MANY = { status: 429, retryAfter: String(TOO_MANY_SECONDS) };

/** By name: what is said of it, how many clicks there are, and what happens. */
export const COURSES = {
  S0: {
    what: "nothing goes wrong, the page stays open",
    clicks: CLICKS,
    async run(lab) {
      await lab.voteIn(await lab.open(lab.votes));
      await lab.settled(UNHINDERED);
    },
  },
  S1: {
    what: "clicks, then at once to another page, never to return",
    clicks: CLICKS,
    async run(lab) {
      const tab = await lab.open(lab.votes);
      await lab.voteIn(tab);
      await tab.navigate(lab.elsewhere);
      await lab.settled(UNDER_WAY);
    },
  },
  S2: {
    what: "browser killed after the last click, then opened again",
    clicks: CLICKS,
    async run(lab) {
      await lab.voteIn(await lab.open(lab.votes));
      await lab.killBrowser();
      await lab.startBrowser();
      await lab.open();
      await lab.settled(RETURN);
    },
  },
  S3: {
    what: "server answers 503, tab closed, server back, page opened again",
    clicks: CLICKS,
    async run(lab) {
      lab.fail(UNAVAILABLE);
      const tab = await lab.open(lab.votes);
      await lab.voteIn(tab);
      await tab.close();
      lab.fail(undefined);
      await lab.open();
      await lab.settled(RETURN);
    },
  },
  S4: {
    what: "connections dropped, browser killed, server back, browser opened again",
    clicks: CLICKS,
    async run(lab) {
      lab.fail("drop");
      await lab.voteIn(await lab.open(lab.votes));
      await lab.killBrowser();
      lab.fail(undefined);
      await lab.startBrowser();
      await lab.open();
      await lab.settled(RETURN);
    },
  },
  S5: {
    what: "server answers 503, clicks in two tabs, both closed, server back, both opened again",
    clicks: 2 * CLICKS,
    async run(lab) {
      lab.fail(UNAVAILABLE);
      const tabs = [await lab.open(lab.votes.slice(0, CLICKS)), await lab.open(lab.votes.slice(CLICKS))];
      for (const tab of tabs) await lab.voteIn(tab);
      for (const tab of tabs) await tab.close();
      lab.fail(undefined);
      await lab.open();
      await lab.open();
      await lab.settled(RETURN);
    },
  },
  S6: {
    what: "server answers 503 for ten seconds more, the page stays open",
    clicks: CLICKS,
    run: (lab) => throughOutage(lab, UNAVAILABLE, OUTAGE),
  },
  S7: {
    what: "server answers 429 with `Retry-After: 2` for two seconds more, the page stays open",
    clicks: CLICKS,
    run: (lab) => throughOutage(lab, TOO_MANY, TOO_MANY_SECONDS * 1000),
  },
};

/** The page stays open; the server fails until so many milliseconds after the last click. */
async function throughOutage(lab, failure, ms) {
  lab.fail(failure);
  await lab.voteIn(await lab.open(lab.votes));
  await sleep(ms);
  lab.fail(undefined);
  await lab.settled(RECOVERY);
}
