import type { Sql } from "./storage.js";

/** A record as a relay hands it to a shard: its key, when it was made, and itself. */
export type Row = [key: string, at: number, seq: number, record: object];

const TABLES = `
create table if not exists records (
  rater text not null,
  key text not null,
  at integer not null,
  seq integer not null,
  record text not null,
  kept integer not null,
  primary key (rater, key)
) without rowid;
create index if not exists records_kept on records (kept, rater, key);`;

/** Records that are read at once. */
const PAGE = 500;

/** What a shard keeps of analytics: of each rater and key the latest record. */
export class Records {
  readonly #sql: Sql;
  /** How many there are, once they were counted. */
  #count: number | undefined;

  constructor(sql: Sql) {
    this.#sql = sql;
    this.#all(TABLES);
  }

  /** Keeps what is later than what is there, in one transaction. What is more than `most` forgets the oldest. */
  keep(rater: string, rows: Row[], arrival: number, mostOfRater: number, most: number): void {
    const others = (this.#count ?? this.#number("select count(*) as n from records")) - this.#countOf(rater);
    // Unknown again if this fails.
    this.#count = undefined;
    for (const [key, at, seq, record] of rows) {
      this.#all(
        `insert into records (rater, key, at, seq, record, kept) values (?, ?, ?, ?, ?, ?)
         on conflict do update set at = excluded.at, seq = excluded.seq, record = excluded.record, kept = excluded.kept
         where (excluded.at, excluded.seq, excluded.record) > (at, seq, record)`,
        rater,
        key,
        at,
        seq,
        JSON.stringify(record),
        arrival,
      );
    }
    let mine = this.#countOf(rater);
    if (mine > mostOfRater) {
      this.#all(
        "delete from records where rater = ? and key in (select key from records where rater = ? order by at, seq, key limit ?)",
        rater,
        rater,
        mine - mostOfRater,
      );
      mine = mostOfRater;
    }
    const over = Math.max(others + mine - most, 0);
    if (over > 0) {
      this.#all(
        "delete from records where (rater, key) in (select rater, key from records order by kept, rater, key limit ?)",
        over,
      );
    }
    this.#count = others + mine - over;
  }

  /** All of them as JSON, each with a comma before it. */
  *read(): Generator<Uint8Array> {
    const text = new TextEncoder();
    for (let [rater, key] = ["", ""]; ; ) {
      const rows = this.#all(
        "select rater, key, record from records where (rater, key) > (?, ?) order by rater, key limit ?",
        rater,
        key,
        PAGE,
      );
      const last = rows.at(-1);
      if (!last) return;
      [rater, key] = [String(last.rater), String(last.key)];
      yield text.encode(rows.map(({ record }) => `,${record}`).join(""));
    }
  }

  /** When the oldest record was kept. */
  oldest(): number | undefined {
    const [row] = this.#all("select min(kept) as kept from records");
    return typeof row?.kept === "number" ? row.kept : undefined;
  }

  /** Forgets what was kept before a moment. */
  forget(before: number): void {
    this.#all("delete from records where kept < ?", before);
    this.#count = undefined;
  }

  #countOf(rater: string): number {
    return this.#number("select count(*) as n from records where rater = ?", rater);
  }

  #number(query: string, ...values: string[]): number {
    return Number(this.#all(query, ...values)[0]?.n);
  }

  #all(query: string, ...values: (string | number)[]): Record<string, unknown>[] {
    return [...this.#sql.exec(query, ...values)];
  }
}
