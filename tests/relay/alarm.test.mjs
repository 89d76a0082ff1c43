// A shard's alarm, on storage that does as it is told.
import assert from "node:assert/strict";
import { test } from "node:test";
import { FeedbackShard } from "../../pkg/dist/relay.js";

const SECOND = 1000;

/** A shard whose tables are empty, with an alarm that is set or not, and what it asks of its storage. */
function shard(answer = () => [], alarm = null, more = {}) {
  const calls = [];
  const log = [];
  const storage = {
    sql: {
      exec(query, ...values) {
        const [verb] = query.trim().split(/\s/);
        if (verb !== "create") calls.push([verb, query]);
        return answer(query, values);
      },
    },
    transactionSync: (transaction) => transaction(),
    sync: async () => {},
    setAlarm: async (moment) => void calls.push(["alarm", moment - Date.now()]),
    getAlarm: async () => alarm,
    deleteAlarm: async () => void calls.push(["no alarm"]),
  };
  const env = { MEM0_API_KEY: "key", MEM0_HOST: "https://mem0.test" };
  const sent = [];
  const fetch = async (url, { body }) => {
    sent.push(JSON.parse(body));
    return Response.json({});
  };
  const options = { fetch, log: (line) => log.push(JSON.parse(line)), ...more };
  const made = new FeedbackShard({ storage }, env, options);
  return { made, calls, log, sent };
}

/** Milliseconds until the alarms, in their order. */
const alarms = (calls) => calls.filter(([what]) => what === "alarm").map(([, span]) => span);
const near = (span, expected) => assert(Math.abs(span - expected) < 2 * SECOND, `${span}`);

/** Two votes, on different memories. */
const keep = (made) => {
  const items = ["m", "n"].map((memory_id) => ({ memory_id, feedback: "POSITIVE" }));
  const letter = JSON.stringify([false, "ada", items]);
  return made.fetch(new Request("https://shard/keep", { method: "POST", body: letter }));
};

test("the alarm is set again before anything else, and goes when there is nothing to be done", async () => {
  const { made, calls } = shard();
  await made.alarm();
  assert.equal(calls[0][0], "alarm");
  near(calls[0][1], 5 * SECOND);
  assert.equal(calls.at(-1)[0], "no alarm");
});

test("a vote is kept and its alarm set in one turn, and so written together", async () => {
  const { made, calls } = shard((query) => {
    if (query.includes("into votes")) queueMicrotask(() => calls.push(["turn"]));
    return [];
  });
  assert.equal((await keep(made)).status, 200);
  const place = (what) => calls.findIndex(([verb, query]) => verb === what || query?.toString().includes(what));
  assert(place("into votes") >= 0 && place("into votes") < place("alarm") && place("alarm") < place("turn"));
  near(alarms(calls)[0], 0);
});

test("a ledger that fails is read anew after a while", async () => {
  let isBroken = true;
  const { made, calls, log } = shard((query) => {
    if (isBroken && query.includes("order by revision")) throw new Error("disk I/O error");
    return [];
  });
  await made.alarm();
  near(alarms(calls).at(-1), 30 * SECOND);
  assert.deepEqual(log, [{ code: "shard", message: "disk I/O error" }]);
  isBroken = false;
  await made.alarm();
  assert.equal(calls.at(-1)[0], "no alarm");
});

test("what cannot be written is not answered as kept, and not sent", async () => {
  let writes = 0;
  const { made, log, sent } = shard((query) => {
    if (query.includes("into memories") && ++writes === 2) throw new Error("database or disk is full");
    return [];
  });
  await made.alarm();
  assert.equal((await keep(made)).status, 503);
  assert.deepEqual(log, [{ code: "shard", message: "database or disk is full" }]);
  await made.alarm();
  assert.deepEqual(sent, []);
});

