/** What a shard needs of a Durable Object, as Cloudflare's own types have it too. */
export interface ShardContext {
  /** Where all of the shard is kept. */
  readonly storage: ShardStorage;
}

/** The storage of a Durable Object that has SQLite. */
export interface ShardStorage {
  /** Its database. */
  readonly sql: Sql;
  /** All that is written in it is written, or nothing. */
  transactionSync<T>(transaction: () => T): T;
  /** Resolves when all that was written is on disk. */
  sync(): Promise<void>;
  /** Wakes the shard at that moment, in milliseconds since the Unix epoch. */
  setAlarm(moment: number): Promise<void>;
  /** When the alarm is set for; null if it is not set, or is at work. */
  getAlarm(): Promise<number | null>;
  /** Lets it sleep. */
  deleteAlarm(): Promise<void>;
}

/** SQLite. */
export interface Sql {
  /** Runs a query, and gives its rows. */
  exec(query: string, ...values: (string | number | null)[]): Iterable<Record<string, unknown>>;
}

/** A namespace of Durable Objects. */
export interface ShardNamespace {
  /** The id of the object of that name. */
  idFromName(name: string): unknown;
  /** The object itself, to be asked. */
  get(id: unknown): { fetch(url: string, init: RequestInit): Promise<ShardAnswer> };
}

/** What a shard answers. */
export interface ShardAnswer {
  /** Whether its status is in the 200s. */
  readonly ok: boolean;
  /** For what is too much to be held at once. */
  readonly body: ReadableStream<Uint8Array> | null;
  /** All of it. */
  text(): Promise<string>;
}
