import module from "../../reason.wasm?module";
import { checkReason, initSync } from "../../glue/reason.js";

export function load(): typeof checkReason {
  initSync(module);
  return checkReason;
}
