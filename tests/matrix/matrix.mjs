// Everyone who uses the package: each is built, asked, and held to what the sandbox stored.
// `node matrix.mjs [--quick] [names…]`
import assert from "node:assert/strict";
import { createServer } from "node:net";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { required } from "../settings.mjs";
import { addMemory, address, lastRequest, requestsAfter, standing } from "../sandbox.mjs";
import { answering, finished, started } from "./commands.mjs";
import { copies } from "./copies.mjs";
import { serving } from "./file-server.mjs";
import { environment, isThere, PACKAGE, PLACE, prepare } from "./projects.mjs";
import * as questions from "./questions.mjs";
import { ROWS } from "./rows.mjs";

/** So many have to run, of all of them. */
const ENOUGH = 30;
const reason = "Contains outdated contact information";
const RECORDED = { message: "Feedback recorded" };
/** By what a row does: its answer, and what is stored of the memories. */
const EXPECTED = {
  all: { answer: { ...RECORDED, sent: 1, ok: true }, stored: { direct: ["NEGATIVE", reason], queued: ["POSITIVE", reason] } },
  direct: { answer: RECORDED, stored: { direct: ["NEGATIVE", reason] } },
  vote: { answer: { sent: "POSITIVE" }, stored: { direct: ["POSITIVE", null] } },
};
/** Those that can be had here. */
const BROWSERS = required("BROWSERS").split(",");
const builds = new Map();

const isQuick = process.argv[2] === "--quick";
const names = process.argv.slice(isQuick ? 3 : 2);
const chosen = ROWS.filter(({ name, ...row }) => (!isQuick || row.isQuick) && (!names[0] || names.some((start) => name.startsWith(start))));
assert(chosen.length > 0, `nobody is called ${names}; there are: ${ROWS.map(({ name }) => name).join(", ")}`);

// The tools of most projects want a newer Node than the package.
const tools = isQuick ? [] : ["node"];
const obstacles = await prepare([...tools, ...chosen.flatMap(({ project }) => project ?? [])]);
const counts = { ok: 0, failed: 0, "not run": 0 };
for (const row of chosen) {
  const begin = Date.now();
  const [word, why] = await outcome(row);
  counts[word] += 1;
  console.log(`${row.name.padEnd(30)} ${word}${why ? `: ${why}` : ""}  ${((Date.now() - begin) / 1000).toFixed(1)} s`);
}
console.log(Object.entries(counts).map(([word, count]) => `${count} ${word}`).join(", "));
const isEnough = chosen.length < ROWS.length || counts.ok >= ENOUGH;
if (!isEnough) console.log(`at least ${ENOUGH} have to run`);
process.exit(counts.failed === 0 && isEnough ? 0 : 1);

async function outcome(row) {
  const obstacle = obstacles.get(row.project) ?? missing(row);
  if (obstacle) return ["not run", obstacle];
  try {
    await (row.browser ? suite(row) : check(row));
    return ["ok"];
  } catch (error) {
    return ["failed", error.message];
  }
}

/** What a row needs that is not here. */
function missing({ browser, needs }) {
  if (browser && !BROWSERS.includes(browser)) return `there is no ${browser} here`;
  return needs && !isThere(needs) && `there is no ${needs} for this platform`;
}

/** Runs all end-to-end tests in a browser, as this program is run: with none of the projects' tools. */
function suite({ browser }) {
  return finished("$XTASK test e2e", ".", { ...process.env, ENGINE: browser }, 1_200_000);
}

async function check(row) {
  await built(row);
  const key = `matrix-${row.name.replaceAll(" ", "-")}`;
  const { answer, stored } = EXPECTED[row.does ?? "all"];
  const [direct, queued] = [await addMemory(key, "Reads on a screen"), await addMemory(key, "Reads on paper")];
  const question = new URLSearchParams({ host: address, apiKey: key, direct, queued, feedbackReason: reason });
  const before = await lastRequest();
  const server = await served(row);
  try {
    const said = await questions[row.ask](row, `${server.origin}${row.at ?? "/"}?${question}`);
    assert.deepEqual(said, answer);
  } finally {
    await server.stop();
  }
  const requests = (await requestsAfter(before)).filter(({ path }) => path === "/v1/feedback/");
  const memories = { direct, queued };
  for (const [name, vote] of Object.entries(stored)) assert.deepEqual(await standing(key, memories[name]), vote, name);
  const methods = requests.map(({ method }) => method);
  assert.equal(methods.filter((method) => method === "POST").length, Object.keys(stored).length, "one request for each feedback");
  // Another origin, with a key in a header: the browser asks first.
  if (row.ask === "page" && row.does !== "vote") assert.deepEqual(methods.slice(0, 2), ["OPTIONS", "POST"]);
}

/** Builds a project once, and counts what is in it. */
function built({ project, build, outputs = [] }) {
  const key = `${project}: ${build}`;
  if (!builds.has(key)) builds.set(key, build ? fresh(project, build, outputs) : undefined);
  return builds.get(key);
}

async function fresh(project, build, outputs) {
  const folders = outputs.map((folder) => join(PLACE, project, folder));
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
  await finished(build, join(PLACE, project), environment(project));
  for (const folder of folders) {
    assert.deepEqual(await copies(join(PACKAGE, "dist"), [folder]), { analytics: 0, client: 1, queue: 1, reason: 1, relay: 0 }, `copies of each .wasm in ${folder}`);
  }
}

/** What serves a row, with its `origin`; a script has nobody. */
async function served({ project, files, serve }) {
  if (files) return serving(join(PLACE, project, files));
  if (!serve) return { origin: "http://page.test", stop() {} };
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const running = started(serve, join(PLACE, project), environment(project, { PORT: `${port}` }));
  const server = { origin, stop: () => running.stop() };
  await answering(origin, running).catch(async (error) => {
    await server.stop();
    throw error;
  });
  return server;
}

async function freePort() {
  const server = createServer();
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address();
  server.close();
  return port;
}