test("what was sent, but could not be noted, is sent again", async () => {
  let isBroken = true;
  const revision = Date.now() * 1024;
  const { made, sent } = shard((query, values) => {
    if (isBroken && query.startsWith("update memories")) throw new Error("disk I/O error");
    if (query.includes("order by revision")) return values[0] < revision ? [{ memory: "m", revision }] : [];
    return query.includes("select speaker") ? [{ speaker: null, state: 0, status: 0 }] : [];
  });
  await made.alarm();
  isBroken = false;
  await made.alarm();
  const taken = { memory_id: "m", feedback: null, feedback_reason: null };
  assert.deepEqual(sent, [taken, taken]);
});

test("old votes wake the shard in their time", async () => {
  const kept = Date.now() - 90 * 24 * 60 * 60 * SECOND - SECOND;
  const { made, calls } = shard((query) => (query.endsWith("from votes") && query.includes("min(kept)") ? [{ kept }] : []));
  await made.alarm();
  assert.equal(calls.filter(([verb]) => verb === "delete").length, 2);
  near(alarms(calls).at(-1), 60 * 60 * SECOND);
});

test("a shard without SQLite, or without a key, says so", async () => {
  assert.throws(() => new FeedbackShard({ storage: {} }, {}), { name: "ConfigurationError", message: /new_sqlite_classes/ });
  const { made, log } = shard();
  const bare = new FeedbackShard({ storage: { sql: { exec: () => [] } } }, {}, { log: (line) => log.push(JSON.parse(line)) });
  assert.equal((await keep(bare)).status, 503);
  assert.match(log[0].message, /apiKey/);
  assert.equal((await keep(made)).status, 200);
});

test("one alarm makes 40 calls at the most, and the next one follows at once", async () => {
  const memories = Array.from({ length: 100 }, (_, number) => `m${number}`);
  const { made, calls, sent } = shard((query, [after]) => {
    if (query.includes("order by revision")) {
      return memories.map((memory, number) => ({ memory, revision: Date.now() * 1024 - 1000 + number })).filter(({ revision }) => revision > after);
    }
    return query.includes("select speaker") ? [{ speaker: null, state: 0, status: 0 }] : [];
  });
  for (const most of [40, 80]) {
    await made.alarm();
    assert.equal(sent.length, most);
    near(alarms(calls).at(-1), 0);
  }
  await made.alarm();
  assert.equal(sent.length, 100);
  assert.equal(new Set(sent.map(({ memory_id }) => memory_id)).size, 100);
  assert.equal(calls.at(-1)[0], "no alarm");
});

test("an alarm that the runtime has given up is set again by who reads", async () => {
  const read = (made) => made.fetch(new Request("https://shard/read", { method: "POST", body: '[false,"ada",["m"]]' }));
  const { made, calls } = shard();
  assert.deepEqual(await (await read(made)).json(), []);
  near(alarms(calls)[0], 0);
  const other = shard(undefined, Date.now() + 5 * SECOND);
  await read(other.made);
  assert.deepEqual(alarms(other.calls), []);
});

test("a call that does not end with its signal ends all the same", async () => {
  const { made, calls, log } = shard((query, [after]) => {
    if (query.includes("order by revision")) return after ? [] : [{ memory: "m", revision: Date.now() * 1024 }];
    return query.includes("select speaker") ? [{ speaker: null, state: 0, status: 0 }] : [];
  }, null, { fetch: () => new Promise(() => {}), timeoutMs: 50 });
  const running = setInterval(() => {}, 10);
  await made.alarm();
  clearInterval(running);
  assert(log.some(({ code, failed }) => code === "delivery" && failed > 0), JSON.stringify(log));
  assert(alarms(calls).at(-1) > 0.9 * SECOND);
});

test("a log that throws stops no shard", async () => {
  const { made } = shard(undefined, null, { log: () => { throw new Error("the disk is full"); } });
  assert.equal((await made.fetch(new Request("https://shard/keep", { method: "POST", body: "no letter" }))).status, 503);
  assert.equal((await keep(made)).status, 200);
});
