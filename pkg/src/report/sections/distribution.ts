import type { AnalyticsReport, Distribution } from "../../analytics-types.js";
import { iconOf } from "../../element/icons.js";
import { make } from "../../element/make.js";
import { TONES } from "../grades.js";
import { NET } from "../plots/axis.js";
import { distributionPlot } from "../plots/distribution.js";
import { figure, remarkOf, section } from "../section.js";
import { figureHead, figureRow, table, type Group } from "../table.js";
import { fill, type Words } from "../words.js";

/** How votes are spread over the grades: people's, and those of judges and metrics where there are any. */
export function distributionSection(report: AnalyticsReport, words: Words): HTMLElement {
  const { title, says, none, key, net, netOf, people, judge, metric } = words.texts.distribution;
  const { distribution, automated } = report;
  const [positive] = distribution.shares;
  const known = positive?.share.value == null ? undefined : positive.share;
  const sentence = known
    ? fill(says, { share: words.percent(known.value), low: words.percent(known.low), high: words.percent(known.high) })
    : `${none} ${words.texts.why.no_votes}`;
  const others = ([[judge, automated.judge], [metric, automated.metric]] as const).filter(([, { n }]) => n > 0);
  const all = [[people, distribution], ...others] as const;
  const drawing = make("div", { class: "spread", "aria-hidden": "true" },
    ...(distribution.n ? [labels(distribution, words), distributionPlot(distribution)] : []),
    ...others.map(([name, it]) => make("div", { class: "other" }, make("span", {}, `${name} (${words.texts.n} = ${words.count(it.n)})`), distributionPlot(it))));
  const nets = table("figures", net, figureHead(words, words.texts.figure, NET, words.count), {
    rows: all.map(([name, it], index) => figureRow(words, index ? `${net}: ${name}` : [net, remarkOf(netOf)], it.net, NET, words.signed)),
  });
  const heading = make("p", { class: "headline", part: "headline", "aria-hidden": "true" }, known ? words.percent(known.value) : "–");
  const made = section("distribution", title, sentence, figure(words, "distribution", key, drawing, sharesTable(title, all, words)), nets);
  made.firstElementChild!.prepend(heading);
  return made;
}

/** Beside their parts as far as there is room: an icon, a name, a share. */
function labels({ shares }: Distribution, words: Words): HTMLElement {
  return make("div", { class: "grades" }, ...shares.map(({ feedback, share }) => {
    const made = make("div", { class: `grade ${TONES[feedback]}` },
      make("span", { class: "name" }, iconOf(feedback), words.votes[feedback]),
      make("strong", {}, words.percent(share.value ?? 0)));
    made.style.setProperty("flex-grow", `${share.value ?? 0}`);
    return made;
  }));
}

function sharesTable(title: string, all: readonly (readonly [string, Distribution])[], words: Words): HTMLElement {
  const { texts, count, share: say, interval } = words;
  const head = [
    { name: "label", content: texts.grade },
    { name: "number", content: texts.votes },
    { name: "number", content: texts.part },
    { name: "interval", content: texts.interval },
  ];
  const groups: Group[] = all.map(([name, { shares }]) => ({
    ...(all.length > 1 && { name }),
    rows: shares.map(({ feedback, count: votes, share }) => [
      { name: "label", content: words.votes[feedback] },
      { name: "number", content: count(votes) },
      ...(share.value === null
        ? [{ name: "none", content: words.why(share), span: 2 }]
        : [{ name: "number value", content: say(share.value) }, { name: "interval", content: interval.call(words, share, say) }]),
    ]),
  }));
  return table("shares", title, head, ...groups);
}
