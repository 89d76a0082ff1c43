/** Numbers of a record: what it is, memory, rater, session, time, sequence, and what else there is. */
export const WIDTH = 7;
/** Records that cross at once. */
const ROWS = 4096;

/** Records on their way into WebAssembly, with the texts that are new in them. */
export interface Batch {
  texts: string;
  /** Of each text, in UTF-16. */
  lengths: Uint32Array;
  rows: Float64Array;
}

/** Records as numbers: a million objects would take longer to cross than to count. */
export class Columns {
  readonly #numbers = new Map<string, number>();
  #fresh: string[] = [];
  #rows = new Float64Array(ROWS * WIDTH);
  #end = 0;
  #full: Batch[] = [];

  /** The number of a text, the same each time. */
  number(text: string): number {
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(text, number);
      this.#fresh.push(text);
    }
    return number;
  }

  push(what: number, memory: string, rater: string, session: string, at: number, seq: number, value: number): void {
    const [rows, end] = [this.#rows, this.#end];
    rows[end] = what;
    rows[end + 1] = this.number(memory);
    rows[end + 2] = this.number(rater);
    rows[end + 3] = this.number(session);
    rows[end + 4] = at;
    rows[end + 5] = seq;
    rows[end + 6] = value;
    this.#end = end + WIDTH;
    if (this.#end === rows.length) this.#close();
  }

  /** What was recorded since the last call. */
  take(): Batch[] {
    if (this.#end) this.#close();
    const batches = this.#full;
    this.#full = [];
    return batches;
  }

  #close(): void {
    this.#full.push({
      texts: this.#fresh.join(""),
      lengths: Uint32Array.from(this.#fresh, (text) => text.length),
      rows: this.#rows.slice(0, this.#end),
    });
    this.#fresh = [];
    this.#end = 0;
  }
}
