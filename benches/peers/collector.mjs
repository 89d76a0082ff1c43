// The server at the other end: takes events in the form of every sender, counts votes, and fails as told.
import { once } from "node:events";
import { createServer } from "node:http";
import { votesIn } from "./votes.mjs";

/** An answer that each of the senders takes for success. */
const TAKEN = { status: "ok", code: 200, success: true, successes: [], errors: [], message: "Feedback recorded" };
/** So long a browser may go by what it was allowed, in seconds, as with most vendors. */
const PREFLIGHT = 600;

/** Listens on a port of its own; counts from its start to its end. */
export class Collector {
  /** How often each vote was taken. */
  taken = new Map();
  /** Each request: method, path, bytes of its head and body, when it came in `performance.now()`, and the votes in it. */
  requests = [];
  #server = createServer((request, response) => void this.#answer(request, response));
  #fault;

  static async listen() {
    const collector = new Collector();
    await once(collector.#server.listen(0, "127.0.0.1"), "listening");
    return collector;
  }

  get address() {
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  /** What every POST meets from now on: `{status, retryAfter}`, `"drop"`, or nothing. */
  fail(fault) {
    this.#fault = fault;
  }

  close() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(request, response) {
    const { method, url, headers, rawHeaders } = request;
    const at = performance.now();
    const body = Buffer.concat(await request.toArray().catch(() => []));
    const votes = method === "POST" ? votesIn(body) : [];
    const head = `${method} ${url} HTTP/1.1`.length + rawHeaders.reduce((sum, text) => sum + text.length + 2, 4);
    this.requests.push({ method, url, bytes: head + body.length, at, votes });
    const fault = method === "POST" ? this.#fault : undefined;
    if (fault === "drop") return request.socket.destroy();
    this.#allow(headers, response);
    if (method === "OPTIONS") return response.writeHead(204, { "access-control-max-age": PREFLIGHT }).end();
    if (fault) {
      if (fault.retryAfter) response.setHeader("retry-after", fault.retryAfter);
      return response.writeHead(fault.status, { "content-type": "application/json" }).end('{"message":"not now"}');
    }
    for (const vote of votes) this.taken.set(vote, (this.taken.get(vote) ?? 0) + 1);
    const results = votes.map((vote) => ({ memory_id: vote, ok: true, status: 200 }));
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ ...TAKEN, results }));
  }

  #allow(headers, response) {
    response.setHeader("access-control-allow-origin", headers.origin ?? "*");
    response.setHeader("access-control-allow-credentials", "true");
    response.setHeader("access-control-allow-methods", "GET, POST");
    response.setHeader("access-control-allow-headers", headers["access-control-request-headers"] ?? "*");
    response.setHeader("access-control-expose-headers", "Retry-After");
  }
}
