// The heart of the report in plain JavaScript, as one would write it: the last votes, the three rates,
// the distribution, the trend by days and the memory that most needs mending.
const DAY = 24 * 60 * 60 * 1000;
const Z = 1.959963984540054;

function wilson(count, n) {
  const p = count / n;
  const middle = (p + (Z * Z) / (2 * n)) / (1 + (Z * Z) / n);
  const reach = (Z * Math.sqrt((p * (1 - p)) / n + (Z * Z) / (4 * n * n))) / (1 + (Z * Z) / n);
  return [Math.max(0, middle - reach), Math.min(1, middle + reach)];
}

const isLater = (one, two) => !two || one.at > two.at || (one.at === two.at && one.seq >= two.seq);

function keep(map, key, record) {
  if (isLater(record, map.get(key))) map.set(key, record);
}

/** Response, coverage, participation, a count for each grade, days, and the highest bound of disapproval. */
export function summary(records) {
  const [exposures, votes, deleted, memories] = [new Map(), new Map(), new Map(), new Set()];
  const graded = new Set();
  const answers = new Map();
  for (const record of records) {
    const { type, memoryId, rater, session } = record;
    if (memoryId) memories.add(memoryId);
    if (type === "exposure") keep(exposures, `${memoryId}\n${rater}\n${session}`, record);
    if (type === "memory" && record.deletedAt !== undefined) keep(deleted, memoryId, record);
    if (type !== "vote" || record.source === "judge") continue;
    keep(votes, `${memoryId}\n${rater}`, record);
    keep(answers, `${memoryId}\n${rater}\n${session}`, record);
    if (record.feedback) graded.add(memoryId);
  }
  let answered = 0;
  for (const key of exposures.keys()) if (answers.get(key)?.feedback) answered += 1;
  const live = [...memories].filter((memoryId) => deleted.get(memoryId)?.deletedAt == null);
  const standing = [...votes.values()].filter(({ feedback }) => feedback);
  const exposed = new Set([...exposures.values()].map(({ rater }) => rater));
  const voters = new Set(standing.map(({ rater }) => rater));
  const counts = { POSITIVE: 0, NEGATIVE: 0, VERY_NEGATIVE: 0 };
  const [days, tallies] = [new Map(), new Map()];
  for (const { memoryId, feedback, at } of standing) {
    counts[feedback] += 1;
    const day = Math.floor(at / DAY);
    const isPositive = Number(feedback === "POSITIVE");
    const [good, all] = days.get(day) ?? [0, 0];
    days.set(day, [good + isPositive, all + 1]);
    const tally = tallies.get(memoryId) ?? [0, 0];
    tallies.set(memoryId, [tally[0] + 1 - isPositive, tally[1] + 1]);
  }
  const trend = [...days].sort(([one], [two]) => one - two).map(([day, [good, all]]) => [day, wilson(good, all)]);
  const isLive = new Set(live);
  const toMend = [...tallies]
    .filter(([memoryId, [bad]]) => bad && isLive.has(memoryId))
    .map(([memoryId, [bad, all]]) => [memoryId, wilson(bad, all)[0]])
    .sort((one, two) => two[1] - one[1])
    .slice(0, 20);
  return [
    answered / exposures.size,
    live.filter((memoryId) => graded.has(memoryId)).length / live.length,
    [...exposed].filter((rater) => voters.has(rater)).length / exposed.size,
    ...Object.values(counts),
    trend.at(-1)[0] - trend[0][0] + 1,
    toMend[0][1],
  ];
}
