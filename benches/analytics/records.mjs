// Prints as many records as the argument says, a line of JSON each, after a line with the figures that
// plain JavaScript finds in them.
import { history } from "../../tests/analytics/history.mjs";
import { summary } from "./peer.mjs";

const size = Number(process.argv[2]);
const records = history(size, size);
console.log(JSON.stringify(summary(records)));
for (const record of records) console.log(JSON.stringify(record));
