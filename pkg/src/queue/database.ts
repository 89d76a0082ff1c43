import { newMemoryJournal, type Journal } from "./journal.js";
import { tried } from "./tried.js";

const STORE = "journal";

/** The journal's second half: what is in here survives the death of the browser. */
export interface Database extends Journal {
  /** It is opened again when it is used again. */
  close(): void;
}

/** The database of that name. Where neither it nor lines can be had there is memory in its place. */
export function databaseNamed(name: string): Database {
  let opening: Promise<IDBDatabase> | undefined;
  const forget = () => (opening = undefined);
  const refuse = (error: Error) => {
    forget();
    // In a sandboxed frame, where the user forbids a site to keep anything, and in a Worker. Else a line stays until its
    // end is written down, so that no older record is sent after it; and of its error the next attempt may be rid.
    if (!tried(() => localStorage)) Object.assign(database, newMemoryJournal());
    throw error;
  };
  const transact = async <T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => T) => {
    const transaction = (await (opening ??= open(name, forget).catch(refuse))).transaction(STORE, mode);
    const result = act(transaction.objectStore(STORE));
    // Else it would wait for the page, and a tab that is frozen meanwhile would lock out all others.
    transaction.commit();
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    return result;
  };
  const database: Database = {
    async write(changes) {
      await transact("readwrite", (store) => {
        for (const [key, value] of changes.set) store.put({ key, value });
        for (const key of changes.delete) store.delete(key);
      });
    },
    async read(after, limit) {
      const { result } = await transact("readonly", (store) => store.getAll(IDBKeyRange.lowerBound(after, true), limit));
      return result.map(({ key, value }) => [key, value]);
    },
    close() {
      opening?.then((database) => database.close(), forget);
      forget();
    },
  };
  return database;
}

function open(name: string, closed: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" });
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const database = request.result;
      database.onclose = closed;
      // A newer version of the package wants to change it, or the user to delete it.
      database.onversionchange = () => {
        closed();
        database.close();
      };
      resolve(database);
    };
  });
}
