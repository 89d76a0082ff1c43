// What many pages do instead of a queue: a line in localStorage, a plain fetch, and one more try at
// the next visit. The proofs are run against it to see that they notice what it loses.

/** Has the face of a FeedbackQueue, as far as the proofs use it. */
export class BareQueue {
  #host;
  #token;
  #prefix;

  constructor({ host, token }, { name, owner }) {
    this.#host = host;
    this.#token = token;
    this.#prefix = `${name}:${owner}:`;
    void this.flush();
  }

  get size() {
    return this.#lines().length;
  }

  add(item) {
    const id = crypto.randomUUID();
    const { memoryId, feedback, feedbackReason } = item;
    const body = { memory_id: memoryId, feedback, feedback_reason: feedbackReason };
    localStorage.setItem(this.#prefix + id, JSON.stringify(body));
    return { id, state: "saved", settled: this.#send(this.#prefix + id, body) };
  }

  async flush() {
    await Promise.all(this.#lines().map((line) => this.#send(line, JSON.parse(localStorage.getItem(line)))));
    return { pending: this.size };
  }

  async #send(line, item) {
    const body = JSON.stringify({ token: this.#token, items: [item] });
    const options = { method: "POST", headers: { "content-type": "text/plain" }, body };
    const answer = await fetch(`${this.#host}/v1/feedback/`, options).catch(() => undefined);
    if (answer?.ok) localStorage.removeItem(line);
  }

  #lines() {
    return Object.keys(localStorage).filter((key) => key.startsWith(this.#prefix));
  }
}
