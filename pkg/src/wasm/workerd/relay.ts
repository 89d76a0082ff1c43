import module from "../../relay.wasm";
import { Desk, initSync, Shard, signScope } from "../../glue/relay.js";
import { start } from "../loading.js";

export function load(): { Desk: typeof Desk; Shard: typeof Shard; signScope: typeof signScope } {
  start(initSync, module);
  return { Desk, Shard, signScope };
}
