// Votes that are kept for a second only.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { addMemory, address, standing } from "../sandbox.mjs";
import { claims, key, post, readBack, startRelay, token } from "./worker.mjs";

const entry = fileURLToPath(new URL("forgetful.js", import.meta.url));
let relay;
let memory;

before(async () => (relay = await startRelay({ entry, isDurable: true })));
after(async () => {
  await fetch(`${address}/sandbox/faults`, { method: "DELETE" });
  await relay.stop();
});
beforeEach(async () => (memory = await addMemory(key, "Keeps bees")));

const scope = (sub, source) => token(claims("*", { sub, source }));

async function send(by, feedback) {
  const items = [{ memory_id: memory, feedback, feedback_reason: null }];
  assert.equal((await post(relay, { token: by, items })).status, 202);
}

async function kept(by) {
  const { results } = await (await readBack(relay, by, [memory])).json();
  return results.map(({ feedback, state }) => [feedback, state]);
}

async function until(condition) {
  for (let left = 100; left && !(await condition()); left--) await sleep(50);
  assert(await condition());
}

test("a vote is forgotten in its time, and Mem0 keeps it", async () => {
  const [ada, bob] = [scope("ada", "human"), scope("bob", "human")];
  await send(ada, "POSITIVE");
  await until(async () => String(await kept(ada)) === "POSITIVE,sent");
  await sleep(1100);
  assert.deepEqual(await kept(ada), [["POSITIVE", "sent"]], "nothing has woken the shard");
  await send(bob, "NEGATIVE");
  await until(async () => (await kept(ada)).length === 0);
  assert.equal((await kept(bob)).length, 1);
  await until(async () => (await standing(key, memory))[0] === "NEGATIVE");
});

test("a vote that Mem0 could not be told of for as long as it is kept is refused, and that is told", async () => {
  await fetch(`${address}/sandbox/faults`, { method: "PUT", body: JSON.stringify({ status: 503, path: "/v1/feedback/" }) });
  await send(scope("ada", "human"), "POSITIVE");
  const told = `told {"code":"refused","status":0,"memory_id":"${memory}"}`;
  await until(async () => relay.log.includes(told));
});
