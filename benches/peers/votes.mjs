// Which votes a request carries, whatever form its sender gives to it.
import { gunzipSync } from "node:zlib";

/** The name of a vote, as the pages are given them. */
const VOTE = /^vote-[a-z0-9]+-\d+$/;
const GZIP = Buffer.from([0x1f, 0x8b]);

/** In their order; one that is there twice is named twice. */
export function votesIn(body) {
  return values(text(body)).filter((value) => VOTE.test(value));
}

function text(body) {
  const isPacked = body.subarray(0, 2).equals(GZIP);
  return (isPacked ? gunzipSync(body) : body).toString();
}

/** The texts in a document of JSON, in one for each line, in the fields of a form. */
function values(text) {
  const document = parsed(text);
  if (document !== undefined) return strings(document);
  const lines = text.split("\n").map(parsed);
  if (lines.some((line) => line !== undefined)) return lines.flatMap(strings);
  return [...new URLSearchParams(text).values()].flatMap((value) => strings(parsed(value)));
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function strings(value) {
  if (typeof value === "string") return [value];
  return value && typeof value === "object" ? Object.values(value).flatMap(strings) : [];
}
