// The documentation's commands, in a shell.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { run } from "../installation.mjs";
import { address } from "../sandbox.mjs";
import { required } from "../settings.mjs";
import { root } from "./blocks.mjs";
import { folder } from "./surroundings.mjs";

/** Without what tells a test runner that it is within another. */
const { NODE_TEST_CONTEXT, ...env } = process.env;

/** What may stand in a block, by how it begins. Nothing else is run. */
const COMMANDS = [
  [/^cargo xtask demo$/, demo],
  // The whole would contain itself.
  [/^cargo xtask test$/, listed],
  [/^([A-Z]+=\w+ )?cargo xtask test (--list|types|package)$/, ends],
  [/^cargo test --package=mem0-feedback /, ends],
  [/^npm install mem0-feedback$/, installed],
  [/^cargo run -p mem0-sandbox -- /, sandbox],
  [/^curl -X PUT localhost:8787\/sandbox\/faults /, faulty],
];

/** Runs a block line by line. */
export async function inShell(t, { text }) {
  for (const line of text.split("\n")) {
    const command = line.replace(/\s+#.*$/, "");
    const [, how] = COMMANDS.find(([form]) => form.test(command)) ?? [];
    if (!how) throw new Error(`there is no way to run \`${command}\``);
    await how(t, command);
  }
}

async function ends(_, command) {
  await run("sh", ["-c", command], { cwd: root, env }).catch(({ stdout, stderr }) => assert.fail(stdout + stderr));
}

async function demo(t, command) {
  const page = await announced(t, `${command} --port 0`, /The demo: +(\S+)/);
  assert.match(await (await fetch(page)).text(), /<title>/);
}

async function sandbox(t, command) {
  const place = await folder();
  const elsewhere = command.replace("--port 8787", "--port 0").replace("--db ", `--db ${place}/`);
  const started = await announced(t, elsewhere, /listening on (\S+)/);
  assert.deepEqual(await (await fetch(`${started}/sandbox/healthz`)).json(), { status: "ok" });
}

/** Starts what serves until it is stopped; returns what it says, by the form's group. */
async function announced(t, command, form) {
  // A group of its own, so that what it has started ends with it.
  const child = spawn("sh", ["-c", command], { cwd: root, env, detached: true, stdio: ["ignore", "pipe", "ignore"] });
  const lines = createInterface(child.stdout);
  const closed = once(lines, "close");
  t.after(async () => {
    if (child.exitCode === null) process.kill(-child.pid, "SIGTERM");
    await closed;
  });
  return new Promise((resolve, reject) => {
    lines.on("line", (line) => form.test(line) && resolve(form.exec(line)[1]));
    lines.on("close", () => reject(new Error(`\`${command}\` ended`)));
  });
}

async function listed(_, command) {
  const { stdout } = await run("sh", ["-c", `${command} --list`], { cwd: root, env });
  assert(stdout.split("\n").includes("docs"), stdout);
}

async function installed(_, command) {
  const place = await folder();
  const packed = command.replace("mem0-feedback", required("TARBALL"));
  await run("sh", ["-c", `${packed} --offline --no-audit --no-fund`], { cwd: place });
  const { stdout, stderr } = await run(process.execPath, ["-e", `import("mem0-feedback")`], { cwd: place });
  assert.equal(stdout + stderr, "");
}

async function faulty(t, command) {
  t.after(() => fetch(`${address}/sandbox/faults`, { method: "DELETE" }));
  await run("sh", ["-c", command.replace("localhost:8787", address)]);
  const { status } = await fetch(`${address}/v1/feedback/`, { method: "POST" });
  assert.equal(status, Number(/"status": (\d+)/.exec(command)[1]));
}
