// @ts-check

/** @typedef {import("mem0-feedback").ReasonCode} ReasonCode */

/** What each thumb says, from best to worst. */
export const THUMBS = /** @type {const} */ ([
  { rating: "POSITIVE", says: "Useful", icon: "up" },
  { rating: "NEGATIVE", says: "Not useful", icon: "down" },
  { rating: "VERY_NEGATIVE", says: "Not useful at all", icon: "never" },
]);

/** @param {import("mem0-feedback").Feedback | null} rating */
export function saying(rating) {
  return THUMBS.find((thumb) => thumb.rating === rating)?.says ?? "No vote";
}

/** Reasons on offer for a thumb up: a few, since a choice of fifteen is none. */
export const PRAISE = /** @type {Partial<Record<ReasonCode, string>>} */ ({
  accurate: "Accurate",
  timely: "At the right moment",
  relevant: "Relevant here",
  right_detail: "Right amount of detail",
});

/** Reasons on offer for a thumb down. */
export const COMPLAINTS = /** @type {Partial<Record<ReasonCode, string>>} */ ({
  outdated: "Out of date",
  inaccurate: "Not true",
  irrelevant: "Irrelevant here",
  duplicate: "Said twice",
  too_personal: "Too personal",
  unwanted: "Should not be kept",
});

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
