import type { Journal } from "./journal.js";

const STORE = "journal";

/** The journal's second half: what is in here survives the death of the browser. */
export interface Database extends Journal {
  /** It is opened again when it is used again. */
  close(): void;
}

/** The database of that name. Where the browser refuses it nothing is kept, and nothing is found. */
export function databaseNamed(name: string): Database {
  let opening: Promise<IDBDatabase> | undefined;
  let isRefused = false;
  const forget = () => (opening = undefined);
  const refuse = (error: Error) => {
    forget();
    // In a sandboxed frame, or where the user forbids it; of other errors the next attempt may be rid.
    isRefused = /^(Security|InvalidState)Error$/.test(error.name);
    throw error;
  };
  const transact = async <T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => T) => {
    if (isRefused) return undefined;
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
  return {
    get isDurable() {
      return !isRefused;
    },
    async write(changes) {
      await transact("readwrite", (store) => {
        for (const [key, value] of changes.set) store.put({ key, value });
        for (const key of changes.delete) store.delete(key);
      });
    },
    async read(after, limit) {
      const all = await transact("readonly", (store) => store.getAll(IDBKeyRange.lowerBound(after, true), limit));
      return (all?.result ?? []).map(({ key, value }) => [key, value]);
    },
    close() {
      opening?.then((database) => database.close(), forget);
      forget();
    },
  };
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
