const GRADES = ["POSITIVE", "POSITIVE", "POSITIVE", "NEGATIVE", "VERY_NEGATIVE"];
const CODES = ["outdated", "inaccurate", "timely"];
const TEXTS = ["Prefers window seats on long flights", "Prefers window seats on flights", "Works at a bakery in Lyon"];
const START = Date.UTC(2026, 9, 5);
const DAY = 24 * 60 * 60 * 1000;

/** xorshift32: numbers from 0 to 1, the same each time. */
export function luck(seed) {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** So many records of some weeks, drawn by chance: most are exposures, a third are votes on what was shown. */
export function history(seed, count, weeks = 6) {
  const next = luck(seed);
  const below = (n) => Math.floor(next() * n);
  const [memories, raters] = [Math.ceil(count / 25), Math.ceil(count / 40)];
  const shown = [];
  /** An exposure, rather one that was asked about. */
  const seen = () => {
    const some = Array.from({ length: 4 }, () => shown[below(shown.length)]);
    return some.find((exposure) => exposure?.asked) ?? some[0];
  };
  return Array.from({ length: count }, () => {
    const kind = next();
    const memoryId = `memory-${below(memories)}`;
    const rater = `rater-${below(raters)}`;
    const session = `${rater}-${below(4)}`;
    const at = START + below(weeks * 7 * DAY);
    if (kind < 0.6) {
      const exposure = { type: "exposure", memoryId, rater, session, asked: next() < 0.1, at, seq: 0 };
      shown.push(exposure);
      return exposure;
    }
    if (kind < 0.93) {
      const source = next() < 0.1 ? "judge" : "human";
      const feedback = next() < 0.03 ? null : GRADES[below(GRADES.length)];
      const reasonCodes = next() < 0.2 ? [CODES[below(CODES.length)]] : [];
      const on = next() < 0.8 ? seen() : undefined;
      const whose = { memoryId: on?.memoryId ?? memoryId, rater: on?.rater ?? rater, session: on?.session ?? session };
      return { type: "vote", ...whose, source, feedback, reasonCodes, at: on ? on.at + below(60_000) : at, seq: below(3) };
    }
    if (kind < 0.97) return { type: "outcome", rater, session: next() < 0.9 ? session : "", score: 1 + below(5), at, seq: 0 };
    const field = next();
    if (field < 0.6) return { type: "memory", memoryId, text: `${TEXTS[below(3)]} ${below(9)}`, at, seq: 0 };
    if (field < 0.9) return { type: "memory", memoryId, updatedAt: at, at, seq: 0 };
    return { type: "memory", memoryId, deletedAt: next() < 0.5 ? at : null, at, seq: 0 };
  });
}
