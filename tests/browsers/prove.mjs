// Runs the proofs in the browsers, says how far it is, and what came of it.
//   node browsers/prove.mjs [--few] [--browser NAME]… [--origin same|cross] [--sender bare] [proof…]
import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { ENGINES } from "./engines.mjs";
import { Lab } from "./lab.mjs";
import { PageServer } from "./page-server.mjs";
import { fault } from "./project.mjs";
import { PROOFS } from "./proofs.mjs";

const RESULTS = fileURLToPath(new URL("../../target/browsers.json", import.meta.url));
/** How much of a minute, of a thousand sends and so on a small proof takes. */
const SMALL_SHARE = 0.1;
/** Milliseconds between two lines of progress. */
const SIGN_OF_LIFE = 10_000;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    few: { type: "boolean", default: false },
    browser: { type: "string", multiple: true, default: Object.keys(ENGINES) },
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
  for (const browser of options.browser) {
    for (const name of names) {
      for (const origin of PROOFS[name].origins.filter((origin) => origin === (options.origin ?? origin))) {
        const runs = Number(options.runs ?? (options.few ? PROOFS[name].few : PROOFS[name].runs));
        if (runs === 0) continue;
        rows.push(await prove(name, runs, { browser, origin, sender: options.sender, pages }));
        await mkdir(dirname(RESULTS), { recursive: true });
        await writeFile(RESULTS, `${JSON.stringify(rows, null, 2)}\n`);
      }
    }
  }
  console.log(`\n${table(rows)}`);
  return rows.every(({ holds }) => holds);
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
  const holds = outcome.error === undefined && PROOFS[name].holds(outcome);
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

function table(rows) {
  const columns = ["browser", "proof", "origin", "runs", "items", "lost", "stale", "pending", "doubled", "copies", "holds"];
  const cells = [columns, ...rows.map((row) => columns.map((column) => String(row[column] ?? "–")))];
  const widths = columns.map((_, at) => Math.max(...cells.map((row) => row[at].length)));
  return cells.map((row) => row.map((cell, at) => cell.padEnd(widths[at])).join("  ").trimEnd()).join("\n");
}
