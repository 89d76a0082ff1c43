import type { KnownFigure } from "../../analytics-types.js";
import type { Tone } from "../grades.js";
import { place, type Axis } from "./axis.js";
import { canvas, path, point } from "./canvas.js";

/** A figure as a dot on its axis, with its interval as a line. */
export function intervalPlot({ value, low, high }: KnownFigure, axis: Axis, tone: Tone): SVGElement {
  return canvas(`interval-plot ${tone}`,
    path("axis", "M0 50H100"),
    ...zeroOf(axis),
    path("whisker", `M${place(low, axis)} 50H${place(high, axis)}`),
    path("dot", point(place(value, axis), 50)));
}

/** Two figures on one axis, the one that came first as an upright line. */
export function changePlot(before: KnownFigure, after: KnownFigure, axis: Axis, tone: Tone): SVGElement {
  const [from, to] = [place(before.value, axis), place(after.value, axis)];
  return canvas(`interval-plot ${tone}`,
    path("axis", "M0 50H100"),
    path("way", `M${from} 50H${to}`),
    path("was", `M${from} 20V80`),
    path("dot", point(to, 50)));
}

/** A share as a bar, with its interval as a line at its end. */
export function barPlot({ value, low, high }: KnownFigure, axis: Axis, tone: Tone): SVGElement {
  return canvas("interval-plot",
    path(`bar ${tone}`, `M0 50H${place(value, axis)}`),
    path("error", `M${place(low, axis)} 50H${place(high, axis)}`));
}

function zeroOf(axis: Axis): SVGElement[] {
  return axis.zero === undefined ? [] : [path("zero", `M${place(axis.zero, axis)} 0V100`)];
}
