// The processes of a browser, as Linux shows them under /proc.
import { readFileSync, readdirSync } from "node:fs";

/** One clock tick of `/proc/<pid>/stat`, in milliseconds. */
const TICK = 10;

/** A process and all that descend from it, the process itself first. */
export function tree(root) {
  const children = new Map();
  for (const { pid, parent } of all()) {
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const found = [root];
  for (const pid of found) found.push(...(children.get(pid) ?? []));
  return found;
}

/** Sends a signal to each of the processes; those that have ended meanwhile are passed over. */
export function signal(pids, name) {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch (error) {
      if (error.code !== "ESRCH") throw error;
    }
  }
}

/** Whether a process is there and no zombie. */
export function isAlive(pid) {
  const found = stat(pid);
  return found !== undefined && found.state !== "Z";
}

/** The words of a process's command line. */
export function commandLine(pid) {
  return read(`/proc/${pid}/cmdline`)?.split(/[\0 ]+/).filter(Boolean) ?? [];
}

/** The processor time that a process has taken so far, in milliseconds. */
export function processorTime(pid) {
  return (stat(pid)?.ticks ?? 0) * TICK;
}

function all() {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(Number);
  return pids.flatMap((pid) => stat(pid) ?? []);
}

function stat(pid) {
  const text = read(`/proc/${pid}/stat`);
  if (text === undefined) return undefined;
  // The name in parentheses may hold blanks and parentheses of its own.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return { pid, state: fields[0], parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
}

function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    // It has ended since it was listed.
    return undefined;
  }
}
