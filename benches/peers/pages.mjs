// The built pages on an origin of their own.
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };
/** Pages that no script is in. */
const ELSEWHERE = "<!doctype html><title>Elsewhere</title><link rel=icon href=data:,>";

/** Serves a folder; scripts are kept by browsers, the page itself is not. */
export class Pages {
  /** The requests for the page itself: `performance.now()`. */
  opened = [];
  /** The files that were asked for. */
  files = [];
  #folder;
  #server = createServer((request, response) => void this.#answer(request, response));

  static async listen(folder) {
    const pages = new Pages();
    pages.#folder = folder;
    await once(pages.#server.listen(0, "127.0.0.1"), "listening");
    return pages;
  }

  get address() {
    return `http://127.0.0.1:${this.#server.address().port}/`;
  }

  /** A page without a sender. */
  get elsewhere() {
    return `${this.address}elsewhere`;
  }

  close() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer({ url }, response) {
    const { pathname } = new URL(url, this.address);
    if (pathname === "/elsewhere") return response.writeHead(200, { "content-type": "text/html" }).end(ELSEWHERE);
    if (pathname === "/") this.opened.push(performance.now());
    const name = pathname === "/" ? "index.html" : pathname.slice(1);
    const content = await readFile(normalize(join(this.#folder, name))).catch(() => undefined);
    if (content === undefined) return response.writeHead(404).end();
    this.files.push(name);
    const kept = pathname === "/" ? "no-store" : "max-age=31536000, immutable";
    const headers = { "content-type": TYPES[extname(name)] ?? "text/plain", "cache-control": kept, "content-encoding": "gzip" };
    return response.writeHead(200, headers).end(gzipSync(content));
  }
}
