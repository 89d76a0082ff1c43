// @ts-check

/**
 * Six weeks that were never lived: what people say of an assistant's memories, drawn by chance of a
 * fixed seed. Two and a half weeks before the end the assistant learns to drop what is out of date, and
 * four of the memories disliked most are mended. Who is unhappy answers twice as often.
 *
 * @typedef {import("mem0-feedback/analytics").AnalyticsRecord} AnalyticsRecord
 * @typedef {import("mem0-feedback").ReasonCode} ReasonCode
 *
 * @typedef {object} Memory
 * @property {string} memoryId
 * @property {string} text
 * @property {number} quality how likely it is to be useful, 0 to 1
 * @property {ReasonCode} flaw what is wrong with it when it is not
 * @property {number} shown how likely a session is to show it
 *
 * @typedef {object} Visitor
 * @property {string} rater
 * @property {boolean} isQuiet hardly ever answers
 * @property {number[]} tastes by memory: how good it has to be, 0 to 1
 */

const DAY = 24 * 60 * 60 * 1000;
const DAYS = 42;
const CHANGE_DAY = 24;
const MEND_DAY = 30;
/** Days without anyone: the assistant was down. */
const DOWN = [12, 13];
const VISITORS = 60;
/** Of those shown, that ask outright, and the answers to that. */
const ASKED = 0.08;
const ANSWERS = { asked: 0.72, happy: 0.15, unhappy: 0.3 };
/** How much of an opinion is the mood of the day. */
const MOOD = 0.2;
/** What the change adds to the quality. */
const GAIN = 0.14;

/** Texts, how good they are, and what is wrong with them. */
const TEXTS = /** @type {[string, number, ReasonCode][]} */ ([
  ["Prefers window seats on long flights", 0.9, "irrelevant"],
  ["Prefers window seats on flights that are long", 0.3, "duplicate"],
  ["Works at a bakery in Lyon", 0.25, "outdated"],
  ["Is allergic to peanuts", 0.95, "someone_else"],
  ["Lives in Porto since May", 0.35, "outdated"],
  ["Takes the tram to the office on weekdays", 0.7, "outdated"],
  ["Drinks oat milk in coffee", 0.85, "irrelevant"],
  ["Has a meeting with Dr. Aalto on Thursday", 0.3, "outdated"],
  ["Likes things to be explained with examples", 0.8, "too_vague"],
  ["Is learning Finnish and has a lesson on Mondays", 0.75, "outdated"],
  ["Owns a blue touring bicycle", 0.65, "irrelevant"],
  ["Wants answers in metric units", 0.92, "irrelevant"],
  ["Dislikes coriander", 0.82, "inaccurate"],
  ["Reads the newspaper in the evening", 0.6, "irrelevant"],
  ["Is called Sam by friends", 0.78, "someone_else"],
  ["Was tired yesterday", 0.2, "unwanted"],
  ["Pays rent on the first of the month", 0.5, "too_personal"],
  ["Plays the cello in an amateur orchestra", 0.83, "irrelevant"],
  ["Plays cello in an amateur orchestra in town", 0.45, "duplicate"],
  ["Has two cats, Miso and Tofu", 0.88, "inaccurate"],
  ["Is interested in many things", 0.28, "too_vague"],
  ["Plans to visit Tromsø in February", 0.7, "outdated"],
  ["Keeps notes in plain text files", 0.8, "irrelevant"],
  ["Said that the project is late", 0.4, "never_said"],
]);
/** What else it remembers, and hardly ever uses. */
const THINGS = ["jazz", "long walks", "crosswords", "green tea", "old maps", "chess", "the sea", "tomatoes", "trains", "quiet hotels"];
const PRAISE = /** @type {ReasonCode[]} */ (["accurate", "relevant", "timely", "right_detail"]);

/**
 * The records of the weeks before a moment, and when the change was.
 *
 * @param {number} now milliseconds since 1970
 */
