// Examples that Chromium opens, at addresses that exist nowhere else.
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { complaints, launch } from "../browser.mjs";
import { address } from "../sandbox.mjs";
import { root } from "./blocks.mjs";
import { key } from "./surroundings.mjs";

const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".wasm": "application/wasm" };
/** Where the page of an example is. */
export const origin = "https://app.example.com";

let browser;

/** Ends the browser, if an example has needed it. */
export const closeBrowser = () => browser?.close();

/**
 * Opens a page. Its own server has the package at `/mem0-feedback/`, a back end that holds the key
 * at `/memories`, a relay at `/relay` and tokens for it at `/scope`; `https://chat.example` has the
 * package's files. `hosts` are further addresses, each with what answers there. What goes wrong on
 * the page is in `wrong`.
 */
export async function opened(t, html, { files = {}, hosts = {}, policy } = {}) {
  browser ??= await launch();
  const context = await browser.newContext();
  t.after(() => context.close());
  const headers = { ...(policy && { "content-security-policy": policy }) };
  await context.route("**/*", async (route) => {
    const request = route.request();
    const url = new URL(request.url());
    if (hosts[url.origin]) return route.fulfill(await forwarded(request, hosts[url.origin] + url.pathname + url.search));
    if (url.origin === "https://chat.example") return route.fulfill(await packaged(url.pathname));
    if (url.origin !== origin) return route.abort();
    if (url.pathname === "/") return route.fulfill({ body: html, contentType: TYPES[".html"], headers });
    if (url.pathname === "/favicon.ico") return route.fulfill({ status: 204 });
    if (url.pathname === "/scope") return route.fulfill({ json: { token: key } });
    if (/^\/(memories|relay)\//.test(url.pathname)) {
      return route.fulfill(await forwarded(request, address + url.pathname.replace(/^\/\w+/, "") + url.search));
    }
    const file = files[url.pathname];
    if (file) return route.fulfill({ body: file, contentType: TYPES[".js"] });
    return route.fulfill(await packaged(url.pathname.replace(/^\/mem0-feedback/, "")));
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.wrong = complaints(page);
  await page.goto(`${origin}/`);
  return page;
}

async function packaged(path) {
  const body = await readFile(join(root, "pkg/dist", path)).catch(() => undefined);
  const headers = { "access-control-allow-origin": "*" };
  return { status: body ? 200 : 404, body, contentType: TYPES[extname(path)], headers };
}

/** What a host answers to a page's request; what has no token of its own gets the key. */
async function forwarded(request, url) {
  const { "content-type": type, authorization = `Token ${key}` } = request.headers();
  const body = request.postDataBuffer() ?? undefined;
  const headers = { ...(type && { "content-type": type }), authorization, origin };
  const answer = await fetch(url, { method: request.method(), headers, body });
  return {
    status: answer.status,
    body: await answer.text(),
    contentType: answer.headers.get("content-type"),
    headers: { "access-control-allow-origin": origin },
  };
}

/** A page with a script of the example's as its own, and what is in its body. */
export async function withScript(script, body) {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Example</title>
    ${await importMap()}${body}<script type="module">${script}</script>`;
}

/** Leads the package's entry points to its files. */
export async function importMap() {
  const { exports } = JSON.parse(await readFile(join(root, "pkg/package.json"), "utf8"));
  const scripts = Object.entries(exports).flatMap(([entry, { default: file }]) =>
    file?.endsWith(".js") ? [[`mem0-feedback${entry.slice(1)}`, file.replace("./dist", "/mem0-feedback")]] : [],
  );
  return `<script type="importmap">${JSON.stringify({ imports: Object.fromEntries(scripts) })}</script>`;
}
