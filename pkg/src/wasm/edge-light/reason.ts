import module from "../../reason.wasm?module";
import { checkReason, initSync } from "../../glue/reason.js";
import { start } from "../loading.js";

export function load(): typeof checkReason {
  start(initSync, module);
  return checkReason;
}
