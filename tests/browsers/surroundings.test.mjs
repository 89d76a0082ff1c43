// The queue where a page's storage is refused, taken away or in the way, in a real browser.
import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { launchWith } from "../browser.mjs";
import { newContext } from "../contexts.mjs";
import { address } from "../sandbox.mjs";
import { arrived, begin, ELSEWHERE, erased, faulty, JOURNAL, OUTAGE, placeOf, saved, settled, up, visit, vote } from "./visit.mjs";

/** A browser whose user lets no site store anything. */
async function forbidding(t) {
  const profile = await mkdtemp(join(tmpdir(), "forbidding-"));
  const preferences = { profile: { default_content_setting_values: { cookies: 2 } } };
  await mkdir(join(profile, "Default"));
  await writeFile(join(profile, "Default", "Preferences"), JSON.stringify(preferences));
  const context = await launchWith(profile, []);
  t.after(async () => {
    await context.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 10 });
  });
  return context;
}

test("where the user forbids all storage a tab sends by itself, and asks for nothing for ever", async (t) => {
  const context = await forbidding(t);
  await context.addInitScript(() => {
    const { request } = LockManager.prototype;
    globalThis.requests = 0;
    LockManager.prototype.request = function (...asked) {
      globalThis.requests += 1;
      return request.apply(this, asked);
    };
  });
  const { project, page, wrong } = await visit(context);
  const refused = await page.evaluate(async () => {
    const nameOf = ({ name }) => name;
    const opening = new Promise((_, reject) => (indexedDB.open("any").onerror = ({ target }) => reject(target.error)));
    return Promise.all([
      navigator.locks.request("any", () => "granted").catch(nameOf),
      opening.catch(nameOf),
      new Promise(() => localStorage.length).catch(nameOf),
    ]);
  });
  assert.deepEqual(refused, ["SecurityError", "UnknownError", "SecurityError"]);
  await vote(page, "first");
  await arrived(project, "first");
  await vote(page, "second");
  await arrived(project, "first", "second");
  await settled(page);
  // In so long a loop would be seen.
  await page.waitForTimeout(2000);
  assert(await page.evaluate(() => globalThis.requests) < 10);
  assert.equal(await page.evaluate(() => globalThis.queue.snapshot.isDurable), false);
  assert.match(await page.evaluate(() => globalThis.warnings.join()), /SecurityError/);
  assert.deepEqual(wrong, []);
});

/** Opens the journal's database in a newer version, on a page of its own, and keeps it open. */
async function upgrade(context) {
  const page = await context.newPage();
  await page.goto(ELSEWHERE);
  await page.evaluate((name) => {
    return new Promise((resolve, reject) => {
      const opening = indexedDB.open(name, 2);
      opening.onsuccess = resolve;
      opening.onerror = () => reject(opening.error);
      opening.onblocked = () => reject(new Error("the queue keeps its database open"));
    });
  }, JOURNAL);
}

for (const when of ["before", "while"]) {
  test(`votes are delivered, and the last one stands, where a newer version opened the database ${when} the queue had it open`, async () => {
    const context = await newContext();
    const { project, page, wrong } = await visit(context);
    if (when === "while") {
      await vote(page, "early");
      await arrived(project, "early");
      await settled(page);
    }
    await upgrade(context);
    const early = when === "while" ? ["early"] : [];
    await vote(page, "late");
    await arrived(project, ...early, "late");
    await settled(page);
    assert.match(await page.evaluate(() => globalThis.warnings.join()), /VersionError/);
    await page.reload();
    // Its end could not be written down: it goes again, and before what is newer.
    await begin(page);
    await arrived(project, ...early, "late", "late");
    await vote(page, "later");
    await settled(page);
    await arrived(project, ...early, "late", "late", "later");
    assert.deepEqual(wrong, []);
  });
}

test("in a sandboxed frame a refused vote is among the dead letters as long as the page lives", async (t) => {
  const { project, page, wrong } = await visit(await newContext(), ELSEWHERE);
  const loaded = page.waitForEvent("frameattached").then((frame) => frame.waitForLoadState());
  await page.evaluate((src) => {
    const frame = document.createElement("iframe");
    frame.sandbox = "allow-scripts";
    document.body.append(Object.assign(frame, { src }));
  }, placeOf(project));
  await loaded;
  const [, frame] = page.frames();
  await vote(frame, "first");
  await arrived(project, "first");
  assert.equal(await frame.evaluate(() => globalThis.queue.snapshot.isDurable), false);

  await faulty(t, { status: 404 });
  await vote(frame, "refused");
  const error = await frame.evaluate(async () => (await globalThis.item.settled).error.errorCode);
  assert.equal(error, "HTTP_404");
  const letters = () => frame.evaluate(() => globalThis.queue.deadLetters.list());
  assert.deepEqual(
    (await letters()).map(({ feedback, error }) => [feedback.feedbackReason, error.code]),
    [["refused", "HTTP_404"]],
  );
  await up();
  assert.equal(await frame.evaluate(() => globalThis.queue.deadLetters.retry()), 1);
  await arrived(project, "first", "refused");
  assert.deepEqual(await letters(), []);
  assert.deepEqual(wrong.filter((it) => !OUTAGE.test(it)), []);
});

