import type { Figure } from "../analytics-types.js";
import { make } from "../element/make.js";
import type { Tone } from "./grades.js";
import type { Axis } from "./plots/axis.js";
import { intervalPlot } from "./plots/interval.js";
import type { Say, Words } from "./words.js";

/** A cell: what it is, by its class, and what is in it. */
export interface Cell {
  readonly name: string;
  readonly content: Node | string | (Node | string)[];
  /** What a number is of, said before it where there is no head. */
  readonly of?: string;
  /** Columns that it takes. */
  readonly span?: number;
}

/** A row, named by its first cell. */
export type Row = readonly Cell[];

/** Rows, or groups of rows under names of their own. */
export interface Group {
  readonly name?: string;
  readonly rows: readonly Row[];
}

/** A table. Roles are said outright: on narrow screens rows are laid out as grids, which hides them in some browsers. */
export function table(name: string, label: string, head: Row, ...groups: Group[]): HTMLTableElement {
  const columns = head.reduce((sum, { span = 1 }) => sum + span, 0);
  const bodies = groups.map(({ name, rows }) =>
    make("tbody", { role: "rowgroup" },
      ...(name ? [make("tr", { role: "row", class: "name" }, cell("th", { name: "group", content: name, span: columns }, "rowheader", "rowgroup"))] : []),
      ...rows.map((row) => make("tr", { role: "row" }, ...row.map((it, index) => (index ? cell("td", it, "cell") : cell("th", it, "rowheader", "row")))))));
  const heads = make("tr", { role: "row" }, ...head.map((it) => cell("th", it, "columnheader", "col")));
  return make<HTMLTableElement>("table", { class: name, part: "table", role: "table", "aria-label": label }, make("thead", { role: "rowgroup" }, heads), ...bodies);
}

function cell(tag: string, { name, content, of, span }: Cell, role: string, scope?: string): HTMLElement {
  const attributes = { class: name, role, ...(scope && { scope }), ...(of && { "data-of": of }), ...(span && { colspan: `${span}` }) };
  return make(tag, attributes, ...[content].flat());
}

/** The heads of a table of figures that share an axis. */
export function figureHead({ texts }: Words, first: string, axis: Axis, say: Say): Row {
  return [
    { name: "label", content: first },
    { name: "plot", content: [make("span", {}, say(axis.from)), make("span", {}, say(axis.to))] },
    { name: "number", content: texts.value },
    { name: "interval", content: texts.interval },
    { name: "number n", content: texts.n },
  ];
}

/** A figure as a row: its name, where it is, and its numbers; or why it has none. */
export function figureRow(words: Words, label: Cell["content"], figure: Figure, axis: Axis, say: Say, tone: Tone = "plain"): Row {
  const n = { name: "number n", content: words.count(figure.n), of: `${words.texts.n} =` };
  const name = { name: "label", content: label };
  if (figure.value === null) return [name, { name: "none", content: words.why(figure), span: 3 }, n];
  return [
    name,
    { name: "plot", content: intervalPlot(figure, axis, tone) },
    { name: "number value", content: say(figure.value) },
    { name: "interval", content: words.interval(figure, say) },
    n,
  ];
}
