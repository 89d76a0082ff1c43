// @ts-check
import { byId, element, spoken } from "./element.js";
import { requestsAfter } from "./sandbox.js";
import { span } from "./wording.js";

/** @typedef {import("./sandbox.js").Request} Request */

const FEEDBACK = "/v1/feedback/";
/** So many requests are shown. */
const SHOWN = 10;
/** While something is on its way, in milliseconds. */
const BUSY_MS = 250;
/** While nothing is, but others may use the sandbox too; in milliseconds. */
const IDLE_MS = 2500;

/** The last requests as the server received them, the newest first. */
export class Wire {
  #queue;
  #list = byId("requests", HTMLOListElement);
  #tally = byId("tally", HTMLParagraphElement);
  #note = byId("wire-note", HTMLParagraphElement);
  /** @type {Map<number, { request: Request, row: HTMLLIElement }>} by sequence */
  #shown = new Map();
  /** The last sequence below which every request has been answered. */
  #after = 0;
  #newest = 0;
  /** The memories of the last click, and its requests so far by sequence. */
  #click = { memoryIds: /** @type {readonly string[]} */ ([]), after: 0, seqs: /** @type {Set<number>} */ (new Set()) };
  #inView = true;
  #timer = 0;

  /** @param {import("mem0-feedback/queue").FeedbackQueue} queue */
  constructor(queue) {
    this.#queue = queue;
    new IntersectionObserver((entries) => {
      this.#inView = entries.some((entry) => entry.isIntersecting);
      this.look();
    }).observe(byId("wire", HTMLElement));
    document.addEventListener("visibilitychange", () => this.look());
  }

  /**
   * From now on the requests about these memories are counted as those of one click.
   *
   * @param {readonly string[]} memoryIds
   */
  clicked(memoryIds) {
    this.#click = { memoryIds, after: this.#newest, seqs: new Set() };
    this.look();
  }

  /** Fetches what is new, and comes back by itself as long as somebody is looking. */
  async look() {
    clearTimeout(this.#timer);
    try {
      this.#take(await requestsAfter(this.#after));
    } catch {
      this.#note.hidden = false;
      this.#note.textContent = "The sandbox does not answer.";
    }
    clearTimeout(this.#timer);
    if (this.#queue.snapshot.sending > 0 || this.#after < this.#newest) this.#timer = setTimeout(() => this.look(), BUSY_MS);
    else if (this.#inView && document.visibilityState === "visible") {
      this.#timer = setTimeout(() => this.look(), IDLE_MS);
    }
  }

  /** @param {Request[]} requests */
  #take(requests) {
    for (const request of requests) {
      this.#newest = Math.max(this.#newest, request.seq);
      this.#noteOwn(request);
      const known = this.#shown.get(request.seq);
      if (known && known.request.status === request.status) continue;
      const row = rowOf(request, known?.row.querySelector("details")?.open ?? isFeedback(request));
      if (known) known.row.replaceWith(row);
      else {
        if (isFeedback(request)) this.#fold();
        this.#list.prepend(row);
      }
      this.#shown.set(request.seq, { request, row });
    }
    const waiting = requests.find((request) => request.status === null);
    this.#after = Math.max(this.#after, waiting ? waiting.seq - 1 : this.#newest);
    this.#trim();
    this.#note.hidden = this.#shown.size > 0;
    this.#count();
  }

  /** One body is open at a time, unless its reader has opened more. */
  #fold() {
    for (const details of this.#list.querySelectorAll("details[data-opened]")) details.removeAttribute("open");
  }

  #trim() {
    const seqs = [...this.#shown.keys()].sort((a, b) => b - a);
    for (const seq of seqs.slice(SHOWN)) {
      this.#shown.get(seq)?.row.remove();
      this.#shown.delete(seq);
    }
  }

  /** @param {Request} request */
  #noteOwn({ seq, path, body }) {
    const { memoryIds, after, seqs } = this.#click;
    if (seq > after && path === FEEDBACK && memoryIds.some((memoryId) => body.includes(memoryId))) seqs.add(seq);
  }

  /** Repeats, the client's or the browser's own on a cut connection; a batch has a request for each memory. */
  #count() {
    const { memoryIds, after, seqs } = this.#click;
    if (after === 0) return;
    this.#tally.replaceChildren("Requests for this click: ", element("strong", {}, String(seqs.size)));
    if (memoryIds.length > 1) return;
    [...seqs].slice(1).forEach((seq, index) => {
      const repeat = this.#shown.get(seq)?.row.querySelector(".repeat");
      if (repeat) repeat.textContent = `repeat ${index + 1}`;
    });
  }
}

/** @param {Request} request */
function isFeedback(request) {
  return request.path === FEEDBACK;
}

/**
 * @param {Request} request
 * @param {boolean} open
 */
function rowOf(request, open) {
  const { method, path, status, duration_ms, headers, body } = request;
  const kind = status === null ? "waiting" : typeof status === "number" && status < 400 ? "fine" : "bad";
  const shown = ["authorization", "content-type"].filter((name) => headers[name]);
  return element(
    "li",
    { class: isFeedback(request) ? "request feedback" : "request" },
    element(
      "details",
      { open, "data-opened": open },
      element(
        "summary",
        {},
        element("span", { class: "method" }, method),
        " ",
        element("span", { class: "path" }, path),
        " ",
        element("span", { class: "repeat" }),
        element("span", { class: `outcome ${kind}` }, spoken("answer "), status === null ? "waiting" : String(status)),
        " ",
        element("span", { class: "took" }, duration_ms === null ? "" : span(duration_ms)),
      ),
      element(
        "pre",
        {},
        shown.map((name) => `${name}: ${headers[name]}\n`).join(""),
        pretty(body),
      ),
    ),
  );
}

/** @param {string} body */
function pretty(body) {
  if (!body) return "(no body)";
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
