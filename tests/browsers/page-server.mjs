// The pages on an origin of their own, and the ear for what pages report.
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };
const PAGES = fileURLToPath(new URL("page", import.meta.url));
const PACKAGE = fileURLToPath(new URL("../../pkg", import.meta.url));

/** Serves the pages as the sandbox does, and what only the proofs need. */
export class PageServer {
  #server = createServer((request, response) => this.#answer(request, response));
  #saved = new Set();
  #onDeath = () => {};

  /** Listens on a port of its own. */
  static async listen() {
    const pages = new PageServer();
    await once(pages.#server.listen(0, "127.0.0.1"), "listening");
    pages.#server.unref();
    return pages;
  }

  /** Its origin. */
  get address() {
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  /** Where pages say that a vote was saved: a POST to this, a slash, and the vote's name. */
  get reports() {
    return `${this.address}/saved`;
  }

  /** A POST to this is never answered: whoever sent it is to die of it. */
  get death() {
    return `${this.address}/death`;
  }

  /** The votes that were reported as saved since the last call. */
  takeSaved() {
    const saved = this.#saved;
    this.#saved = new Set();
    return saved;
  }

  /** What to do when a page asks for its death. */
  onDeath(kill) {
    this.#onDeath = kill;
  }

  async #answer({ method, url }, response) {
    const { pathname } = new URL(url, this.address);
    response.setHeader("access-control-allow-origin", "*");
    if (method === "POST" && pathname === "/death") {
      this.#onDeath();
      // Firefox would keep the dead page's connection, of which it has six for all pages.
      return response.destroy();
    }
    if (method === "POST" && pathname.startsWith("/saved/")) {
      this.#saved.add(pathname.slice("/saved/".length));
      return response.writeHead(204).end();
    }
    const file = pathname.startsWith("/pkg/") ? join(PACKAGE, pathname.slice(5)) : join(PAGES, pathname);
    const place = normalize(pathname.endsWith("/") ? join(file, "index.html") : file);
    const content = await readFile(place).catch(() => undefined);
    if (content === undefined) return response.writeHead(404).end();
    const headers = { "content-type": TYPES[extname(place)] ?? "text/plain", "cache-control": "no-store" };
    return response.writeHead(200, headers).end(content);
  }
}
