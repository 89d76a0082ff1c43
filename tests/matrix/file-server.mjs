// A folder as any static host serves it, to frames without an origin too; a POST is answered with the token that it asks for.
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".wasm": "application/wasm" };

/** Serves it; `{origin, stop}`. */
export async function serving(folder) {
  const server = createServer(async ({ method, url, headers: { origin } }, response) => {
    const { pathname, searchParams } = new URL(url, "http://page.test");
    response.setHeader("access-control-allow-origin", origin ?? "*");
    if (method === "POST") {
      response.setHeader("access-control-allow-credentials", "true");
      return response.end(JSON.stringify({ token: searchParams.get("token") }));
    }
    const file = join(folder, pathname.endsWith("/") ? `${pathname}index.html` : pathname);
    const content = await readFile(file).catch(() => undefined);
    const headers = {
      "content-type": TYPES[extname(file)] ?? "application/octet-stream",
      // A worker's script may then be in charge of pages outside of its folder.
      "service-worker-allowed": "/",
    };
    response.writeHead(content ? 200 : 404, headers).end(content);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
