// A relay that is killed again and again, between pages that try again and a Mem0 that fails. A
// small share here; all of it with `RELAY_KILLS=10 RELAY_VOTES=1000 RELAY_MEMORIES=200`.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { addMemory, address, lastRequest, requestsAfter, storedFeedback } from "../sandbox.mjs";
import { claims, key, post, readBack, sequence, startRelay, token } from "./worker.mjs";

const share = (name, few) => Number(process.env[name] ?? few);
const KILLS = share("RELAY_KILLS", 3);
const VOTES = share("RELAY_VOTES", 150);
const MEMORIES = share("RELAY_MEMORIES", 30);
/** Pages that send at the same time. */
const PAGES = 6;
const RATERS = ["ada", "bob", "eve", "model"];
/** What Mem0 suffers from, one after another; a bare 500 would mean an unknown memory. */
const FAULTS = [
  { status: 503, probability: 0.5 },
  { drop: "before", probability: 0.5 },
  { status: 429, retry_after: "1", probability: 0.3 },
  { drop: "after", probability: 0.5 },
  { truncate: 10, probability: 0.5 },
  { status: 502 },
  { delay_ms: 400, probability: 0.5 },
];

let relay;
let memories;

before(async () => {
  memories = [];
  for (let number = 0; number < MEMORIES; number++) memories.push(await addMemory(key, `Memory ${number}`));
  relay = await startRelay({ isDurable: true });
});
after(async () => {
  await fault();
  await relay.stop();
});

const below = (most) => Math.floor(Math.random() * most);
const scopes = Object.fromEntries(
  RATERS.map((sub) => [sub, token(claims("*", { sub, source: sub === "model" ? "judge" : "human" }))]),
);

function fault(its) {
  const body = its && JSON.stringify({ path: "/v1/feedback/", ...its });
  return fetch(`${address}/sandbox/faults`, { method: its ? "PUT" : "DELETE", body });
}

/** Votes in the order in which they were given, every one with a reason by which it can be told. */
function votes() {
  const start = Date.now() - VOTES;
  return Array.from({ length: VOTES }, (_, number) => {
    const feedback = ["POSITIVE", "NEGATIVE", "VERY_NEGATIVE", null][below(4)];
    return {
      rater: RATERS[below(RATERS.length)],
      clock: (start + number) * 1024,
      item: {
        memory_id: memories[below(MEMORIES)],
        feedback,
        feedback_reason: feedback && `vote ${number}`,
        seq: sequence((start + number) * 1024, 1 + below(3)),
      },
    };
  });
}

/** What Mem0 is to have of each memory: the last word of a person that stands, else of a judge. */
function expected(all) {
  const last = new Map();
  for (const vote of all) last.set(`${vote.item.memory_id} ${vote.rater}`, vote);
  const standing = new Map(memories.map((memory) => [memory, []]));
  const rank = ({ rater, clock }) => (rater === "model" ? clock - 2 ** 52 : clock);
  for (const vote of [...last.values()].filter(({ item }) => item.feedback).sort((a, b) => rank(a) - rank(b))) {
    standing.set(vote.item.memory_id, [vote.item.feedback, vote.item.feedback_reason]);
  }
  return standing;
}

/** Sends until all are answered with 202, as a queue in a page does. */
async function deliver(scope, items) {
  while (items.length > 0) {
    try {
      const answer = await post(relay, { token: scope, items });
      const { results } = await answer.json();
      items = items.filter((_, place) => results[place].status !== 202);
      assert(results.every(({ status }) => status === 202 || status === 503), JSON.stringify(results));
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
    }
    if (items.length > 0) await sleep(50 + below(200));
  }
}

/** Some of the votes come late, and some come twice. */
async function send(all) {
  const waiting = [...all];
  const late = [];
  const page = async () => {
    for (let vote; (vote = waiting.shift() ?? late.shift()); ) {
      if (below(5) === 0 && waiting.length > 0) {
        late.push(vote);
        continue;
      }
      await deliver(scopes[vote.rater], [vote.item]);
      if (below(5) === 0) late.push(vote);
      await sleep(below(20));
    }
  };
  await Promise.all(Array.from({ length: PAGES }, page));
}

async function kill(times) {
  for (let left = times; left > 0; left--) {
    await sleep(400 + below(1200));
    await relay.kill();
    await sleep(below(300));
    await relay.start();
  }
}

async function suffer(until) {
  for (let number = 0, isOver = false; !isOver; number++) {
    await fault(FAULTS[number % FAULTS.length]);
    isOver = await Promise.race([until.then(() => true), sleep(700, false)]);
  }
}

async function standing() {
  const { current } = await storedFeedback(key);
  return new Map(current.map(({ memory_id, feedback, feedback_reason }) => [memory_id, [feedback, feedback_reason]]));
}

test("Mem0 has the last vote of every memory in the end", async (t) => {
  const start = Date.now();
  const all = votes();
  const sent = send(all);
  const killed = kill(KILLS);
  await suffer(Promise.all([sent, killed]));
  const answered = Date.now();
  await fault();
  const wanted = expected(all);
  let wrong;
  for (let left = 400; left; left--) {
    const found = await standing();
    wrong = memories.filter((memory) => String(found.get(memory) ?? []) !== String(wanted.get(memory)));
    if (wrong.length === 0) break;
    await sleep(100);
  }
  const found = await standing();
  assert.deepEqual(wrong.map((memory) => [found.get(memory), wanted.get(memory)]), []);
  const { history } = await storedFeedback(key);
  t.diagnostic(
    `${VOTES} votes on ${MEMORIES} memories, ${KILLS} kills: all answered after ${answered - start} ms, ` +
      `Mem0 had the last ones ${Date.now() - answered} ms later; it took ${history.length} feedbacks`,
  );
});

/** How many of each rater's votes are in which state. */
async function states() {
  const counted = {};
  for (const [rater, scope] of Object.entries(scopes)) {
    const { results } = await (await readBack(relay, scope, memories.slice(0, 200))).json();
    counted[rater] = {};
    for (const { state } of results) counted[rater][state] = (counted[rater][state] ?? 0) + 1;
  }
  return counted;
}

const areAllSettled = (counted) =>
  Object.values(counted).every((rater) => Object.keys(rater).length > 0 && Object.keys(rater).every((state) => /^(sent|superseded)$/.test(state)));

test("nothing is sent again after that, and each rater finds the own votes", async () => {
  // What had arrived when its shard was killed is sent once more, which Mem0's state does not show.
  for (let left = 400; left && !areAllSettled(await states()); left--) await sleep(100);
  const before = await lastRequest();
  await relay.kill();
  await relay.start();
  const counted = await states();
  assert(areAllSettled(counted), JSON.stringify(counted));
  await sleep(1000);
  assert.deepEqual((await requestsAfter(before)).filter(({ path }) => path === "/v1/feedback/"), []);
});
