/** What a shard needs of a Durable Object, as Cloudflare's own types have it too. */
export interface ShardContext {
  readonly storage: ShardStorage;
}

/** The storage of a Durable Object that has SQLite. */
export interface ShardStorage {
  readonly sql: Sql;
  /** All that is written in it is written, or nothing. */
  transactionSync<T>(transaction: () => T): T;
  /** Resolves when all that was written is on disk. */
  sync(): Promise<void>;
  setAlarm(moment: number): Promise<void>;
  /** When the alarm is set for; null if it is not set, or is at work. */
  getAlarm(): Promise<number | null>;
  deleteAlarm(): Promise<void>;
}

/** SQLite. */
export interface Sql {
  exec(query: string, ...values: (string | number | null)[]): Iterable<Record<string, unknown>>;
}

/** A namespace of Durable Objects. */
export interface ShardNamespace {
  idFromName(name: string): unknown;
  get(id: unknown): { fetch(url: string, init: RequestInit): Promise<{ ok: boolean; text(): Promise<string> }> };
}
