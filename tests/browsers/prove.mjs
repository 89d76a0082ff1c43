// Runs the proofs in the browsers, says how far it is, and what came of it.
//   node browsers/prove.mjs [--few] [--browser NAME]… [--origin same|cross] [--sender bare] [proof…]
import { parseArgs } from "node:util";
import { CHOSEN, ENGINES } from "./engines.mjs";
import { Lab } from "./lab.mjs";
import { record, table } from "./outcomes.mjs";
import { PageServer } from "./page-server.mjs";
import { fault } from "./project.mjs";
import { PROOFS } from "./proofs.mjs";

/** How much of a minute, of a thousand sends and so on a small proof takes. */
const SMALL_SHARE = 0.1;
/** Milliseconds between two lines of progress. */
const SIGN_OF_LIFE = 10_000;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    few: { type: "boolean", default: false },
    browser: { type: "string", multiple: true, default: CHOSEN },
    origin: { type: "string" },
    runs: { type: "string" },
    sender: { type: "string", default: "queue" },
  },
});
process.exitCode = (await main()) ? 0 : 1;

async function main() {
  known(options.browser, ENGINES, "browser");
  known(positionals, PROOFS, "proof");
  const names = positionals.length > 0 ? positionals : Object.keys(PROOFS);
  const pages = await PageServer.listen();
  const rows = [];
  for (const { name, runs, ...where } of planned(names)) {
    const row = await prove(name, runs, { ...where, sender: options.sender, pages });
    rows.push(row);
    if (!options.few) record(row);
  }
  console.log(`\n${table(rows)}`);
  return rows.every(({ holds }) => holds);
}

/** What is to be proven, where, and how often. */
function* planned(names) {
  for (const browser of options.browser) {
    for (const name of names) {
      const { origins, runs, few, browsers = [browser] } = PROOFS[name];
      if (!browsers.includes(browser)) continue;
      const asked = origins.filter((origin) => origin === (options.origin ?? origin));
      const count = Number(options.runs ?? (options.few ? few : runs));
      if (count === 0) continue;
      // Across origins a page may do less than on its own: that tells more, where few have to do.
      for (const origin of options.few ? asked.slice(-1) : asked) yield { browser, origin, name, runs: count };
    }
  }
}

function known(names, table, kind) {
  const unknown = names.find((name) => !(name in table));
  if (unknown !== undefined) throw new Error(`there is no ${kind} ${unknown}; there are: ${Object.keys(table).join(", ")}`);
}

/** One proof in one browser; what breaks it is its outcome, so that the others go on. */
async function prove(name, runs, settings) {
  const { browser, origin, sender } = settings;
  const title = `${browser} ${name} ${origin}`;
  const start = performance.now();
  const lab = new Lab(settings);
  let outcome;
  try {
    await fault(undefined);
    await lab.begin();
    const share = options.few ? SMALL_SHARE : 1;
    outcome = await PROOFS[name].scenario(lab, { runs, share, progress: progress(title, start) });
  } catch (error) {
    outcome = { error: error.stack };
  } finally {
    await fault(undefined);
    await lab.end();
  }
  const holds = outcome.error === undefined && PROOFS[name].holds(outcome, !options.few);
  const seconds = Math.round((performance.now() - start) / 1000);
  console.log(`${holds ? "holds" : "FAILS"} ${title}, ${runs} runs, ${seconds} s: ${said(outcome)}`);
  return { browser, proof: name, origin, sender, runs, holds, seconds, ...outcome };
}

/** A function to be called after each step; shows now and then that there is one. */
function progress(title, start) {
  let steps = 0;
  let next = start + SIGN_OF_LIFE;
  return () => {
    steps += 1;
    if (performance.now() < next) return;
    next = performance.now() + SIGN_OF_LIFE;
    console.log(`  ${title}: ${steps} after ${Math.round((performance.now() - start) / 1000)} s`);
  };
}

function said(outcome) {
  return outcome.error ?? Object.entries(outcome).map(([name, value]) => `${name} ${Math.round(value * 100) / 100}`).join(", ");
}
