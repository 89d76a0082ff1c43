// One project of the sandbox for each run: its memories, and what arrived on them.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { address, requestsAfter } from "../sandbox.mjs";

/** Milliseconds between two looks at the requests. */
const LOOK = 250;

/** A key of its own, and memories under it. */
export class Project {
  /** Opens one with so many memories. */
  static async open(count) {
    const project = new Project();
    project.key = `proof-${randomUUID()}`;
    const messages = Array.from({ length: count }, (_, index) => ({ role: "user", content: `Memory ${index}` }));
    const { results } = await control("/v3/memories/add/", "POST", { messages, user_id: "ada", infer: false }, {
      authorization: `Token ${project.key}`,
      "content-type": "application/json",
    });
    project.memories = results.map(({ id }) => id);
    return project;
  }

  /** Every copy that arrived, in its order. */
  async history() {
    const asked = new URLSearchParams({ key: this.key });
    return (await control(`/sandbox/feedback/?${asked}`, "GET")).history;
  }
}

/** Lets requests meet a fault from now on; without one they meet none. */
export function fault(what) {
  return what ? control("/sandbox/faults", "PUT", what) : control("/sandbox/faults", "DELETE");
}

/** Notes every request that posts feedback, preflights left out, until it is stopped. */
export class RequestCount {
  #posts = [];
  #seq = 0;
  #timer;

  /** Begins with the next request. */
  static async start() {
    const count = new RequestCount();
    count.#seq = (await requestsAfter(0)).at(-1)?.seq ?? 0;
    count.#timer = setInterval(() => void count.#look(), LOOK);
    return count;
  }

  /** Ends, and returns each request's time in milliseconds since 1970, and the length of its body. */
  async stop() {
    clearInterval(this.#timer);
    await this.#look();
    return this.#posts;
  }

  async #look() {
    const from = this.#seq;
    const requests = await requestsAfter(from);
    // Another look was quicker.
    if (this.#seq !== from || requests.length === 0) return;
    assert.equal(requests[0].seq, from + 1, "more requests at once than the sandbox keeps");
    this.#seq = requests.at(-1).seq;
    const posts = requests.filter(({ method, path }) => method === "POST" && path === "/v1/feedback/");
    this.#posts.push(...posts.map(({ at_ms: at, body }) => ({ at, length: body.length })));
  }
}

async function control(path, method, body, headers) {
  const answer = await fetch(`${address}${path}`, { method, headers, body: body && JSON.stringify(body) });
  assert(answer.ok, `${method} ${path} answered ${answer.status}`);
  return answer.json();
}
