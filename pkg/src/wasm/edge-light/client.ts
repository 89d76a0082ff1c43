// Vercel's edge runtime is workerd's like, and wants `?module` behind the name.
import module from "../../client.wasm?module";
import { initSync, send } from "../../glue/client.js";
import { start } from "../loading.js";

export function load(): typeof send {
  start(initSync, module);
  return send;
}
