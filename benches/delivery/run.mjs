// Puts each sender through each course until there are enough runs. Prints a line of JSON for each
// cell; how far it is goes to the error stream.
//   node delivery/run.mjs [--runs 20] [--lanes 4] [--sender NAME]… [--course NAME]…
import { execFileSync } from "node:child_process";
import { parseArgs } from "node:util";
import { built } from "../peers/build.mjs";
import { SENDERS, title } from "../peers/senders.mjs";
import { COURSES } from "./courses.mjs";
import { Lab } from "./lab.mjs";
import { digestOf, keep, kept } from "./outcomes.mjs";

/** Those without a page of their own: what one feedback takes is measured of them alone. */
const NOT_QUEUED = ["client", "slim"];
/** A run that the machine broke is made again, so often at most. */
const ATTEMPTS = 3;

const { values: options } = parseArgs({
  options: {
    runs: { type: "string", default: "20" },
    lanes: { type: "string", default: "4" },
    sender: { type: "string", multiple: true, default: Object.keys(SENDERS).filter((name) => !NOT_QUEUED.includes(name)) },
    course: { type: "string", multiple: true, default: Object.keys(COURSES) },
  },
});

// Browsers are ended when this program is, and that it does not see otherwise.
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

const browser = execFileSync(process.env.CHROMIUM, ["--version"], { encoding: "utf8" });
const cells = [];
for (const sender of options.sender) {
  const folder = await built("clicks", sender);
  const digest = digestOf(folder, browser);
  for (const course of options.course) cells.push({ sender, course, folder, digest });
}
const missing = [...runsMissing()];
const total = missing.length;
let done = 0;
await Promise.all(Array.from({ length: Number(options.lanes) }, lane));
for (const { sender, course, digest } of cells) {
  const runs = kept(course, digest);
  const sum = (name) => runs.reduce((total, run) => total + run[name], 0);
  const { settings } = SENDERS[sender];
  const outcome = { runs: runs.length, clicks: sum("clicks"), lost: sum("lost"), doubled: sum("doubled") };
  console.log(JSON.stringify({ sender, title: title(sender), settings, course, what: COURSES[course].what, ...outcome }));
}

/** A run of every cell, then the next one of every cell. */
function* runsMissing() {
  const counts = cells.map(({ course, digest }) => kept(course, digest).length);
  for (let run = 0; run < Number(options.runs); run += 1) {
    for (const [at, cell] of cells.entries()) if (counts[at] <= run) yield cell;
  }
}

/** One after another, as long as there are any. */
async function lane() {
  for (let cell; (cell = missing.shift()); ) {
    const outcome = await attempted(cell);
    keep({ course: cell.course, digest: cell.digest, sender: cell.sender, ...outcome });
    done += 1;
    const { clicks, lost, doubled } = outcome;
    console.error(`  ${done} of ${total}: ${cell.sender} ${cell.course}, of ${clicks} lost ${lost}, doubled ${doubled}`);
  }
}

async function attempted(cell) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run(cell);
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      console.error(`  ${cell.sender} ${cell.course}, again: ${error.message}`);
    }
  }
}

async function run({ folder, course }) {
  const { clicks, run } = COURSES[course];
  const lab = new Lab();
  try {
    await lab.begin(folder, clicks);
    await run(lab);
    return lab.count();
  } finally {
    await lab.end();
  }
}
