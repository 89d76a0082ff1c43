// What runs in the page: `page.mjs` calls what is in `globalThis.bench`.
import { FeedbackQueue } from "/pkg/dist/queue.js";
import { idOf, written } from "/pkg/dist/queue/record.js";

const NAME = "bench";
const PREFIX = `mem0-feedback:${NAME}::`;
/** Records that are seeded in one transaction. */
const SEEDED = 5_000;

/** Milliseconds on the main thread in calls of IndexedDB. */
let inDatabase = 0;
const CALLS = [
  [IDBFactory, "open"],
  [IDBDatabase, "transaction"],
  [IDBTransaction, "objectStore"],
  [IDBObjectStore, "put"],
  [IDBObjectStore, "delete"],
  [IDBObjectStore, "getAll"],
];
for (const [{ prototype }, name] of CALLS) {
  const call = prototype[name];
  prototype[name] = function (...values) {
    const start = performance.now();
    try {
      return call.apply(this, values);
    } finally {
      inDatabase += performance.now() - start;
    }
  };
}

let tasks = [];
new PerformanceObserver((list) => {
  tasks.push(...list.getEntries().map(({ duration }) => duration));
}).observe({ type: "longtask", buffered: true });

function feedback(index) {
  return {
    memoryId: `3c90c3cc-0d44-4b50-8888-${String(index).padStart(12, "0")}`,
    feedback: "NEGATIVE",
    feedbackReason: "Contains outdated contact information",
  };
}

function record(index) {
  return written({ ...feedback(index), reasonCodes: [] });
}

/** Answers over the network, or as the network does when there is none. */
class Host {
  batchSize = 200;
  isThere = false;

  async feedbackBatch(items, { signal, wrapFetch }) {
    try {
      const url = this.isThere ? "/answer" : "http://127.0.0.1:9/";
      await wrapFetch(fetch)(url, { method: "POST", body: JSON.stringify(items), signal });
      return { results: items.map(() => ({ ok: true })) };
    } catch (error) {
      return { results: items.map(() => ({ ok: false, error })) };
    }
  }
}

const host = new Host();
let queue;
let saved = 0;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function until(isSo) {
  while (!isSo()) await pause(20);
}

/** Lines in localStorage of the same bytes as the queue's for so many, of no other use. */
class Lines {
  #records;
  #keys;

  constructor(count, first) {
    this.#records = Array.from({ length: count }, (_, index) => record(first + index));
    this.#keys = this.#records.map((_, index) => `mem0-bareline:${NAME}::${idOf([Date.now() * 1024 + index, 7])}`);
  }

  write(index) {
    localStorage.setItem(this.#keys[index], this.#records[index]);
  }

  remove() {
    for (const key of this.#keys) localStorage.removeItem(key);
  }
}

function millisecondsFor(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}

globalThis.bench = {
  /** Makes the queue, and waits until it knows what is stored. */
  async open() {
    queue = new FeedbackQueue(host, { name: NAME, maxPending: 1_000_000 });
    queue.addEventListener("saved", () => (saved += 1));
    await until(() => queue.snapshot.isKnown);
    return queue.size;
  },

  /**
   * Microseconds for one `add()`, and for one line of the same bytes, so many of each by turns: in a
   * loop of nothing else a line takes half of what it takes among other work.
   */
  async addBesideLine(count, first) {
    const lines = new Lines(count, first);
    const items = Array.from({ length: count }, (_, index) => feedback(first + index));
    const before = saved;
    let [ours, bare] = [0, 0];
    for (const [index, item] of items.entries()) {
      ours += millisecondsFor(() => queue.add(item));
      bare += millisecondsFor(() => lines.write(index));
    }
    lines.remove();
    await until(() => saved - before >= count);
    return { ours: (ours * 1000) / count, bare: (bare * 1000) / count };
  },

  /** Milliseconds for so many lines alone, in one task. */
  async addLines(count) {
    const lines = new Lines(count, 0);
    await pause(0);
    const ms = millisecondsFor(() => {
      for (let index = 0; index < count; index += 1) lines.write(index);
    });
    lines.remove();
    return ms;
  },

  /** Adds so many in one task, and waits until all are saved; milliseconds of the calls alone, and in IndexedDB. */
  async add(count, first) {
    const items = Array.from({ length: count }, (_, index) => feedback(first + index));
    await pause(0);
    const start = inDatabase;
    const before = saved;
    const calls = millisecondsFor(() => items.forEach((item) => queue.add(item)));
    await until(() => saved - before >= count);
    return { calls, database: inDatabase - start };
  },

  /** Is online again, and waits until nothing is pending; milliseconds in IndexedDB. */
  async drain() {
    const start = inDatabase;
    host.isThere = true;
    dispatchEvent(new Event("online"));
    await until(() => queue.size === 0);
    return inDatabase - start;
  },

  /** Stores so many as an earlier visit would have. */
  async seed(count) {
    const open = indexedDB.open(PREFIX.slice(0, -1), 1);
    open.onupgradeneeded = () => open.result.createObjectStore("journal", { keyPath: "key" });
    const database = await new Promise((resolve) => (open.onsuccess = () => resolve(open.result)));
    const past = Date.now() - 60_000;
    for (let first = 0; first < count; first += SEEDED) {
      const transaction = database.transaction("journal", "readwrite");
      const store = transaction.objectStore("journal");
      for (let index = first; index < first + SEEDED; index += 1) {
        store.put({ key: `record:${idOf([past * 1024 + index, 7])}`, value: record(index) });
      }
      await new Promise((resolve) => (transaction.oncomplete = resolve));
    }
    database.close();
  },

  /** Tasks above 50 ms since the last call, in milliseconds. */
  takeLongTasks() {
    const taken = tasks;
    tasks = [];
    return taken;
  },
};
