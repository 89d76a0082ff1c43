import type { Journal, JournalChanges } from "./journal.js";

const STORE = "journal";

/** The journal's second half: what is in here survives the death of the browser. */
export class Database implements Journal {
  readonly #name: string;
  #opening: Promise<IDBDatabase> | undefined;
  #isRefused = false;

  constructor(name: string) {
    this.#name = name;
  }

  /** Not where the browser refuses a database; then nothing is kept, and nothing is found. */
  get isDurable(): boolean {
    return !this.#isRefused;
  }

  async write(changes: JournalChanges): Promise<void> {
    const database = await this.#open();
    if (!database) return;
    const transaction = database.transaction(STORE, "readwrite");
    const store = transaction.objectStore(STORE);
    for (const [key, value] of changes.set) store.put({ key, value });
    for (const key of changes.delete) store.delete(key);
    // Else it would wait for the page, and a tab that is frozen meanwhile would lock out all others.
    transaction.commit();
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
  }

  async read(after: string, limit: number): Promise<[string, string][]> {
    const database = await this.#open();
    if (!database) return [];
    const transaction = database.transaction(STORE);
    const all = transaction.objectStore(STORE).getAll(IDBKeyRange.lowerBound(after, true), limit);
    transaction.commit();
    const entries: { key: string; value: string }[] = await result(all);
    return entries.map(({ key, value }) => [key, value]);
  }

  /** It is opened again when it is used again. */
  close(): void {
    this.#opening?.then((database) => database.close(), () => {});
    this.#opening = undefined;
  }

  async #open(): Promise<IDBDatabase | undefined> {
    if (this.#isRefused) return undefined;
    try {
      return await (this.#opening ??= this.#opened());
    } catch (error) {
      this.#opening = undefined;
      // In a sandboxed frame, or where the user forbids it; of other errors the next attempt may be rid.
      this.#isRefused = /^(SecurityError|InvalidStateError|ReferenceError)$/.test((error as Error).name);
      throw error;
    }
  }

  async #opened(): Promise<IDBDatabase> {
    const request = indexedDB.open(this.#name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" });
    const database = await result(request);
    const closed = () => (this.#opening = undefined);
    database.onclose = closed;
    // A newer version of the package wants to change it, or the user to delete it.
    database.onversionchange = () => {
      closed();
      database.close();
    };
    return database;
  }
}

function result<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
