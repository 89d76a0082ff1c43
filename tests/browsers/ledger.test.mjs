import assert from "node:assert/strict";
import { test } from "node:test";
import { Ledger } from "./ledger.mjs";

function ledger(...clicks) {
  const ledger = new Ledger();
  for (const [memory, name] of clicks) ledger.clicked(memory, name);
  return ledger;
}

const copies = (...arrived) => arrived.map(([memory_id, feedback_reason]) => ({ memory_id, feedback_reason }));

test("what was superseded need not arrive, the last click must", () => {
  const clicks = ledger(["m", "a-1"], ["m", "a-2"], ["n", "a-3"]);
  assert.equal(clicks.judge(copies(["m", "a-2"], ["n", "a-3"])).lost, 0);
  assert.equal(clicks.judge(copies(["m", "a-1"], ["n", "a-3"])).lost, 1);
  assert.equal(clicks.isSettled(copies(["m", "a-2"]), ["m", "n"]), false);
  assert.equal(clicks.isSettled(copies(["m", "a-2"]), ["m"]), true);
});

test("an older click after a newer one is stale, the same one again is doubled", () => {
  const clicks = ledger(["m", "a-1"], ["m", "b-1"]);
  assert.deepEqual(clicks.judge(copies(["m", "b-1"], ["m", "a-1"])), { items: 2, lost: 0, doubled: 0, stale: 1, copies: 2 });
  assert.deepEqual(clicks.judge(copies(["m", "a-1"], ["m", "b-1"], ["m", "b-1"])), { items: 2, lost: 0, doubled: 1, stale: 0, copies: 3 });
});

test("a click that was not kept may arrive all the same", () => {
  const clicks = ledger(["m", "a-1"], ["m", "a-2"], ["n", "a-3"]);
  clicks.keep(new Set(["a-1"]));
  assert.deepEqual(clicks.judge(copies(["m", "a-2"])), { items: 1, lost: 0, doubled: 0, stale: 0, copies: 1 });
  assert.equal(clicks.judge(copies(["n", "a-3"])).lost, 1);
});

test("what nobody clicked is an error", () => {
  assert.throws(() => ledger(["m", "a-1"]).judge(copies(["n", "a-1"])), /a-1 on n/);
});
