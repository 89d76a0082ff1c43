import module from "../../relay.wasm";
import { initSync, relay, signScope } from "../../glue/relay.js";
import { start } from "../loading.js";

export function load(): { relay: typeof relay; signScope: typeof signScope } {
  start(initSync, module);
  return { relay, signScope };
}
