// The documentation's examples of pages.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { claims, startRelay, token } from "../relay/worker.mjs";
import { root } from "./blocks.mjs";
import { asAdmin, gathering } from "./gathering.mjs";
import { importMap, opened, origin, withScript } from "./page.mjs";
import { arrives, first, key, memories, second, third } from "./surroundings.mjs";

const BUTTONS = `<button data-memory="${first}" value="NEGATIVE">Not useful</button>
  <button data-memory="m" value="POSITIVE">Useful, if it were known</button>`;

async function exampleReport() {
  return JSON.parse(await readFile(join(root, "tests/analytics/report.json"), "utf8"));
}

/** Opens an element's page, gives a vote, and waits until Mem0 has it. */
async function voted(t, html) {
  const page = await opened(t, html);
  await page.locator('mem0-feedback button[value="POSITIVE"]').click();
  await arrives(first, "POSITIVE");
  return page;
}

/** Runs an example that sends what its page records, and waits until the relay has that. */
async function sends(t, text) {
  const relay = await gathering(t);
  const scope = token(claims([first], { aud: "https://relay.example.com" }));
  const then = `analytics.record({ type: "exposure", memoryId: "${first}" });`;
  const script = `const scope = "${scope}";\n${text}\n${then}`;
  const page = await opened(t, await withScript(script, ""), { hosts: { "https://relay.example.com": relay.origin } });
  let records = [];
  for (let left = 150; left && records.length === 0; left -= 1) {
    await sleep(100);
    ({ records } = await (await fetch(`${relay.origin}/v1/analytics/`, { headers: asAdmin })).json());
  }
  assert.deepEqual(records.map(({ type, memoryId, rater }) => [type, memoryId, rater]), [["exposure", first, "rater"]]);
  assert.deepEqual(page.wrong, []);
  return page;
}

export const pages = {
  async "In a page, with a bundler: js"(t, { text }) {
    const page = await opened(t, await withScript(text, BUTTONS));
    await page.click(`button[data-memory="${first}"]`);
    await page.locator('button[aria-pressed="true"]').waitFor();
    await arrives(first, "NEGATIVE");
    await page.click('button[data-memory="m"]');
    await page.locator('button[data-memory="m"][title]').waitFor();
  },
  async "In a plain page: html"(t, { text }) {
    const page = await opened(t, text);
    await page.click("#down");
    await page.getByText("Noted").waitFor();
    await arrives(first, "NEGATIVE", "Contains outdated contact information");
    assert.deepEqual(page.wrong, []);
  },
  async "A queue: no click is lost: js"(t, { text }) {
    const page = await opened(t, await withScript(text, BUTTONS));
    const said = page.waitForEvent("console", (message) => message.type() === "warning");
    await page.click(`button[data-memory="${first}"]`);
    await arrives(first, "NEGATIVE");
    // Refused after three attempts, since nobody knows that memory.
    await page.click('button[data-memory="m"]');
    assert.match((await said).text(), /^m \w/);
  },
  async "Thumbs: html"(t, { text }) {
    const whole = text.replace(/(\w{8})-…/g, (_, start) => memories.find((id) => id.startsWith(start)));
    const page = await voted(t, `<!doctype html><html lang="en"><title>Example</title>${await importMap()}
      <script>const scopeFor = () => "${key}";</script>${whole}`);
    await page.locator('mem0-feedback-set button[value="NEGATIVE"]').first().click();
    await arrives(third, "NEGATIVE");
    assert.deepEqual(page.wrong, []);
  },
  async "Thumbs: html 2"(t, { text }) {
    const page = await voted(t, `<!doctype html><html lang="en"><title>Example</title>
      ${text}<mem0-feedback memory-id="${first}"></mem0-feedback>`);
    assert.deepEqual(page.wrong, []);
  },
  async "Elements by another name: js"(t, { text }) {
    const page = await opened(t, await withScript(text, `<chat-thumbs memory-id="${first}"></chat-thumbs>`));
    await page.locator('chat-thumbs button[value="POSITIVE"]').click();
    await arrives(first, "POSITIVE");
    assert.deepEqual(page.wrong, []);
  },
  async "The report by another name: js"(t, { text }) {
    const page = await opened(t, await withScript(text, "<memory-report></memory-report>"));
    await page.locator("memory-report").evaluate((report, given) => (report.report = given), await exampleReport());
    await page.locator("memory-report section").first().waitFor();
    assert.deepEqual(page.wrong, []);
  },
  async "Does it help?: js"(t, { text }) {
    const page = await sends(t, `${text}\ndocument.body.append(completion.response.why);`);
    await page.getByText("no_exposures").waitFor();
  },
  async "Analytics: js"(t, { text }) {
    const page = await opened(t, await withScript(`${text}\ndocument.body.append(JSON.stringify(completion.coverage));`, ""));
    await page.getByText('"n":1').waitFor();
    assert.deepEqual(page.wrong, []);
  },
  async "The report, to look at: html"(t, { text }) {
    const page = await opened(t, `<!doctype html><html lang="en"><title>Example</title>${await importMap()}${text}`);
    await page.locator("mem0-feedback-report section").first().waitFor();
    assert.deepEqual(page.wrong, []);
  },
  async "All in one script: html"(t, { text }) {
    await voted(t, `<!doctype html><html lang="en"><title>Example</title>${text}`);
  },
  async "A relay on Cloudflare Workers: js 2"(t, { text }) {
    const audience = "https://mem0-feedback-relay.example.workers.dev";
    const settings = { MEM0_API_KEY: key, MEM0_FEEDBACK_AUDIENCE: audience, MEM0_FEEDBACK_ORIGINS: origin };
    const relay = await startRelay({ settings });
    t.after(() => relay.stop());
    const scope = token(claims([second], { aud: audience }));
    const script = `const scope = "${scope}";\n${text}\nawait client.feedback({ memoryId: "${second}", feedback: "POSITIVE" });`;
    await opened(t, await withScript(script, ""), { hosts: { [audience]: relay.origin } });
    await arrives(second, "POSITIVE");
  },
  "From pages to one place: js": (t, { text }) => sends(t, text),
  async "For those who may see it: html"(t, { text }) {
    const relay = await gathering(t, [{ type: "vote", memoryId: first, feedback: "POSITIVE", at: 1 }]);
    const gathered = await (await fetch(`${relay.origin}/v1/analytics/`, { headers: asAdmin })).text();
    const html = `<!doctype html><html lang="en"><title>Example</title>${await importMap()}${text}`;
    const page = await opened(t, html, { files: { "/admin/analytics": gathered } });
    await page.getByText("100% of the votes say that a memory was useful.").waitFor();
    assert.deepEqual(page.wrong, []);
  },
  async "Content Security Policy"(t, { text }) {
    const script = `import { configure, feedback } from "/mem0-feedback/index.js";
      document.addEventListener("securitypolicyviolation", ({ blockedURI }) => console.error(blockedURI));
      configure({ host: "/memories" });
      await feedback({ memoryId: "${first}", feedback: "POSITIVE" });`;
    const html = `<!doctype html><html lang="en"><title>Example</title><script type="module" src="/page.js"></script>`;
    const page = await opened(t, html, { files: { "/page.js": script }, policy: `default-src 'none'; ${text}` });
    await arrives(first, "POSITIVE");
    assert.deepEqual(page.wrong, []);
  },
};
