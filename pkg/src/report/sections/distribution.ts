import type { AnalyticsReport } from "../../analytics-report.js";
import type { Distribution } from "../../analytics-types.js";
import { iconOf } from "../../element/icons.js";
import { make } from "../../element/make.js";
import { TONES } from "../grades.js";
import { NET } from "../plots/axis.js";
import { distributionPlot } from "../plots/distribution.js";
import { figure, remarkOf, section } from "../section.js";
import { figureHead, figureRow, table } from "../table.js";
import { fill, type Words } from "../words.js";
import { saying } from "./figures.js";

/** How votes are spread over the grades: people's, and those of judges and metrics where there are any. */
export function distributionSection(report: AnalyticsReport, words: Words): HTMLElement {
  const { title, says, none, key, net, netOf, people, judge, metric } = words.texts.distribution;
  const { distribution, automated } = report;
  const [positive] = distribution.shares;
  const sentence = !positive ? none : saying(words, positive.share, none, ({ value, low, high }) =>
    fill(says, { share: words.percent(value), low: words.percent(low), high: words.percent(high) }));
  const others = ([[judge, automated.judge], [metric, automated.metric]] as const).filter(([, { n }]) => n > 0);
  const all = [[people, distribution], ...others] as const;
  const drawing = make("div", { class: "spread", "aria-hidden": "true" },
    ...(distribution.n ? [labels(distribution, words), distributionPlot(distribution)] : []),
    ...others.map(([name, it]) => make("div", { class: "other" }, make("span", {}, `${name} (${words.texts.n} = ${words.count(it.n)})`), distributionPlot(it))));
  const nets = table("figures", net, figureHead(words, net, NET, words.count),
    all.map(([name, it], index) => figureRow(words, index ? name : [name, remarkOf(netOf)], it.net, NET, words.signed)));
  const numbers = make("div", {}, ...all.map(([name, it]) => sharesTable(name, it, words)));
  const drawn = distribution.n || others.length ? [figure(words, "distribution", key, drawing, numbers)] : [];
  const made = section("distribution", title, sentence, ...drawn, nets);
  if (positive?.share.value != null) made.firstElementChild!.prepend(headline(words.percent(positive.share.value)));
  return made;
}

function headline(share: string): HTMLElement {
  return make("p", { class: "headline", part: "headline", "aria-hidden": "true" }, share);
}

/** Beside their parts as far as there is room: an icon, a name, a share. */
function labels({ shares }: Distribution, words: Words): HTMLElement {
  return make("div", { class: "grades" }, ...shares.map(({ feedback, share }) => {
    const made = make("div", { class: `grade ${TONES[feedback]}` },
      make("span", { class: "name" }, make("span", { "aria-hidden": "true" }, iconOf(feedback)), words.votes[feedback]),
      make("strong", {}, words.percent(share.value ?? 0)));
    made.style.setProperty("flex-grow", `${share.value ?? 0}`);
    return made;
  }));
}

function sharesTable(name: string, { shares }: Distribution, words: Words): HTMLElement {
  const { texts } = words;
  const head = [
    { name: "label", content: name },
    { name: "number", content: texts.votes },
    { name: "number", content: texts.part },
    { name: "interval", content: texts.interval },
  ];
  const rows = shares.map(({ feedback, count, share }) => [
    { name: "label", content: words.votes[feedback] },
    { name: "number", content: words.count(count) },
    ...(share.value === null
      ? [{ name: "none", content: words.why(share), span: 2 }]
      : [{ name: "number value", content: words.share(share.value) }, { name: "interval", content: words.interval(share, words.share) }]),
  ]);
  return table("shares", name, head, rows);
}
