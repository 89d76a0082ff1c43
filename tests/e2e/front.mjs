// What stands before the demo: hands on what browsers ask as it is, and notes it. So it is the same in all of them.
import { EventEmitter, once } from "node:events";
import { createServer, request } from "node:http";
import { buffer } from "node:stream/consumers";
import { required } from "../settings.mjs";

const { hostname, port } = new URL(required("DEMO_BEHIND"));
/**
 * Event: `request`, with `{method, url, headers, body, answer}`, the last a promise of `{status, body}`, without a
 * status where the page did not wait for all of it.
 */
const passage = new EventEmitter();

const server = createServer(async (incoming, answer) => {
  const { method, url: path, headers } = incoming;
  // A page may be gone before it has said all.
  const body = await buffer(incoming).catch(() => answer.destroy());
  if (answer.destroyed) return;
  const pieces = [];
  const ended = once(answer, "close").then(() => ({
    status: answer.writableFinished ? answer.statusCode : undefined,
    body: Buffer.concat(pieces).toString(),
  }));
  passage.emit("request", { method, url: `http://${headers.host}${path}`, headers, body: body.toString(), answer: ended });
  const onward = request({ hostname, port, method, path, headers }, (answered) => {
    answer.writeHead(answered.statusCode, answered.rawHeaders);
    answered.on("data", (piece) => pieces.push(piece)).pipe(answer);
  });
  onward.on("error", () => answer.destroy());
  answer.on("close", () => onward.destroy());
  onward.end(body);
});
await once(server.listen(new URL(required("DEMO")).port, "127.0.0.1"), "listening");
server.unref();

/** The requests from now on, those to addresses that end so: more come in as they are made. */
export function requestsTo(end) {
  const gathered = [];
  passage.on("request", (noted) => noted.url.endsWith(end) && gathered.push(noted));
  return gathered;
}

/** The next request to an address that ends so, and with such a body. */
export function nextRequest(end, isMeant = () => true) {
  return new Promise((resolve) => {
    const look = (noted) => {
      if (!noted.url.endsWith(end) || !isMeant(noted.body)) return;
      passage.off("request", look);
      resolve(noted);
    };
    passage.on("request", look);
  });
}

/** The status with which the next request to an address that ends so is answered. */
export async function nextAnswer(end) {
  const { answer } = await nextRequest(end);
  return (await answer).status;
}
