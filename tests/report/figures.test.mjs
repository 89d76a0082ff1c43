// What is drawn is what the tables say, and what the report says: read back out of the drawings.
import assert from "node:assert/strict";
import { test } from "node:test";
import { newContext } from "../contexts.mjs";
import { stage } from "../element/stage.mjs";
import { FULL, shown } from "./reports.mjs";

let page;

async function full(t) {
  page = await shown(await stage(t), await newContext(), FULL, { unfold: true });
}

/** A number as it stands in a table. */
function numberOf(text) {
  assert.match(text, /^[+-]?[\d,]+(\.\d+)?%?$/);
  return Number(text.replaceAll(",", "").replace("%", ""));
}

/** Half of the last digit. */
function rounding(text) {
  const decimals = text.replace("%", "").split(".")[1]?.length ?? 0;
  return 0.5 / 10 ** decimals + 1e-4;
}

function assertDrawn(drawn, text, message) {
  const said = numberOf(text);
  assert(Math.abs(drawn - said) <= rounding(text), `${message}: drawn at ${drawn}, said to be ${text}`);
}

/** The numbers of a path. */
function coordinates(d) {
  return [...d.matchAll(/-?[\d.]+/g)].map(Number);
}

test("in every row a dot is where the value is, and its line from end to end of the interval", async (t) => {
  await full(t);
  const rows = await page.locator("mem0-feedback-report tbody tr:has(.whisker)").evaluateAll((all) =>
    all.map((row) => ({
      label: row.cells[0].textContent,
      axis: [...row.closest("table").querySelectorAll("thead .plot span")].map((end) => end.textContent),
      dot: row.querySelector(".dot").getAttribute("d"),
      whisker: row.querySelector(".whisker").getAttribute("d"),
      value: row.querySelector(".value").textContent,
      interval: row.querySelector("td.interval").textContent,
    })),
  );
  assert(rows.length >= 20, `${rows.length}`);
  for (const { label, axis, dot, whisker, value, interval } of rows) {
    const [from, to] = axis.map(numberOf);
    const at = (x) => from + (x / 100) * (to - from);
    const [low, high] = interval.split(" to ");
    assertDrawn(at(coordinates(dot)[0]), value, label);
    assert.match(dot, /h\.01$/, "WebKit stretches a point of no length");
    assertDrawn(at(coordinates(whisker)[0]), low, label);
    assertDrawn(at(coordinates(whisker)[2]), high, label);
  }
});

test("the parts of the distribution are as wide as the shares in its table", async (t) => {
  await full(t);
  const parts = await page.locator("mem0-feedback-report .distribution-plot .part").evaluateAll((all) => all.map((it) => it.getAttribute("d")));
  const rows = await page.locator("mem0-feedback-report .shares tbody tr").evaluateAll((all) => all.map((row) => row.querySelector(".value").textContent));
  assert.equal(parts.length, 6, "of people, and of judges");
  assert.equal(rows.length, 6);
  let end = 0;
  parts.forEach((d, index) => {
    const [begin, , stop] = coordinates(d);
    if (index === 3) end = 0;
    assert(Math.abs(begin - end) < 0.01, "one after another");
    assertDrawn(stop - begin, rows[index], `part ${index}`);
    end = stop;
  });
});

/** A trend's drawing, and its table. */
function trend(key) {
  return page.locator(`mem0-feedback-report figure.${key}`).evaluate((figure) => ({
    ...Object.fromEntries(["alone", "band", "line", "smooth", "dots", "volumes"].map((name) => [name, figure.querySelector(`.${name}`)?.getAttribute("d") ?? figure.querySelector(`.${name} path`)?.getAttribute("d")])),
    rows: [...figure.querySelectorAll("tbody tr")].map((row) => [...row.cells].map((cell) => cell.textContent)),
  }));
}

