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
  /** Columns that it takes. */
  readonly span?: number;
}

/** A row, named by its first cell. */
export type Row = readonly Cell[];

/** A table. Roles are said outright: on narrow screens rows are laid out as grids, which hides them in some browsers. */
export function table(name: string, label: string, head: Row, rows: readonly Row[]): HTMLTableElement {
  const row = (cells: Iterable<HTMLElement>) => make("tr", { role: "row" }, ...cells);
  const heads = row(head.map((it) => cell("th", it, { role: "columnheader", scope: "col" })));
  const body = rows.map((cells) => {
    let column = 0;
    return row(cells.map((it) => {
      const first = column === 0;
      const attributes = first ? { role: "rowheader", scope: "row" } : { role: "cell", "data-of": of(head[column]) };
      column += it.span ?? 1;
      return cell(first ? "th" : "td", it, attributes);
    }));
  });
  return make<HTMLTableElement>("table", { class: name, part: "table", role: "table", "aria-label": label },
    make("thead", { role: "rowgroup" }, heads), make("tbody", { role: "rowgroup" }, ...body));
}

function cell(tag: string, { name, content, span }: Cell, attributes: Record<string, string>): HTMLElement {
  return make(tag, { class: name, ...attributes, ...(span && { colspan: `${span}` }) }, ...[content].flat());
}

/** What a column's head says: it stands before each number where heads have no room. */
function of(head: Cell | undefined): string {
  return typeof head?.content === "string" ? head.content : "";
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
  const n = { name: "number n", content: words.count(figure.n) };
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
