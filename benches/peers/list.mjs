// The senders as JSON: `{name, title, retries}` of each.
import { SENDERS, title } from "./senders.mjs";

console.log(JSON.stringify(Object.entries(SENDERS).map(([name, { retries }]) => ({ name, title: title(name), retries }))));
