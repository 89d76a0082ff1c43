import type { Distribution } from "../../analytics-types.js";
import { TONES } from "../grades.js";
import { rounded } from "./axis.js";
import { canvas, path } from "./canvas.js";

/** Shares side by side, from best to worst. */
export function distributionPlot({ shares }: Distribution): SVGElement {
  let end = 0;
  const parts = shares.map(({ feedback, share }) => {
    const begin = end;
    end += (share.value ?? 0) * 100;
    return path(`part ${TONES[feedback]}`, `M${rounded(begin)} 0H${rounded(end)}V100H${rounded(begin)}z`);
  });
  return canvas("distribution-plot", ...parts);
}
