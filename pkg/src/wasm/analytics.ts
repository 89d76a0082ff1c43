import { Analytics, calibrate, grade, initSync } from "../glue/analytics.js";
import { compile } from "./inline.js";
import { once } from "./loading.js";

export const load = once(async () => {
  const { default: bytes } = await import("../glue/analytics.inline.js");
  initSync(await compile(bytes));
  return { Analytics, calibrate, grade };
});