/** In the page: leaves no byte for a line in `localStorage`. */
function fill() {
  for (let length = 2 ** 20; length >= 1; length /= 2) {
    try {
      for (let at = 0; ; at += 1) localStorage.setItem(`${length}-${at}`, "x".repeat(length));
    } catch (error) {
      if (error.name !== "QuotaExceededError") throw error;
    }
  }
}

test("where localStorage is full a vote is saved in the database alone, and outlives a reload", async (t) => {
  const { project, page, wrong } = await visit(await newContext());
  await faulty(t, { status: 503 });
  await page.evaluate(fill);
  await vote(page, "first");
  await saved(page);
  assert.match(await page.evaluate(() => globalThis.warnings.join()), /QuotaExceededError/);
  await page.reload();
  await up();
  await begin(page);
  await settled(page);
  await arrived(project, "first");
  assert.deepEqual(wrong.filter((it) => !OUTAGE.test(it)), []);
});

test("where the quota is used up votes are delivered, and saved again once there is room", async (t) => {
  const context = await newContext();
  const { project, page, wrong } = await visit(context);
  const devtools = await context.newCDPSession(page);
  await devtools.send("Storage.overrideQuotaForOrigin", { origin: address, quotaSize: 1 });
  await page.evaluate(fill);
  await vote(page, "first");
  await arrived(project, "first");
  const warnings = await page.evaluate(() => globalThis.warnings);
  assert(warnings.length > 1, "of either store");
  for (const warning of warnings) assert.match(warning, /^QuotaExceededError/);
  await vote(page, "second");
  await arrived(project, "first", "second");

  await devtools.send("Storage.overrideQuotaForOrigin", { origin: address });
  await page.evaluate(() => localStorage.clear());
  await faulty(t, { status: 503 });
  await vote(page, "third");
  await saved(page);
  await page.reload();
  await up();
  await begin(page);
  await settled(page);
  await arrived(project, "first", "second", "third");
  assert.deepEqual(wrong.filter((it) => !OUTAGE.test(it)), []);
});

test("when all storage is cleared the page delivers what it holds, and saves what is given then", async () => {
  const context = await newContext();
  const { project, page, wrong } = await visit(context);
  const devtools = await context.newCDPSession(page);
  await context.setOffline(true);
  await vote(page, "held");
  await saved(page);
  await devtools.send("Storage.clearDataForOrigin", { origin: address, storageTypes: "all" });
  const left = await page.evaluate(async () => [localStorage.length, await indexedDB.databases()]);
  assert.deepEqual(left, [0, []]);
  await context.setOffline(false);
  await arrived(project, "held");
  await settled(page);

  await context.setOffline(true);
  await vote(page, "later");
  await saved(page);
  await page.close();
  await context.setOffline(false);
  const next = await context.newPage();
  await next.goto(placeOf(project));
  await begin(next);
  await settled(next);
  await arrived(project, "held", "later");
  assert.deepEqual(wrong.filter((it) => !OUTAGE.test(it)), []);
});

/** In the page, each for ever: a transaction that does not end, and a deletion that waits for this very page. */
const HOLDERS = [
  (name) =>
    new Promise((resolve) => {
      indexedDB.open(name).onsuccess = ({ target: { result: database } }) => {
        const store = database.transaction("journal", "readwrite").objectStore("journal");
        const goOn = () => {
          store.get("any").onsuccess = goOn;
          resolve();
        };
        goOn();
      };
    }),
  (name) =>
    new Promise((resolve) => {
      indexedDB.open(name).onsuccess = ({ target: { result: database } }) => {
        globalThis.database = database;
        indexedDB.deleteDatabase(name).onblocked = resolve;
      };
    }),
];

async function hanging(hold) {
  const context = await newContext();
  const { project, page, wrong } = await visit(context);
  await vote(page, "early");
  await settled(page);
  const holder = await context.newPage();
  await holder.goto(ELSEWHERE);
  await holder.evaluate(hold, JOURNAL);
  await page.reload();
  await vote(page, "first");
  await arrived(project, "early", "first");
  assert.match(await page.evaluate(() => globalThis.warnings.join()), /has not answered for 5 seconds/);
  await vote(page, "second");
  await arrived(project, "early", "first", "second");
  await holder.close();
  await erased(page);
  await page.reload();
  await begin(page);
  await settled(page);
  await arrived(project, "early", "first", "second");
  assert.deepEqual(wrong, []);
}

test("while the database hangs votes are delivered, and once", async () => {
  // At the same time, since each is given up only after fifteen seconds.
  await Promise.all(HOLDERS.map(hanging));
});
