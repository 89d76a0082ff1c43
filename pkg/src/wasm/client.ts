// The default: bytes inside of a module, which every bundler and runtime copies correctly.
import { initSync, send } from "../glue/client.js";
import { compile } from "./inline.js";
import { once } from "./loading.js";

export const load = once(async () => {
  const packed = await import("../glue/client.inline.js");
  initSync(await compile(packed.default));
  return send;
});
