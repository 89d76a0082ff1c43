import module from "../../relay.wasm?module";
import { initSync, relay, Shard, signScope } from "../../glue/relay.js";
import { start } from "../loading.js";

export function load(): { relay: typeof relay; Shard: typeof Shard; signScope: typeof signScope } {
  start(initSync, module);
  return { relay, Shard, signScope };
}
