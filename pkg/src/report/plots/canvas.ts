import { make } from "../../element/make.js";

/**
 * A field of 100 by 100 that takes whatever room there is; lines keep their width, and a point, which
 * is a short line with round ends, its shape. The figure's words say what it shows.
 */
export function canvas(name: string, ...paths: SVGElement[]): SVGElement {
  return make<SVGElement>("svg", { class: name, viewBox: "0 0 100 100", preserveAspectRatio: "none", "aria-hidden": "true" }, ...paths);
}

/** A point. Not of no length: WebKit stretches the ends of such a line with the field. */
export function point(x: number, y: number): string {
  return `M${x} ${y}h.01`;
}

/** A mark: what it is by its class, and where it is. */
export function path(name: string, d: string): SVGElement {
  return make<SVGElement>("path", { class: name, d });
}
