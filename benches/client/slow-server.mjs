// A server that answers everything after 20 ms, in a process of its own: tells its parent its port,
// and how many requests there were whenever it is asked.
import { createServer } from "node:http";

const DELAY = 20;
let requests = 0;

/** As Mem0 does, or a relay, by what was sent. */
function answerTo(body) {
  const { items } = JSON.parse(body);
  const results = items?.map(({ memory_id }) => ({ memory_id, ok: true, status: 200 }));
  return JSON.stringify(results ? { results } : { message: "Feedback recorded" });
}

const server = createServer(async (request, response) => {
  requests += 1;
  const body = Buffer.concat(await request.toArray()).toString();
  setTimeout(() => response.writeHead(200, { "content-type": "application/json" }).end(answerTo(body)), DELAY);
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => process.send(server.address().port));
process.on("message", () => {
  process.send(requests);
  requests = 0;
});
process.on("disconnect", () => process.exit());