export function generatedHistory(now) {
  const start = Math.floor(now / DAY) * DAY - DAYS * DAY;
  const chance = chances(20_261_128);
  const memories = [...TEXTS.map((text) => ({ text, shown: 0.2 })), ...THINGS.map((thing) => ({ text: rare(thing), shown: 0.002 }))]
    .map(({ text: [text, quality, flaw], shown }, index) => ({ memoryId: `generated-${index}`, text, quality, flaw, shown }));
  const visitors = Array.from({ length: VISITORS }, (_, index) => {
    return { rater: `visitor-${index}`, isQuiet: chance() < 0.3, tastes: memories.map(() => chance()) };
  });
  const mended = [...memories].sort((one, other) => one.quality - other.quality).slice(0, 4);
  /** @type {AnalyticsRecord[]} */
  const records = memories.map(({ memoryId, text }) => ({ type: "memory", memoryId, text, at: start }));
  for (const { memoryId } of mended) {
    records.push({ type: "memory", memoryId, updatedAt: start + MEND_DAY * DAY, at: start + MEND_DAY * DAY });
  }
  for (let day = 0; day < DAYS; day += 1) {
    if (DOWN.includes(day)) continue;
    for (const visitor of visitors) {
      if (chance() < 0.35) records.push(...visit(memories, mended, start, day, visitor, chance));
    }
  }
  return { records: [...records, ...judged(memories, start, chance)], from: start, change: start + CHANGE_DAY * DAY };
}

/**
 * @param {string} thing
 * @returns {(typeof TEXTS)[number]}
 */
function rare(thing) {
  return [`Likes ${thing}`, 0.6, "irrelevant"];
}

/**
 * A session: memories are shown, some are voted on, and perhaps it is scored.
 *
 * @param {Memory[]} memories
 * @param {Memory[]} mended
 * @param {number} start
 * @param {number} day
 * @param {Visitor} visitor
 * @param {() => number} chance
 * @returns {AnalyticsRecord[]}
 */
function visit(memories, mended, start, day, { rater, isQuiet, tastes }, chance) {
  const session = `${rater}-${day}`;
  const shown = memories.filter((memory) => chance() < memory.shown);
  let at = start + day * DAY + Math.floor(chance() * DAY * 0.9);
  let liked = 0;
  const records = shown.flatMap((memory) => {
    at += 20_000 + Math.floor(chance() * 40_000);
    const isMended = day >= MEND_DAY && mended.includes(memory);
    const taste = (tastes[memories.indexOf(memory)] ?? 0) * (1 - MOOD) + chance() * MOOD;
    const isHappy = taste < (isMended ? 0.85 : memory.quality + (day >= CHANGE_DAY ? GAIN : 0));
    liked += Number(isHappy);
    const asked = chance() < ASKED;
    /** @type {AnalyticsRecord[]} */
    const records = [{ type: "exposure", memoryId: memory.memoryId, rater, session, asked, at }];
    const answers = asked ? ANSWERS.asked : isHappy ? ANSWERS.happy : ANSWERS.unhappy;
    if (chance() < (isQuiet ? answers / 10 : answers)) {
      records.push({ type: "vote", rater, session, at: at + 4000, ...answer(memory, isHappy, chance) });
    }
    return records;
  });
  if (shown.length > 0 && chance() < 0.5) {
    const score = Math.round(1 + 4 * Math.min(1, 0.25 + 0.5 * (liked / shown.length) + 0.4 * chance()));
    records.push({ type: "outcome", rater, session, score, at: at + 60_000 });
  }
  return records;
}

/**
 * @param {Memory} memory
 * @param {boolean} isHappy
 * @param {() => number} chance
 */
function answer({ memoryId, flaw }, isHappy, chance) {
  if (isHappy) {
    const praise = PRAISE[Math.floor(chance() * PRAISE.length)] ?? "accurate";
    return /** @type {const} */ ({ memoryId, feedback: "POSITIVE", reasonCodes: chance() < 0.2 ? [praise] : [] });
  }
  const feedback = chance() < 0.25 ? "VERY_NEGATIVE" : "NEGATIVE";
  return /** @type {const} */ ({ memoryId, feedback, reasonCodes: chance() < 0.6 ? [flaw] : [] });
}

/**
 * An automated judge's votes, one of each memory: near to what it is worth.
 *
 * @param {Memory[]} memories
 * @param {number} start
 * @param {() => number} chance
 * @returns {AnalyticsRecord[]}
 */
function judged(memories, start, chance) {
  return memories.map(({ memoryId, quality }) => {
    const score = quality + (chance() - 0.5) * 0.4;
    const feedback = score > 0.55 ? "POSITIVE" : score > 0.25 ? "NEGATIVE" : "VERY_NEGATIVE";
    return { type: "vote", memoryId, rater: "judge", source: "judge", feedback, at: start + DAYS * DAY };
  });
}

/**
 * Numbers from 0 to 1 that are the same each time (mulberry32).
 *
 * @param {number} seed
 */
function chances(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
