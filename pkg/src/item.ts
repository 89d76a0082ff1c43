import { invalid } from "./errors.js";
import { REASON_CODES } from "./reason-codes.js";

/** A feedback as it crosses into WebAssembly. */
export interface Item {
  readonly memoryId: string;
  /** From best to worst, an index; beyond the worst if there is none. */
  readonly rating: number;
  /** `""` if there is none. */
  readonly reason: string;
  /** A bit for each code. */
  readonly codes: number;
  /** When it was said, for a relay; `""` if that is not known. */
  readonly seq: string;
}

export const RATINGS = ["POSITIVE", "NEGATIVE", "VERY_NEGATIVE"];
const KNOWN = /^(memory(Id|_id)|feedback(Reason|_reason)?|reason(Codes|_codes)|seq|source)$/;

/**
 * Any value in, an item out, or a `ValidationError` that names the field and the value; of a
 * reason only type and length. `path` stands before the field's name.
 */
export function check(input: unknown, path = ""): Item {
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    throw invalid(`${path.slice(0, -1) || "feedback()"} takes an object, {memoryId, feedback}; got ${shown(input)}`);
  }
  const fields = input as Record<string, unknown>;
  const memoryId = either(fields, path, "memoryId", "memory_id");
  if (typeof memoryId !== "string" || !memoryId.trim()) {
    throw invalid(`${path}memoryId is ${shown(memoryId)}: pass the id of the memory, a string`);
  }
  const { feedback } = fields;
  if (feedback === undefined) {
    const stranger = Object.keys(fields).find((key) => !KNOWN.test(key));
    if (stranger !== undefined) {
      throw invalid(
        `${path}${stranger} is no field of a feedback, and without feedback what is stored is removed: ` +
          `pass feedback: "POSITIVE", "NEGATIVE", "VERY_NEGATIVE" or null`,
      );
    }
  }
  return {
    memoryId,
    rating: ratingIn(feedback, path) ?? RATINGS.length,
    reason: reasonIn(fields, path),
    codes: codesIn(fields, path),
    seq: sequenceIn(fields, path),
  };
}

/** An index into the ratings, from best to worst. */
export function ratingIn(feedback: unknown, path: string): number | null {
  if (feedback == null) return null;
  const rating = typeof feedback === "string" ? RATINGS.indexOf(feedback.toUpperCase()) : -1;
  if (rating < 0) {
    throw invalid(`${path}feedback is ${shown(feedback)}: use "POSITIVE", "NEGATIVE", "VERY_NEGATIVE" or null`);
  }
  return rating;
}

function reasonIn(fields: Record<string, unknown>, path: string): string {
  const reason = either(fields, path, "feedbackReason", "feedback_reason", secret);
  if (reason != null && typeof reason !== "string") {
    throw invalid(`${path}feedbackReason is ${secret(reason)}: pass a string or null`);
  }
  return reason || "";
}

function codesIn(fields: Record<string, unknown>, path: string): number {
  const codes = either(fields, path, "reasonCodes", "reason_codes") ?? [];
  if (!Array.isArray(codes)) {
    throw invalid(`${path}reasonCodes is ${shown(codes)}: pass an array of codes`);
  }
  return codes.reduce((bits: number, code) => {
    const index = REASON_CODES.indexOf(code);
    if (index < 0) {
      throw invalid(`${path}reasonCodes has ${shown(code)}: use ${REASON_CODES.join(", ")}`);
    }
    return bits | (1 << index);
  }, 0);
}

function sequenceIn({ seq = "" }: Record<string, unknown>, path: string): string {
  if (typeof seq === "string") return seq;
  throw invalid(`${path}seq is ${shown(seq)}: pass a string`);
}

/** The field in whichever spelling; both may be there if they agree. */
function either(fields: Record<string, unknown>, path: string, camel: string, snake: string, show = shown): unknown {
  const value = fields[camel];
  const other = fields[snake];
  if (value !== undefined && other !== undefined && !isSame(value, other)) {
    throw invalid(`${path}${camel} is ${show(value)} but ${snake} is ${show(other)}: pass one of them`);
  }
  return value === undefined ? other : value;
}

function isSame(one: unknown, other: unknown): boolean {
  const [text, otherText] = [one, other].map((value) => (Array.isArray(value) ? value.join() : value));
  // Of a reason, "" and null say the same.
  return (text || null) === (otherText || null);
}

/** A value for an error message; of an object only that it is one, since a reason or a key may be inside. */
export function shown(value: unknown): string {
  if (value === undefined) return "missing";
  if (value !== null && /object|function|symbol/.test(typeof value)) return secret(value);
  const text = typeof value === "string" ? JSON.stringify(value) : `${value}`;
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

/** Type and length alone, of what must not be seen in a log. */
export function secret(value: unknown): string {
  if (typeof value === "string") return `a string of ${value.length} characters`;
  if (value == null) return value === null ? "null" : "missing";
  const type = Array.isArray(value) ? "array" : typeof value;
  return `${/^[ao]/.test(type) ? "an" : "a"} ${type}`;
}
