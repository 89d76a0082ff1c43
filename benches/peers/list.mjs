// The senders as JSON: `{name, title, isOurs, retries}` of each.
import { SENDERS, isOurs, title } from "./senders.mjs";

const listed = ([name, { retries }]) => ({ name, title: title(name), isOurs: isOurs(name), retries });
console.log(JSON.stringify(Object.entries(SENDERS).map(listed)));
