import type { Sql } from "./storage.js";

/** Tables of a shard. Clocks and revisions are of 1,024 ticks a millisecond, other times in milliseconds. */
const TABLES = `
create table if not exists votes (
  memory text not null,
  source integer not null,
  rater text not null,
  rating text,
  reason text,
  codes integer not null,
  stands integer not null,
  clock integer not null,
  tab integer not null,
  counted integer not null,
  kept integer not null,
  primary key (memory, source, rater)
) without rowid;
create index if not exists votes_standing on votes (memory, source, counted, tab, rater) where stands = 1;
create index if not exists votes_kept on votes (kept);
create table if not exists memories (
  memory text primary key,
  speaker integer,
  revision integer not null,
  state integer not null,
  status integer not null
) without rowid;
create index if not exists memories_waiting on memories (revision) where state = 0;
create table if not exists host (
  one integer primary key check (one = 1),
  until integer not null,
  openings integer not null
);`;

/** A row of any table, as far as it was asked for. */
type Row = Record<string, unknown>;

/**
 * What a shard keeps: for each rater the last vote on a memory, and for each memory whether Mem0
 * knows what it should. A source is 0 for a person and 1 for a judge; a state is 0 for what waits,
 * 1 for what was sent, 2 for what was refused.
 */
export class Ledger {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
    this.#all(TABLES);
  }

  vote(memory: string, source: number, rater: string): Row | undefined {
    return this.#one(
      "select rating, reason, codes, clock, tab, counted from votes where memory = ? and source = ? and rater = ?",
      memory,
      source,
      rater,
    );
  }

  latest(memory: string, source: number): Row | undefined {
    return this.#one(
      `select rating, reason, codes from votes where memory = ? and source = ? and stands = 1
       order by counted desc, tab desc, rater desc limit 1`,
      memory,
      source,
    );
  }

  keep(
    memory: string,
    source: number,
    rater: string,
    rating: string | undefined,
    reason: string | undefined,
    codes: number,
    stands: boolean,
    clock: number,
    tab: number,
    counted: number,
    arrival: number,
  ): void {
    this.#all(
      `insert or replace into votes (memory, source, rater, rating, reason, codes, stands, clock, tab, counted, kept)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      memory,
      source,
      rater,
      rating ?? null,
      reason ?? null,
      codes,
      Number(stands),
      clock,
      tab,
      counted,
      arrival,
    );
  }

  known(memory: string): Row | undefined {
    return this.#one("select speaker, state, status from memories where memory = ?", memory);
  }

  change(memory: string, speaker: number | undefined, revision: number): void {
    this.#all(
      "insert or replace into memories (memory, speaker, revision, state, status) values (?, ?, ?, 0, 0)",
      memory,
      speaker ?? null,
      revision,
    );
  }

  conclude(memory: string, revision: number, state: number, status: number): void {
    this.#all(
      "update memories set state = ?, status = ? where memory = ? and revision = ?",
      state,
      status,
      memory,
      revision,
    );
  }

  waiting(after: number, most: number): Row[] {
    return this.#all(
      "select memory, revision from memories where state = 0 and revision > ? order by revision limit ?",
      after,
      most,
    );
  }

  /** The last revision of those that wait: nothing hangs on those before. */
  revision(): number {
    return Number(this.#one("select max(revision) as revision from memories where state = 0")?.revision ?? 0);
  }

  weather(): Row {
    return this.#one("select until, openings from host") ?? { until: 0, openings: 0 };
  }

  keepWeather(until: number, openings: number): void {
    this.#all("insert or replace into host (one, until, openings) values (1, ?, ?)", until, openings);
  }

  /** When the oldest vote was kept. */
  oldest(): number | undefined {
    const kept = this.#one("select min(kept) as kept from votes")?.kept;
    return typeof kept === "number" ? kept : undefined;
  }

  /**
   * Forgets the votes that were kept before a moment, unless Mem0 does not have them yet. Of a
   * memory that a person has spoken of that much stays known, or a judge could take that place.
   */
  forget(before: number): void {
    this.#all("delete from votes where kept < ? and memory not in (select memory from memories where state = 0)", before);
    this.#all(
      `delete from memories where state <> 0 and speaker is not 0
       and not exists (select 1 from votes where votes.memory = memories.memory)`,
    );
  }

  #one(query: string, ...values: (string | number | null)[]): Row | undefined {
    return this.#all(query, ...values)[0];
  }

  #all(query: string, ...values: (string | number | null)[]): Row[] {
    return [...this.#sql.exec(query, ...values)];
  }
}
