import module from "../../queue.wasm?module";
import { initSync, Tab } from "../../glue/queue.js";
import { start } from "../loading.js";

export function load(): typeof Tab {
  start(initSync, module);
  return Tab;
}
