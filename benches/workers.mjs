// Workers in workerd, each in a process of its own on loopback, and the load that is put on them. What
// stands in for Mem0 lives in this process.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { createInterface } from "node:readline";
import { Messages } from "./relay/messages.mjs";

/** Of the clock in which Linux counts the time of a process. */
const TICK_MS = 10;

/** Takes every feedback, as Mem0 does, and does no more than that. */
export async function startMem0() {
  const body = '{"message":"Feedback recorded"}';
  const answer = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
  const server = createServer((socket) => {
    const messages = new Messages();
    socket.setNoDelay(true).on("error", () => {});
    socket.on("data", (chunk) => messages.take(chunk).forEach(() => socket.write(answer)));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return server;
}

/** A Worker in a process of its own: the one that a config has under a name. */
export async function startWorker(config, name, mem0) {
  const child = spawn(process.env.WORKERD, ["serve", config, name, "--control-fd=3", `--external-addr=mem0=127.0.0.1:${mem0}`], {
    stdio: ["ignore", "ignore", "inherit", "pipe"],
  });
  const [line] = await once(createInterface(child.stdio[3]), "line", { signal: AbortSignal.timeout(30_000) });
  const stop = async () => {
    child.kill();
    await once(child, "exit");
  };
  return { port: JSON.parse(line).port, pid: child.pid, stop };
}

/** Milliseconds of the processor that a process has had. */
export async function cpu(pid) {
  const stat = await readFile(`/proc/${pid}/stat`, "latin1");
  // The program's name stands in brackets, and may have spaces in it.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** Sends a request so often, each connection one at a time; milliseconds for each, and for all. */
export async function drive(port, request, { connections, requests, delivered = 1 }) {
  const times = [];
  let left = requests;
  const one = () =>
    new Promise((resolve, reject) => {
      const socket = connect(port, "127.0.0.1").setNoDelay(true);
      const messages = new Messages();
      let sent;
      const next = () => {
        if (left === 0) return resolve(socket.destroy());
        left -= 1;
        sent = performance.now();
        socket.write(request);
      };
      socket.on("connect", next).on("error", reject);
      socket.on("data", (chunk) => {
        const [answer] = messages.take(chunk);
        if (!answer) return;
        times.push(performance.now() - sent);
        const count = answer.split('"ok":true').length - 1;
        if (!answer.startsWith("HTTP/1.1 200") || count !== delivered) return reject(new Error(answer));
        next();
      });
    });
  const start = performance.now();
  await Promise.all(Array.from({ length: connections }, one));
  return { times, all: performance.now() - start };
}
