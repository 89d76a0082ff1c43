// Vercel's edge runtime is workerd's like, and wants `?module` behind the name.
import module from "../../client.wasm?module";
import { initSync, send } from "../../glue/client.js";

export function load(): typeof send {
  initSync(module);
  return send;
}
