/** Numbers of a record: what it is, bytes of its texts, time, sequence, and what else there is. */
export const WIDTH = 7;
/** Records that cross at once, and bytes of their texts. */
const [ROWS, BYTES] = [512, 64 * 1024];
/** Bytes of UTF-8 that a unit of UTF-16 may become. */
const WIDEST = 3;

/** What takes records in: texts one behind the other, and numbers. */
export interface Sink {
  add(texts: Uint8Array, rows: Float64Array): void;
}

/**
 * Records as numbers and bytes: a million objects would take longer to cross than to count. Which texts
 * are alike is found on the other side, whose tables are smaller and give the collector of garbage no work.
 */
export class Columns {
  readonly #encoder = new TextEncoder();
  #texts = new Uint8Array(BYTES);
  #bytes = 0;
  readonly #rows = new Float64Array(ROWS * WIDTH);
  #end = 0;
  /** Until there is a sink. */
  #waiting: Parameters<Sink["add"]>[] = [];
  #sink: Sink | undefined;

  constructor(sink?: Sink) {
    this.#sink = sink;
  }

  /** A record with up to three texts, those of its key first. */
  push(what: number, one: string, two: string, three: string, at: number, seq: number, value: number): void {
    const most = (one.length + two.length + three.length) * WIDEST;
    if (this.#end === this.#rows.length || this.#bytes + most > this.#texts.length) this.#close(most);
    const [rows, end] = [this.#rows, this.#end];
    rows[end] = what;
    rows[end + 1] = this.#put(one);
    rows[end + 2] = this.#put(two);
    rows[end + 3] = this.#put(three);
    rows[end + 4] = at;
    rows[end + 5] = seq;
    rows[end + 6] = value;
    this.#end = end + WIDTH;
  }

  /** Gives a sink all that has come; it is given what comes from now on, too. */
  flow(sink: Sink): void {
    this.#sink = sink;
    for (const [texts, rows] of this.#waiting) sink.add(texts, rows);
    this.#waiting = [];
    this.#close(0);
  }

  /** How many bytes it has. A call of the encoder takes longer than a loop over an id. */
  #put(text: string): number {
    const [texts, start] = [this.#texts, this.#bytes];
    for (let place = 0; place < text.length; place += 1) {
      const unit = text.charCodeAt(place);
      if (unit > 0x7f) return this.#encode(text);
      texts[start + place] = unit;
    }
    this.#bytes = start + text.length;
    return text.length;
  }

  #encode(text: string): number {
    const { written } = this.#encoder.encodeInto(text, this.#texts.subarray(this.#bytes));
    this.#bytes += written;
    return written;
  }

  /** Begins anew, with room for so many bytes. */
  #close(most: number): void {
    const texts = this.#texts.subarray(0, this.#bytes);
    const rows = this.#rows.subarray(0, this.#end);
    if (this.#sink) this.#sink.add(texts, rows);
    else this.#waiting.push([texts.slice(), rows.slice()]);
    if (most > this.#texts.length) this.#texts = new Uint8Array(most);
    this.#bytes = 0;
    this.#end = 0;
  }
}
