import { checkReason, initSync } from "../glue/reason.js";
import { compile } from "./inline.js";
import { once } from "./loading.js";

export const load = once(async () => {
  const { default: bytes } = await import("../glue/reason.inline.js");
  initSync(await compile(bytes));
  return checkReason;
});