for (const key of ["trend", "votes"]) {
  test(`${key}: dots, line and band are what the table says, and nothing is drawn where there are no votes`, async (t) => {
    await full(t);
    const { buckets } = FULL.trend[key === "trend" ? "byTime" : "byVotes"];
    const { alone, band, line, smooth, dots, rows } = await trend(key);
    assert.equal(rows.length, buckets.length);
    const known = rows.filter((cells) => cells.length === 6);
    assert.equal(known.length, buckets.filter(({ positive }) => positive.value !== null).length);
    assert.deepEqual(rows.filter((cells) => cells.length === 3).map((cells) => cells.slice(1)), buckets.filter(({ positive }) => positive.value === null).map(() => ["0", "There are no votes."]));
    const points = (d) => [...d.matchAll(/[ML]([\d.]+) ([\d.]+)/g)].map(([, x, y]) => ({ x: Number(x), share: 100 - Number(y) }));
    const stretches = line.split("M").length - 1;
    const gaps = buckets.filter(({ positive }, index) => positive.value !== null && buckets[index - 1]?.positive.value == null).length;
    assert.equal(stretches, gaps, "a line stops where there are no votes");
    assert.equal(points(line).length, known.length);
    assert.equal(points(dots).length, known.length);
    points(line).forEach(({ share, x }, index) => {
      assertDrawn(share, known[index][2], `${index}`);
      assert.deepEqual(points(dots)[index], { share, x });
      assertDrawn(points(smooth)[index].share, known[index][4], `${index}, smoothed`);
    });
    const smoothed = buckets.filter(({ positive }) => positive.value !== null).map(({ smoothed }) => smoothed);
    known.forEach((cells, index) => {
      const ends = cells[5].split(" to ");
      [smoothed[index].low, smoothed[index].high].forEach((end, side) => assertDrawn(100 * end, ends[side], `${index}, smoothed`));
    });
    // One between two gaps has no width: there the interval is an upright line.
    const uprights = [...alone.matchAll(/M([\d.]+) ([\d.]+)V([\d.]+)/g)].map(([, x, low, high]) => ({ x: Number(x), low: 100 - low, high: 100 - high }));
    assert.equal(uprights.length, key === "trend" ? 1 : 0);
    const edges = band.split("z").filter(Boolean).map(points).flatMap((it) => {
      const lows = it.slice(it.length / 2).reverse();
      return lows.map(({ x, share }, index) => ({ x, low: share, high: it[index].share }));
    });
    const intervals = [...uprights, ...edges].sort((one, other) => one.x - other.x);
    assert.equal(intervals.length, known.length);
    known.forEach(([, , , interval], index) => {
      const [low, high] = interval.split(" to ");
      assertDrawn(intervals[index].low, low, `${index}, low`);
      assertDrawn(intervals[index].high, high, `${index}, high`);
      assert.equal(intervals[index].x, points(line)[index].x);
    });
  });
}

test("in time each dot is at its middle, and bars are as high as there are votes", async (t) => {
  await full(t);
  const { line, volumes, rows } = await trend("trend");
  const { buckets } = FULL.trend.byTime;
  const [from, to] = [buckets[0].from, buckets.at(-1).to];
  const xs = [...line.matchAll(/[ML]([\d.]+) /g)].map(([, x]) => Number(x));
  const middles = buckets.filter(({ positive }) => positive.value !== null).map((it) => (((it.from + it.to) / 2 - from) / (to - from)) * 100);
  xs.forEach((x, index) => assert(Math.abs(x - middles[index]) < 0.01));
  const most = Math.max(...rows.map(([, votes]) => numberOf(votes)));
  const bars = [...volumes.matchAll(/M[\d.]+ 100V([\d.]+)h/g)].map(([, top]) => Math.round(((100 - top) / 100) * most));
  assert.deepEqual(bars, rows.map(([, votes]) => numberOf(votes)).filter(Boolean));
});

test("a day is named as one where there are no others, an hour by its time", async (t) => {
  const { byTime } = FULL.trend;
  const [{ from, ...day }] = byTime.buckets;
  for (const [by, name] of [[86_400_000, "Oct 5"], [3_600_000, "Mon 12 AM"]]) {
    const report = { ...FULL, period: { ...FULL.period, by }, trend: { ...FULL.trend, byTime: { ...byTime, buckets: [{ ...day, from, to: from + by }] } } };
    page = await shown(await stage(t), await newContext(), report);
    assert.equal((await page.locator("mem0-feedback-report figure.trend .ticks").innerText()).replace("\u202f", " "), name);
  }
});

