// Programs that are run to their end or until they are stopped, with all that they start.
import { spawn } from "node:child_process";
import { once } from "node:events";

/** Bytes of what a program said that are worth showing. */
const LAST_WORDS = 1500;

/** A command that was started in a folder; `said()` is what it printed. Its input stays open, since some end with it. */
export function started(command, cwd, env) {
  const child = spawn("sh", ["-c", command], { cwd, env, detached: true, stdio: "pipe" });
  const parts = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => parts.push(part));
  const ended = once(child, "close");
  return {
    ended,
    said: () => Buffer.concat(parts).toString(),
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    async stop() {
      // The group, since a shell and a package's own starter stand between.
      if (child.exitCode === null) process.kill(-child.pid, "SIGKILL");
      await ended;
    },
  };
}

/** What a command prints to its end; rejects when it fails, or is not done in time. */
export async function finished(command, cwd, env, milliseconds = 300_000) {
  const running = started(command, cwd, env);
  const timer = setTimeout(() => running.stop(), milliseconds);
  const [code] = await running.ended;
  clearTimeout(timer);
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${lastWords(running.said())}`);
  return running.said();
}

/** Waits until an address answers, whatever it says. */
export async function answering(origin, running, milliseconds = 120_000) {
  for (const end = Date.now() + milliseconds; Date.now() < end; ) {
    if (running.hasEnded()) throw new Error(`the server ended: ${lastWords(running.said())}`);
    const answer = await fetch(origin, { signal: AbortSignal.timeout(10_000) }).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`nothing answers at ${origin}: ${lastWords(running.said())}`);
}

function lastWords(said) {
  return said.replace(/\x1b\[[\d;]*m/g, "").trim().slice(-LAST_WORDS);
}
