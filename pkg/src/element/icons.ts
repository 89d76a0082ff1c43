import { make } from "./make.js";

const THUMB =
  "M7 10.5v9H4.5v-9zl4-7.2a2.1 2.1 0 0 1 2.3 2.2l-.6 4h5.1a2 2 0 0 1 2 2.4l-1.1 5.6a2.5 2.5 0 0 1-2.4 2H7";
const NEVER = "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M6 6l12 12";

/** The icon of a grade, on a field of 24 by 24. The button around it has the name, and hides what is in it. */
export function iconOf(grade: string): SVGElement {
  const outline = make("path", { d: grade === "VERY_NEGATIVE" ? NEVER : THUMB });
  return make<SVGElement>("svg", { viewBox: "0 0 24 24" }, outline);
}