test("bars of reasons, and ways from before to after, end where their numbers are", async (t) => {
  await full(t);
  const reasons = await page.locator("mem0-feedback-report tr:has(.bar)").evaluateAll((all) =>
    all.map((row) => [row.querySelector(".bar").getAttribute("d"), row.querySelector("td.n").textContent, row.querySelector(".error").getAttribute("d"), row.querySelector("td.interval").textContent]));
  assert.equal(reasons.length, FULL.reasons.length);
  for (const [bar, share, error, interval] of reasons) {
    const [low, high] = interval.split(" to ");
    assertDrawn(coordinates(bar)[2], share, "reason");
    assertDrawn(coordinates(error)[0], low, "reason, low");
    assertDrawn(coordinates(error)[2], high, "reason, high");
  }
  const ways = await page.locator("mem0-feedback-report tr:has(.way)").evaluateAll((all) =>
    all.map((row) => [row.querySelector(".was").getAttribute("d"), row.querySelector("td.n").textContent, row.querySelector(".dot").getAttribute("d"), row.querySelector(".value").textContent]));
  assert.equal(ways.length, FULL.mended.each.length);
  for (const [line, was, dot, is] of ways) {
    assertDrawn(coordinates(line)[0], was, "before");
    assertDrawn(coordinates(dot)[0], is, "after");
  }
});

test("a change has a colour only where it can be told from chance, and says of how many votes it is", async (t) => {
  const [one] = FULL.mended.each;
  const change = (value, low, high, before, after) => ({
    ...one,
    before: { ...one.before, n: before },
    after: { ...one.after, n: after },
    difference: { ...one.difference, value, low, high },
  });
  const each = [change(0.3, 0.1, 0.5, 12, 34), change(0.3, -0.1, 0.5, 5, 6), change(-0.3, -0.5, -0.1, 70, 8)];
  page = await shown(await stage(t), await newContext(), { ...FULL, mended: { ...FULL.mended, each } });
  const rows = await page.locator("mem0-feedback-report .changes tbody tr").evaluateAll((all) =>
    all.map((row) => [row.querySelector("svg").getAttribute("class"), row.querySelector(".remark").textContent.split(". ")[1]]));
  assert.deepEqual(rows, [
    ["interval-plot good", "Votes before: 12, after: 34"],
    ["interval-plot plain", "Votes before: 5, after: 6"],
    ["interval-plot bad", "Votes before: 70, after: 8"],
  ]);
});

test("where a trend goes is said with its interval and the number of its steps, reasons with the votes that give any", async (t) => {
  await full(t);
  const says = (name) => page.locator(`mem0-feedback-report section[part~=${name}] .says`).first().innerText();
  const { tau, p } = FULL.trend.byTime;
  const signed = (value) => `${value > 0 ? "+" : ""}${value.toFixed(2)}`;
  const said = `= ${signed(tau.value)}, ${signed(tau.low)} to ${signed(tau.high)}; \u2066p\u00a0=\u00a0${p.toFixed(3)}\u2069; n = ${tau.n})`;
  assert((await says("trend")).endsWith(said), await says("trend"));
  assert((await says("reasons")).startsWith(`Votes with a reason: ${FULL.reasons[0].share.n}. `), await says("reasons"));
});

test("on a phone each number says what it is, and each table whose numbers those are", async (t) => {
  page = await shown(await stage(t), await newContext({ viewport: { width: 320, height: 640 } }), FULL, { unfold: true });
  const section = page.locator("mem0-feedback-report section[part~=satisfaction]");
  for (const name of ["by session", "by user"]) assert(await section.getByRole("columnheader", { name, exact: true }).isVisible(), name);
  const said = await page.locator("mem0-feedback-report td.n").evaluateAll((all) =>
    all.map((it) => getComputedStyle(it, "::before").content.split(" / ")[0].replaceAll(`"`, "")));
  assert.deepEqual(new Set(said), new Set(["n: ", "Share: ", "Votes: ", "Before: "]));
});
