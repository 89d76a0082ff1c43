// Prints as many records as the argument says, a line of JSON each.
import { history } from "../../tests/analytics/history.mjs";

const size = Number(process.argv[2]);
for (const record of history(size, size)) console.log(JSON.stringify(record));
