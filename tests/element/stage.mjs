// A page with elements on it, the package beside it, and a host that takes feedback or does not.
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { complaints } from "../browser.mjs";

const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };
const root = fileURLToPath(new URL("../../", import.meta.url));
const HEAD = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">`;

/** The scripts of a page that uses the package, with a client that sends to this server. */
export const MODULES = `<script type="module" src="/page.js"></script>`;
const PAGE = `import "/pkg/element/define.js";
import { configure } from "/pkg/index.js";
configure({ host: "/memories" });`;

/** Serves pages, and plays the host. Closes with the test. */
export async function stage(t) {
  const host = {
    /** What arrived: the bodies, parsed, in their order. */
    received: [],
    /** What the host answers with, after so many milliseconds; 0 breaks the connection. */
    status: 200,
    delayMs: 0,
    /** By path. */
    pages: new Map(),
    /** Milliseconds by which files whose path has this in it are late; `Infinity`: they are not there. */
    late: undefined,
    policy: undefined,
  };
  const server = createServer((request, response) => void serve(host, request, response).catch(() => response.destroy()));
  await once(server.listen(0, "127.0.0.1"), "listening");
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  host.origin = `http://127.0.0.1:${server.address().port}`;
  host.elsewhere = `http://localhost:${server.address().port}`;
  return host;
}

async function serve(host, request, response) {
  const { pathname } = new URL(request.url, "http://page.test");
  response.setHeader("access-control-allow-origin", request.headers.origin ?? "*");
  response.setHeader("access-control-allow-credentials", "true");
  response.setHeader("access-control-allow-headers", "content-type, authorization");
  if (request.method === "OPTIONS") return response.writeHead(204).end();
  // Nothing is kept of what was given in other browsers.
  if (request.method === "GET" && pathname.endsWith("/v1/feedback/")) return response.end(`{"results":[]}`);
  if (request.method === "POST") return take(host, pathname, request, response);
  if (host.late && pathname.includes(host.late.path)) {
    if (host.late.ms === Infinity) return response.writeHead(404).end();
    await new Promise((resolve) => setTimeout(resolve, host.late.ms));
  }
  if (pathname === "/favicon.ico") return response.writeHead(204).end();
  const page = pathname === "/page.js" ? PAGE : host.pages.get(pathname);
  if (host.policy && extname(pathname) !== ".js") response.setHeader("content-security-policy", host.policy);
  const type = TYPES[extname(pathname) || ".html"];
  const file = pathname.replace(/^\/pkg\/(dist\/)?/, "pkg/dist/").replace(/^\/www\//, "www/");
  const body = page ?? (await readFile(root + file));
  response.writeHead(200, { "content-type": type ?? "application/octet-stream" }).end(body);
}

async function take(host, pathname, request, response) {
  const body = Buffer.concat(await request.toArray()).toString();
  if (pathname === "/token") return response.end(JSON.stringify({ token: "from the page's server" }));
  const said = JSON.parse(body);
  host.received.push(said);
  const { status } = host;
  await new Promise((resolve) => setTimeout(resolve, host.delayMs));
  if (status === 0) return response.destroy();
  const ok = status < 300;
  const results = said.items?.map(({ memory_id }) => ({ memory_id, ok, status }));
  const answer = results ? { results } : ok ? { message: "Feedback recorded" } : { error: "This memory takes no feedback now" };
  response.writeHead(results ? 200 : status, { "content-type": "application/json" }).end(JSON.stringify(answer));
}

/** Opens a page with that in its body; gathers what goes wrong on it. */
export async function opened(host, context, body, { path = "/", scripts = MODULES, head = "" } = {}) {
  host.pages.set(path, `${HEAD}<title>Elements</title>${head}${scripts}<body>${body}`);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.wrong = complaints(page);
  await page.goto(host.origin + path);
  return page;
}

/** A thumb of the element, or of the one that `within` names. */
export function thumb(page, grade, within = "mem0-feedback") {
  return page.locator(`${within} button[value="${grade}"]`);
}

/** Waits until the element is in a state, by its word. */
export function reached(page, state, within = "mem0-feedback") {
  return page.locator(`${within} .row[data-state="${state}"]`).waitFor({ state: "attached" });
}

/** Whether a thumb is down. */
export function pressed(button) {
  return button.getAttribute("aria-pressed");
}
