import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { complaints, launch } from "../browser.mjs";
import { installedIn } from "../installation.mjs";
import { addMemory, address, standing } from "../sandbox.mjs";

const key = "consumer-page";
const TYPES = { ".html": "text/html", ".js": "text/javascript" };
const TRUSTED_TYPES = "require-trusted-types-for 'script'; trusted-types 'none'";
let browser;
let place;
let policy;

before(async () => {
  place = await installedIn(fileURLToPath(new URL("page", import.meta.url)));
  const readmes = [new URL("../../README.md", import.meta.url), join(place, "node_modules/mem0-feedback/README.md")];
  const policies = await Promise.all(readmes.map(stated));
  policy = policies[0];
  assert.deepEqual(policies, [policy, policy]);
  browser = await launch();
});

after(() => browser?.close());

/** The policy that a README states. */
async function stated(readme) {
  const [, policy] = /^## Content Security Policy\n\n```\n(.+)\n```$/m.exec(await readFile(readme, "utf8"));
  return policy;
}

/** Opens the page on a server under a policy; the server also is the back end that holds the key. */
async function opened(t, policy, query = {}) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://page.test");
    if (request.method === "POST" && pathname === "/memories/v1/feedback/") return forwarded(request, response);
    const path = pathname.replace(/^\/mem0-feedback\//, "/node_modules/mem0-feedback/dist/");
    const file = await readFile(join(place, path === "/" ? "index.html" : path)).catch(() => undefined);
    const headers = { "content-security-policy": policy, "content-type": TYPES[extname(path) || ".html"] };
    response.writeHead(file ? 200 : 404, headers).end(file);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const page = await browser.newPage();
  const wrong = complaints(page);
  t.after(async () => {
    await page.close();
    server.close();
  });
  await page.goto(`http://127.0.0.1:${server.address().port}/?${new URLSearchParams(query)}`);
  return { page, wrong };
}

async function forwarded(request, response) {
  const body = Buffer.concat(await request.toArray());
  const headers = { authorization: `Token ${key}`, "content-type": request.headers["content-type"] };
  const answer = await fetch(`${address}/v1/feedback/`, { method: "POST", headers, body });
  response.writeHead(answer.status, { "content-type": "application/json" }).end(await answer.text());
}

/** What the page says in the end, and the violations of its policy. */
async function outcome(page) {
  await page.waitForFunction(() => document.querySelector("#answer").textContent, null, { timeout: 20_000 });
  return { answer: await page.textContent("#answer"), violations: await page.evaluate(() => globalThis.violations) };
}

test("a page under the policy that the README states, with Trusted Types, sends a feedback and violates nothing", async (t) => {
  const memory = await addMemory(key, "Reads the small print");
  const { page, wrong } = await opened(t, `${policy}; ${TRUSTED_TYPES}`, { memory });
  assert.deepEqual(await outcome(page), { answer: "Feedback recorded", violations: [] });
  assert.deepEqual(wrong, []);
  assert.deepEqual(await standing(key, memory), ["POSITIVE", "Sent from a plain page"]);
});

test("a policy without 'wasm-unsafe-eval' is violated, and the error says what to add", async (t) => {
  const { page } = await opened(t, policy.replace(" 'wasm-unsafe-eval'", ""), { memory: "m" });
  const { answer, violations } = await outcome(page);
  assert.match(answer, /^ConfigurationError: Please add 'wasm-unsafe-eval' to script-src/);
  assert.deepEqual(violations, [["script-src", "wasm-eval"]]);
});

const WORKERS = {
  dedicated: () => new Promise((resolve) => {
    new Worker("/worker.js", { type: "module" }).onmessage = ({ data }) => resolve(data);
  }),
  shared: () => new Promise((resolve) => {
    new SharedWorker("/worker.js", { type: "module" }).port.onmessage = ({ data }) => resolve(data);
  }),
  service: async () => {
    const answer = new Promise((resolve) => {
      navigator.serviceWorker.onmessage = ({ data }) => resolve(data);
    });
    await navigator.serviceWorker.register("/worker.js", { type: "module" });
    (await navigator.serviceWorker.ready).active.postMessage("which?");
    return answer;
  },
};

for (const [kind, ask] of Object.entries(WORKERS)) {
  test(`a key in a page's ${kind} worker has to be allowed`, { timeout: 20_000 }, async (t) => {
    const { page } = await opened(t, policy, { memory: "m" });
    const [refused, ...made] = await page.evaluate(ask);
    assert.match(refused, /^ConfigurationError: apiKey in a page can be read by each visitor/);
    assert.deepEqual(made, ["made", "made"]);
  });
}
