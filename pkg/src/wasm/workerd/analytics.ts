import module from "../../analytics.wasm";
import { Analytics, calibrate, grade, initSync } from "../../glue/analytics.js";
import { start } from "../loading.js";

export function load() {
  start(initSync, module);
  return { Analytics, calibrate, grade };
}
