import type { AnalyticsRecord, AnalyticsSnapshot, MemoryRecord, Source, VoteRecord } from "../analytics-types.js";
import { invalid } from "../errors.js";
import { RATINGS, ratingIn, secret, shown } from "../item.js";
import { REASON_CODES, type ReasonCode } from "../reason-codes.js";
import type { Feedback } from "../types.js";
import { WIDTH, type Columns } from "./columns.js";

/** What takes records in. */
type Target = Pick<Columns, "push">;

const SOURCES: Source[] = ["human", "judge", "metric"];
/** Kinds of rows, as in Rust; a record of a memory has a row for each field. */
const [EXPOSURE, VOTE, OUTCOME, TEXT, UPDATED, DELETED] = [0, 1, 2, 3, 4, 5];
/** Where the parts of a row's first number begin, in bits. */
const [SOURCE_AT, RATING_AT, ASKED_AT, CODES_AT] = [3, 5, 7, 8];
/** Takes in nothing. */
const nowhere: Target = { push() {} };

/** Any value in, rows out, or a `ValidationError` that names the field. `path` stands before its name. */
export function record(input: AnalyticsRecord, to: Target, path = ""): void {
  const fields: unknown = input;
  if (typeof fields !== "object" || fields === null) {
    throw invalid(`${path.slice(0, -1) || "record()"} takes an object, {type, …}; got ${shown(fields)}`);
  }
  const [at, seq] = [input.at, input.seq ?? 0];
  whole(at, "at", path);
  whole(seq, "seq", path);
  if (input.type === "memory") return memory(input, to, at, seq, path);
  const { rater = "", session = "" } = input;
  text(rater, "rater", path);
  text(session, "session", path);
  switch (input.type) {
    case "exposure": {
      const { asked = false } = input;
      if (typeof asked !== "boolean") throw wrong(path, "asked", asked, "true or false");
      return to.push(EXPOSURE! | (Number(asked) << ASKED_AT!), id(input, path), rater, session, at, seq, 0);
    }
    case "vote":
      return to.push(VOTE! | voteIn(input, path), id(input, path), rater, session, at, seq, 0);
    case "outcome": {
      if (!Number.isFinite(input.score)) throw wrong(path, "score", input.score, "a number");
      return to.push(OUTCOME!, "", rater, session, at, seq, input.score);
    }
    default:
      throw wrong(path, "type", (input as { type?: unknown }).type, `"exposure", "vote", "outcome" or "memory"`);
  }
}

function voteIn({ source = "human", feedback, reasonCodes }: VoteRecord, path: string): number {
  if (feedback === undefined) throw wrong(path, "feedback", feedback, `"POSITIVE", "NEGATIVE", "VERY_NEGATIVE" or null`);
  const place = SOURCES.indexOf(source);
  if (place < 0) throw wrong(path, "source", source, SOURCES.map(shown).join(", "));
  const rating = ratingIn(feedback, path) ?? RATINGS.length;
  return (place << SOURCE_AT!) | (rating << RATING_AT!) | (codesIn(reasonCodes, path) << CODES_AT!);
}

function codesIn(codes: readonly ReasonCode[] | null | undefined, path: string): number {
  if (codes == null) return 0;
  if (!Array.isArray(codes)) throw wrong(path, "reasonCodes", codes, "an array of codes");
  return codes.reduce((bits: number, code: ReasonCode) => {
    const place = REASON_CODES.indexOf(code);
    if (place < 0) throw wrong(path, "reasonCodes", code, REASON_CODES.join(", "));
    return bits | (1 << place);
  }, 0);
}

function memory(input: MemoryRecord, to: Target, at: number, seq: number, path: string): void {
  const memoryId = id(input, path);
  const { text: says, updatedAt, deletedAt } = input;
  if (says !== undefined && typeof says !== "string") {
    throw invalid(`${path}text is ${secret(says)}: pass what the memory says, a string`);
  }
  if (updatedAt !== undefined) whole(updatedAt, "updatedAt", path);
  if (deletedAt != null) whole(deletedAt, "deletedAt", path);
  const push = (kind: number, says: string, value: number) => to.push(kind, memoryId, says, "", at, seq, value);
  if (says !== undefined) push(TEXT!, says, 0);
  if (updatedAt !== undefined) push(UPDATED!, "", updatedAt);
  if (deletedAt !== undefined) push(DELETED!, "", deletedAt ?? -1);
}

function id({ memoryId }: { memoryId: unknown }, path: string): string {
  if (typeof memoryId !== "string" || !memoryId.trim()) throw wrong(path, "memoryId", memoryId, "the id of the memory, a string");
  return memoryId;
}

function text(value: unknown, field: string, path: string): void {
  if (typeof value !== "string") throw wrong(path, field, value, "a string");
}

function whole(value: unknown, field: string, path: string): asserts value is number {
  if (!Number.isSafeInteger(value) || (value as number) < 0) {
    throw wrong(path, field, value, field === "seq" ? "a whole number" : "milliseconds since 1970, a whole number");
  }
}

function wrong(path: string, field: string, value: unknown, want: string): Error {
  return invalid(`${path}${field} is ${shown(value)}: pass ${want}`);
}

/** Checks all of a snapshot, so that nothing is taken in of one that is wrong. */
export function checkSnapshot(snapshot: AnalyticsSnapshot): AnalyticsRecord[] {
  const { version, records } = snapshot ?? {};
  if (version !== 1) throw wrong("", "version", version, "a snapshot of version 1");
  if (!Array.isArray(records)) throw wrong("", "records", records, "an array of records");
  records.forEach((one, place) => record(one, nowhere, `records[${place}].`));
  return records;
}

/** The records in rows that WebAssembly has put in order. */
export function recordsIn(rows: Float64Array, texts: string[]): AnalyticsRecord[] {
  const records: AnalyticsRecord[] = [];
  const textAt = (place: number) => texts[rows[place]!]!;
  for (let row = 0; row < rows.length; row += WIDTH) {
    const what = rows[row]!;
    const memoryId = textAt(row + 1);
    const whose = { rater: textAt(row + 2), session: textAt(row + 3) };
    const when = { at: rows[row + 4]!, seq: rows[row + 5]! };
    const value = rows[row + 6]!;
    switch (what & 7) {
      case EXPOSURE:
        records.push({ type: "exposure", memoryId, ...whose, asked: Boolean((what >> ASKED_AT!) & 1), ...when });
        break;
      case VOTE: {
        const source = SOURCES[(what >> SOURCE_AT!) & 3]!;
        const feedback = (RATINGS[(what >> RATING_AT!) & 3] ?? null) as Feedback | null;
        const reasonCodes = REASON_CODES.filter((_, place) => (what >> CODES_AT!) & (1 << place));
        records.push({ type: "vote", memoryId, ...whose, source, feedback, reasonCodes, ...when });
        break;
      }
      case OUTCOME:
        records.push({ type: "outcome", ...whose, score: value, ...when });
        break;
      case TEXT:
        records.push({ type: "memory", memoryId, text: whose.rater, ...when });
        break;
      case UPDATED:
        records.push({ type: "memory", memoryId, updatedAt: value, ...when });
        break;
      default:
        records.push({ type: "memory", memoryId, deletedAt: value < 0 ? null : value, ...when });
    }
  }
  return records;
}
