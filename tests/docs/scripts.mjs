// Examples that Node, Deno or Python runs.
import assert from "node:assert/strict";
import { join } from "node:path";
import { claims, post, startRelay, token } from "../relay/worker.mjs";
import { deno } from "../runtimes.mjs";
import { required } from "../settings.mjs";
import { admin, gathering } from "./gathering.mjs";
import { arrives, fault, first, key, outside, printed, project, second } from "./surroundings.mjs";

/** Runs an example in Node, and what follows in its scope; what it printed. */
export async function inNode({ text }, then = "") {
  const place = await project("example.js", `${text}\n${then}`);
  return printed(place, process.execPath, ["--import", outside(place), "example.js"]);
}

async function inDeno({ text }, then) {
  const place = await project("example.js", `import "./outside.js";\n${text}\n${then}`);
  const [program, ...options] = deno("--allow-all");
  return printed(place, program, [...options, join(place, "example.js")]);
}

export async function inPython({ text }, then = "") {
  return printed(await project("example.py", `${text}\n${then}`), required("PYTHON"), ["example.py"]);
}

/** Gives a scope to the relay that it is for, with a vote. */
async function permits(t, audience, scope) {
  const relay = await startRelay({ settings: { MEM0_API_KEY: key, MEM0_FEEDBACK_AUDIENCE: audience } });
  t.after(() => relay.stop());
  const item = { memory_id: first, feedback: "POSITIVE", feedback_reason: null };
  const { results } = await (await post(relay, { token: scope.trim(), items: [item] })).json();
  assert.deepEqual(results.map(({ memory_id, ok, status }) => [memory_id, ok, status]), [[first, true, 200]]);
}

const VOTE = { type: "vote", memoryId: first, feedback: "POSITIVE", at: 1 };

/** Runs an example that reads what a relay has gathered. */
async function reads(t, block) {
  const relay = await gathering(t, [VOTE]);
  const text = block.text
    .replace("https://relay.example.com", relay.origin)
    .replace("process.env.MEM0_FEEDBACK_ADMIN_SECRET", JSON.stringify(admin));
  assert.match(await inNode({ text }), /votes: 1,/);
}

export const scripts = {
  async "On a server: js"(t, block) {
    await inNode(block);
    await arrives(first, "NEGATIVE", "Contains outdated contact information");
  },
  "Does it help?: js 2": reads,
  "From pages to one place: js 2": reads,
  async "For those who may see it: js"(t, block) {
    const relay = await gathering(t, [VOTE]);
    const text = `const isAdmin = async ({ headers }) => headers.get("cookie") === "admin";\n${block.text}`
      .replace("https://relay.example.com", relay.origin)
      .replace("export default", "const server =");
    const asked = (cookie) => `await server.fetch(new Request("https://app.example.com/admin/analytics", { headers: { cookie: "${cookie}" } }), env)`;
    const then = `const env = { MEM0_FEEDBACK_ADMIN_SECRET: ${JSON.stringify(admin)} };
      console.log((${asked("visitor")}).status, (await (${asked("admin")}).json()).records.length);`;
    assert.equal(await inNode({ text }, then), "403 1\n");
  },
  async "Many at once: js"(t, block) {
    assert.equal(await inNode(block), "1 of 2\n2 of 2\n");
    await arrives(first, "POSITIVE");
    await arrives(second, "NEGATIVE", "Was true once and no longer is.");
  },
  async "A journal of one's own: js"(t, block) {
    const then = `const item = queue.add({ memoryId: "${first}", feedback: "POSITIVE" });
      await item.settled;
      console.log(item.state, queue.snapshot.isDurable);
      queue.close();`;
    assert.equal(await inDeno(block, then), "sent true\n");
    await arrives(first, "POSITIVE");
  },
  async "Is a reason of use?: js"(t, block) {
    const [, ok, codes, suggestion] = /^\/\/ (\w+), (\[.+\]), "(.+)…"$/m.exec(block.text);
    const [said, ...rest] = JSON.parse(await inNode(block, "console.log(JSON.stringify([suggestion, ok, codes]));"));
    assert.deepEqual(rest, [JSON.parse(ok), JSON.parse(codes)]);
    assert(said.startsWith(suggestion), said);
  },
  async "Errors: js"(t, block) {
    assert.equal(await inNode(block), "");
    await arrives(first, "POSITIVE");
    await fault(t, { status: 429, retry_after: "90" });
    assert.equal(await inNode(block), "Again in 90 s\n");
    await fault(t, { status: 404 });
    assert.match(await inNode(block), /^HTTP_404 \w/);
  },
  async "Bring your own WebAssembly: js"(t, block) {
    await inNode(block);
    await arrives(first, "POSITIVE");
  },
  async "Judges: js"(t, block) {
    const then = "console.log(JSON.stringify([feedback, confusion, kappa.why, suggested.thresholds]));";
    const said = ["POSITIVE", [[1, 0, 0], [0, 0, 1], [0, 0, 0]], "too_few", [3, 3]];
    assert.deepEqual(JSON.parse(await inNode(block, then)), said);
  },
  async "Sending what a judge says: js"(t, block) {
    assert.equal(await inNode(block, "console.log(queue.snapshot.sent);"), "1\n");
    await arrives(first, "POSITIVE");
  },
  async "The same criteria: js"(t, block) {
    const then = "console.log(JSON.stringify(examples.map(({ liked, disliked }) => [liked, disliked])));";
    assert.deepEqual(JSON.parse(await inNode(block, then)), [["1", "2"]]);
  },
  async "Snapshots, and other languages: python"(t, block) {
    const text = `import { FeedbackAnalytics } from "mem0-feedback/analytics";
      const analytics = new FeedbackAnalytics();
      analytics.restore(${await inPython(block)});
      console.log(JSON.stringify((await analytics.report()).counts));`;
    const counts = { exposures: 0, votes: 1, raters: 1, memories: 1, outcomes: 1 };
    assert.deepEqual(JSON.parse(await inNode({ text })), counts);
  },
  async "A scope: python"(t, block) {
    const scope = await inPython(block, `print(scope_for(["${first}"], "rater-1"))`);
    await permits(t, "https://relay.example.com", scope);
  },
  async "A scope: js"(t, block) {
    const scope = await inNode(block, `console.log(await scopeFor(["${first}"], "rater-1"));`);
    await permits(t, "https://relay.example.com", scope);
  },
  async "A relay on Cloudflare Workers: js"(t, block) {
    const text = block.text.replace("the ids of the memories", first);
    const scope = await inNode({ text }, "console.log(scope);");
    await permits(t, "https://mem0-feedback-relay.example.workers.dev", scope);
  },
};
