// @ts-check

const SVG = "http://www.w3.org/2000/svg";

const THUMB =
  "M7 10.5v9M7 10.5H4.5v9H7m0-9 4-7.2a2.1 2.1 0 0 1 2.3 2.2l-.6 4h5.1a2 2 0 0 1 2 2.4l-1.1 5.6a2.5 2.5 0 0 1-2.4 2H7";

/** Outlines on a field of 24 by 24. */
const OUTLINES = {
  up: [THUMB],
  down: [THUMB],
  never: ["M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17", "M6 6l12 12"],
};

/**
 * @param {keyof typeof OUTLINES} name
 * @returns {SVGSVGElement} hidden from screen readers: the button around it has the name
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("icon", name);
  for (const outline of OUTLINES[name]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", outline);
    svg.append(path);
  }
  return svg;
}
