// Scopes of other libraries at the relay, and the relay's own at other libraries.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { jwtVerify } from "jose";
import { createScope } from "../../pkg/dist/relay.js";
import { key, post, startRelay } from "../relay/worker.mjs";
import { addMemory, standing } from "../sandbox.mjs";
import { required } from "../settings.mjs";

const guide = await readFile(new URL("../../docs/scope.md", import.meta.url), "utf8");
const { audience, secrets, now, vectors } = JSON.parse(
  await readFile(new URL("../relay/vectors.json", import.meta.url), "utf8"),
);
const secret = secrets["2026-11"];
const seconds = () => Math.floor(Date.now() / 1000);
/** Of the relay's own making: not every library reads, or needs, what it does. */
const OWN = /^scope_(claims|kid)$/;
/** What these libraries take, and the relay does not. */
const LENIENT = ["content of another type", "a signature with padding"];
let relay;

before(async () => {
  relay = await startRelay({
    settings: { MEM0_FEEDBACK_AUDIENCE: audience, MEM0_FEEDBACK_SECRETS: JSON.stringify(secrets) },
  });
});
after(() => relay.stop());

/** Runs Python, with a text as its input. */
function python(argument, input = "") {
  return new Promise((resolve, reject) => {
    const options = { env: { ...process.env, MEM0_FEEDBACK_SECRET: secret, PYTHONDONTWRITEBYTECODE: "1" } };
    const child = execFile(required("PYTHON"), argument, options, (error, said) => (error ? reject(error) : resolve(said)));
    child.stdin.end(input);
  });
}

/** The example in the guide, in one language. */
function example(language) {
  const [, code] = new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "s").exec(guide);
  return code;
}

const judges = {
  async jose(tokens, at) {
    const keys = ({ kid }) => new TextEncoder().encode(secrets[kid] ?? "");
    const options = { algorithms: ["HS256"], audience, clockTolerance: 5, currentDate: new Date(at * 1000) };
    const judged = tokens.map((token) => jwtVerify(token, keys, options).then(({ payload }) => payload, String));
    return Promise.all(judged);
  },
  async PyJWT(tokens, at) {
    const script = fileURLToPath(new URL("scopes.py", import.meta.url));
    return JSON.parse(await python([script], JSON.stringify({ tokens, secrets, audience, now: at })));
  },
};

const signers = {
  async jose(memories) {
    process.env.MEM0_FEEDBACK_SECRET = secret;
    const code = example("js").replace('"jose"', JSON.stringify(import.meta.resolve("jose")));
    const { scopeFor } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
    return scopeFor(memories, "rater");
  },
  async PyJWT(memories) {
    const said = await python(["-c", `${example("python")}\nprint(scope_for(${JSON.stringify(memories)}, "rater"))`]);
    return said.trim();
  },
};

for (const [library, sign] of Object.entries(signers)) {
  test(`the relay takes what the guide's example signs with ${library}`, async () => {
    const memory_id = await addMemory(key, `Signs with ${library}`);
    const token = await sign([memory_id]);
    const items = [
      { memory_id, feedback: "NEGATIVE", feedback_reason: library },
      { memory_id: "another", feedback: "NEGATIVE" },
    ];
    const { results } = await (await post(relay, { token, items })).json();
    assert.deepEqual(results.map(({ ok, code }) => code ?? ok), [true, "memory_not_in_scope"]);
    assert.deepEqual(await standing(key, memory_id), ["NEGATIVE", library]);
  });
}

for (const [library, judge] of Object.entries(judges)) {
  test(`${library} takes what createScope signs`, async () => {
    const start = seconds();
    const more = { ratings: ["POSITIVE"], reasons: false, origins: ["https://app.example.com"], source: "judge" };
    const options = { secret, kid: "2026-11", audience, rater: "Zoë", memories: ["m1", "m2"], expiresIn: 60_000, ...more };
    const token = await createScope(options);
    const [claims] = await judge([token], seconds());
    const { iat, exp, jti, ...rest } = claims;
    assert.deepEqual(rest, { aud: audience, sub: "Zoë", memories: ["m1", "m2"], ...more });
    assert(iat >= start && iat <= seconds() && exp === iat + 60, JSON.stringify(claims));
    assert.match(jti, /^[0-9a-f-]{36}$/);
    const [late] = await judge([token], exp + 5);
    assert.match(late, /JWTExpired|ExpiredSignatureError/);
    const [plain] = await judge([await createScope({ secret, kid: "2026-11", audience, rater: "r", memories: "*" })], seconds());
    assert.deepEqual(Object.keys(plain).sort(), ["aud", "exp", "iat", "jti", "memories", "sub"]);
    assert.equal(plain.exp - plain.iat, 15 * 60);
  });

  test(`${library} is of the vectors' opinion`, async () => {
    const judged = await judge(vectors.map(({ token }) => token), now);
    const taken = [];
    for (const [index, { name, code, claims }] of vectors.entries()) {
      if (code === "ok") assert.deepEqual(judged[index], claims, name);
      else if (!OWN.test(code) && typeof judged[index] !== "string") taken.push(name);
    }
    assert.deepEqual(taken, LENIENT);
  });
}
