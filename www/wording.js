// @ts-check

/** @param {import("mem0-feedback").Feedback | null} feedback */
export function saying(feedback) {
  if (feedback === null) return "Taken back";
  return { POSITIVE: "Useful", NEGATIVE: "Not useful", VERY_NEGATIVE: "Not useful at all" }[feedback];
}

/**
 * The beginning of a memory, for the name of a control.
 *
 * @param {string} text
 */
export function brief(text) {
  if (text.length <= 48) return text;
  const cut = text.slice(0, 47);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), 24))}…`;
}

/** @param {string} iso a date */
export function monthOf(iso) {
  return new Intl.DateTimeFormat("en", { month: "short", year: "numeric", timeZone: "UTC" }).format(new Date(iso));
}

/** @param {number} ms since 1970 */
export function timeOf(ms) {
  return new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" }).format(ms);
}

/** @param {number} ms */
export function span(ms) {
  if (ms >= 60_000) return `${Math.round(ms / 60_000)} min`;
  if (ms >= 1000) return `${(ms / 1000).toFixed(1)} s`;
  return ms < 1 ? "under 1 ms" : `${Math.round(ms)} ms`;
}
