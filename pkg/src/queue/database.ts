import { newMemoryJournal, type Journal } from "./journal.js";

const STORE = "journal";

/** The journal's second half: what is in here survives the death of the browser. */
export interface Database extends Journal {
  /** It is opened again when it is used again. */
  close(): void;
}

/** The database of that name. Where it cannot be opened there is memory in its place, as long as the page lives. */
export function databaseNamed(name: string): Database {
  let opening: Promise<IDBDatabase> | undefined;
  const forget = () => (opening = undefined);
  const refuse = (error: Error) => {
    forget();
    // In a sandboxed frame, where the user forbids it, on a broken disk, and where a newer version of the package has
    // been. Asked once more, it would find records of long ago that have been overtaken meanwhile.
    Object.assign(database, newMemoryJournal());
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
