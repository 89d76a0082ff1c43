// That the harness does to the browsers what it says: with the bare sender, whose losses are known.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { lastRequest, requestsAfter } from "../sandbox.mjs";
import { until } from "./browser-session.mjs";
import { CHOSEN } from "./engines.mjs";
import { Lab } from "./lab.mjs";
import { PageServer } from "./page-server.mjs";
import { isAlive, signal } from "./processes.mjs";
import { fault } from "./project.mjs";
import { crash } from "./scenarios/dying.mjs";

const pages = await PageServer.listen();

for (const browser of CHOSEN) {
  describe(browser, () => {
    const lab = new Lab({ browser, origin: "cross", sender: "bare", pages });
    before(() => lab.begin());
    after(() => lab.end());

    test("a stopped tab does nothing while another does, and goes on", async () => {
      const run = await lab.run(2);
      const [stopped, other] = [await run.open(), await run.open()];
      const renderer = await stopped.tab.process();
      await stopped.tab.run((memory) => void setTimeout(globalThis.vote, 1500, memory), run.memories[0]);
      signal([renderer], "SIGSTOP");
      run.ledger.clicked(run.memories[0], "tab1-1");
      await other.vote(1);
      await sleep(2500);
      assert.deepEqual(await run.judge(), { items: 2, lost: 1, doubled: 0, stale: 0, copies: 1 });
      signal([renderer], "SIGCONT");
      await run.settled();
      assert.equal((await run.judge()).lost, 0);
      await stopped.tab.close();
      await other.tab.close();
    });

    test("a killed renderer takes its own tab alone", async () => {
      const run = await lab.run(1);
      const [killed, other] = [await run.open(), await run.open()];
      const renderer = await crash(lab, killed, browser === "firefox" ? "next" : "own");
      await until(() => !isAlive(renderer), "the renderer lives");
      await other.tab.run(() => globalThis.queue.flush());
      await run.settled();
      assert.equal((await run.judge()).lost, 0, "its line is in localStorage, which is not its own");
      await killed.tab.close();
      await other.tab.close();
    });

    test("a killed browser leaves what was on its disk, and nothing else", async () => {
      const run = await lab.run(1);
      const before = await run.open();
      await before.tab.run(async () => {
        await new Promise((resolve) => {
          const opening = indexedDB.open("disk", 1);
          opening.onupgradeneeded = () => opening.result.createObjectStore("kept").put("yes", "key");
          opening.onsuccess = resolve;
        });
        localStorage.setItem("memory", "lost");
      });
      await lab.session.kill();
      await lab.start();
      const after = await run.open();
      const found = await after.tab.run(async () => {
        const databases = await indexedDB.databases();
        return [databases.map(({ name }) => name), localStorage.getItem("memory")];
      });
      assert.deepEqual(found, [["disk"], null]);
      await after.tab.close();
    });

    test("what a bare sender loses in an outage is noticed", async () => {
      const run = await lab.run(2);
      await fault({ status: 503, path: "/v1/feedback/" });
      const voter = await run.open();
      const last = await lastRequest();
      await voter.voteAll();
      const refused = async () => (await requestsAfter(last)).filter(({ status }) => status === 503).length;
      await until(async () => (await refused()) === 2, "the votes did not meet the outage");
      await fault(undefined);
      await run.settled(1000);
      assert.equal((await run.judge()).lost, 2);
      assert.equal(await voter.tab.run(() => globalThis.queue.size), 2);
      await voter.tab.close();
      assert.equal(await run.visit(), 0);
      assert.equal((await run.judge()).lost, 0);
    });
  });
}
