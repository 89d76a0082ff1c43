import { compile } from "./inline.js";
import { once } from "./loading.js";

export const load = once(async () => {
  const packed = await import("../glue/queue.inline.js");
  return compile(packed.default);
});
