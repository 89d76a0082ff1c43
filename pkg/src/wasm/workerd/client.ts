// workerd compiles no bytes, but imports a Module. It is instantiated at once, without a promise:
// one that two requests shared would hang the second.
import module from "../../client.wasm";
import { initSync, send } from "../../glue/client.js";
import { start } from "../loading.js";

export function load(): typeof send {
  start(initSync, module);
  return send;
}
