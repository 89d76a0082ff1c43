import { Desk, initSync, Shard, signScope } from "../glue/relay.js";
import { compile } from "./inline.js";
import { once } from "./loading.js";

export const load = once(async () => {
  const { default: bytes } = await import("../glue/relay.inline.js");
  initSync(await compile(bytes));
  return { Desk, Shard, signScope };
});
