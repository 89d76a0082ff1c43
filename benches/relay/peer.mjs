// What a team would write without this package: a relay in plain JavaScript that makes the same
// checks, with `jose` for the scopes and WebCrypto below it. It is measured beside the example's.
import { errors, jwtVerify } from "jose";

const RATINGS = ["POSITIVE", "NEGATIVE", "VERY_NEGATIVE"];
const BODY_BYTES = 64 * 1024;
const TOKEN_BYTES = 16 * 1024;
const ID_BYTES = 256;
const MOST_ITEMS = 200;
/** Calls to Mem0 for one request, retries included, and of these at once. */
const CALLS = 40;
const CONCURRENCY = 6;
const RETRIES = 2;
const TIMEOUT_MS = 10_000;

class Refusal extends Error {
  constructor(status, code, message) {
    super(message);
    Object.assign(this, { status, code });
  }
}

/** Imported once for each secret: it is what takes the longest. */
const keys = new Map();

async function keyOf(secret) {
  let key = keys.get(secret);
  if (!key) {
    const algorithm = { name: "HMAC", hash: "SHA-256" };
    key = await crypto.subtle.importKey("raw", new TextEncoder().encode(secret), algorithm, false, ["verify"]);
    keys.set(secret, key);
  }
  return key;
}

export default {
  async fetch(request, env) {
    const start = Date.now();
    const visit = { id: crypto.randomUUID(), code: "ok", items: 0, delivered: 0 };
    const origin = request.headers.get("origin");
    const isAllowed = allows(env.MEM0_FEEDBACK_ORIGINS.split(" "), origin);
    let status = 200;
    let body;
    try {
      if (!isAllowed) throw new Refusal(403, "origin_not_allowed", "Origin is not among the relay's origins");
      [status, body] = await answer(request, env, origin, visit);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      ({ status, code: visit.code } = refusal);
      const { message, code } = refusal;
      body = { error: message, details: { message, code }, request_id: visit.id };
    }
    const { id: request_id, code, items, delivered } = visit;
    console.log(JSON.stringify({ request_id, method: request.method, status, code, items, delivered, ms: Date.now() - start }));
    const headers = headersOf(request, status, isAllowed ? origin : null, visit.id);
    if (body) headers.set("content-type", "application/json");
    return new Response(body ? JSON.stringify(body) : null, { status, headers });
  },
};

function allows(list, origin) {
  if (origin === null) return true;
  return list.includes("*") ? origin !== "null" : list.includes(origin);
}

function headersOf(request, status, origin, requestId) {
  const headers = new Headers({ vary: "Origin", "cache-control": "no-store", "x-request-id": requestId });
  if (origin !== null) {
    headers.set("access-control-allow-origin", origin);
    headers.set("access-control-expose-headers", "Retry-After, X-Request-Id");
    if (request.method === "OPTIONS") {
      headers.set("access-control-allow-methods", "POST");
      headers.set("access-control-allow-headers", "Content-Type");
      headers.set("access-control-max-age", "7200");
    }
  }
  if (status === 429) headers.set("retry-after", "10");
  return headers;
}

async function answer(request, env, origin, visit) {
  const { pathname } = new URL(request.url);
  if (pathname.endsWith("/healthz") && request.method === "GET") return [200, { ok: true }];
  if (!/\/v1\/feedback\/?$/.test(pathname)) throw new Refusal(404, "not_found", "The relay answers at /v1/feedback/ only");
  if (request.method === "OPTIONS") return [204];
  if (request.method !== "POST") throw new Refusal(405, "method_not_allowed", "Use POST");
  const [type] = (request.headers.get("content-type") ?? "").split(";");
  if (!/^\s*(text\/plain|application\/json)\s*$/i.test(type)) {
    throw new Refusal(415, "content_type", "Content-Type must be text/plain or application/json");
  }
  const { token, items } = read(await cappedBody(request));
  visit.items = items.length;
  const scope = await verified(token, env);
  if (scope.origins && !scope.origins.includes(origin)) {
    throw new Refusal(403, "origin_not_in_scope", "Origin is not among the token's origins");
  }
  const address = request.headers.get("cf-connecting-ip") ?? "";
  for (const key of [`scope:${scope.jti}`, `rater:${scope.sub}`, `address:${address}`]) {
    const limiter = env.MEM0_FEEDBACK_LIMITER;
    if (limiter && !(await limiter.limit({ key })).success) throw new Refusal(429, "rate_limited", "Too many requests");
  }
  const judged = items.map((item) => judge(item, scope));
  const results = await deliver(judged, env);
  visit.delivered = results.filter(({ ok }) => ok).length;
  return [200, { results, request_id: visit.id }];
}

async function cappedBody(request) {
  const tooLarge = new Refusal(413, "too_large", `the body has more than ${BODY_BYTES} bytes`);
  if (Number(request.headers.get("content-length")) > BODY_BYTES) throw tooLarge;
  const chunks = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.length;
    if (length > BODY_BYTES) throw tooLarge;
    chunks.push(chunk);
  }
  return new Blob(chunks).text();
}

function read(text) {
  let body;
  try {
    body = JSON.parse(text);
  } catch {
    throw new Refusal(400, "invalid_request", "the body is not {token, items} in JSON");
  }
  const { token, items } = body ?? {};
  if (typeof token !== "string" || !token) throw new Refusal(401, "scope_missing", "token is missing: pass a scope");
  if (!Array.isArray(items) || items.length === 0) throw new Refusal(400, "invalid_request", "items is missing or empty");
  if (items.length > MOST_ITEMS) throw new Refusal(413, "too_large", `items has more than ${MOST_ITEMS} items`);
  return { token, items };
}

const isTexts = (value) => Array.isArray(value) && value.every((text) => typeof text === "string");

async function verified(token, env) {
  if (token.length > TOKEN_BYTES) throw new Refusal(401, "scope_malformed", "token is too long");
  const secrets = JSON.parse(env.MEM0_FEEDBACK_SECRETS);
  const key = ({ kid }) => {
    if (!Object.hasOwn(secrets, kid)) throw new Refusal(401, "scope_kid", "token names no secret of this relay in kid");
    return keyOf(secrets[kid]);
  };
  const options = { algorithms: ["HS256"], audience: env.MEM0_FEEDBACK_AUDIENCE, clockTolerance: 5, requiredClaims: ["exp"] };
  const { payload } = await jwtVerify(token, key, options).catch((error) => {
    if (error instanceof Refusal) throw error;
    const code =
      error instanceof errors.JWTExpired ? "scope_expired"
      : error instanceof errors.JOSEAlgNotAllowed ? "scope_algorithm"
      : error instanceof errors.JWSSignatureVerificationFailed ? "scope_signature"
      : error instanceof errors.JWTClaimValidationFailed ? (error.claim === "aud" ? "scope_audience" : "scope_claims")
      : "scope_malformed";
    throw new Refusal(401, code, "token is no scope of this relay");
  });
  const { jti, sub, memories, ratings, reasons, origins, source } = payload;
  const isGood =
    typeof jti === "string" && typeof sub === "string" && (memories === "*" || isTexts(memories)) &&
    (ratings === undefined || isTexts(ratings)) && (reasons === undefined || typeof reasons === "boolean") &&
    (origins === undefined || isTexts(origins)) && (source === undefined || ["human", "judge"].includes(source));
  if (!isGood) throw new Refusal(401, "scope_claims", "token lacks a claim, or has one of another type");
  return payload;
}

/** What Mem0 is to be sent for an item, or why it is not. */
function judge(item, { memories, ratings, reasons }) {
  const refused = (status, code, message) => ({ refusal: { memory_id: id, ok: false, status, error: message, code } });
  const isItem = typeof item === "object" && item !== null && !Array.isArray(item);
  const id = isItem && typeof item.memory_id === "string" && item.memory_id.length <= ID_BYTES ? item.memory_id : "";
  const bad = (message) => refused(400, "invalid_request", message);
  if (!isItem) return bad("an item is no object");
  if (!id.trim()) return bad("memory_id must be the id of a memory, a text");
  const { feedback = null, feedback_reason = null, reason_codes = null } = item;
  const rating = typeof feedback === "string" ? feedback.toUpperCase() : feedback;
  if (rating !== null && !RATINGS.includes(rating)) return bad("feedback must be POSITIVE, NEGATIVE, VERY_NEGATIVE or null");
  if (feedback_reason !== null && typeof feedback_reason !== "string") return bad("feedback_reason must be a text or null");
  if (reason_codes !== null && !isTexts(reason_codes)) return bad("reason_codes must be an array of codes");
  if (memories !== "*" && !memories.includes(id)) return refused(403, "memory_not_in_scope", "memory_id is not in the token's memories");
  if (rating !== null && ratings && !ratings.includes(rating)) return refused(403, "rating_not_in_scope", "feedback is not in the token's ratings");
  if ((feedback_reason || reason_codes?.length) && reasons === false) return refused(403, "reason_not_in_scope", "the token allows no reasons");
  return { said: { memory_id: id, feedback: rating, feedback_reason: feedback_reason || null } };
}

async function deliver(judged, env) {
  const results = judged.map(({ refusal, said }) => refusal ?? { memory_id: said.memory_id, ok: false, status: 503, error: "not sent", code: "not_now" });
  const waiting = judged.flatMap(({ said }, index) => (said ? [{ said, index }] : [])).slice(0, CALLS);
  const retries = Math.min(RETRIES, Math.floor(CALLS / Math.max(waiting.length, 1)) - 1);
  const next = waiting.values();
  const lane = async () => {
    for (const { said, index } of next) results[index] = { memory_id: said.memory_id, ...(await forward(said, retries, env)) };
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, lane));
  return results;
}

async function forward(said, retries, env) {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  for (let attempt = 0; ; attempt += 1) {
    let status = 502;
    try {
      const response = await fetch(`${env.MEM0_HOST}/v1/feedback/`, {
        method: "POST",
        headers: { authorization: `Token ${env.MEM0_API_KEY}`, "content-type": "application/json" },
        body: JSON.stringify(said),
        signal,
      });
      ({ status } = response);
      const answer = await response.text();
      if (response.ok && (status === 204 || typeof JSON.parse(answer) === "object")) return { ok: true, status: 200 };
    } catch {
      status = 502;
    }
    const isWorthIt = status === 408 || status === 429 || status >= 500;
    if (!isWorthIt || attempt >= retries || signal.aborted) return { ok: false, status, error: "Mem0 refused it", code: "upstream" };
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 500 * 2 ** attempt));
  }
}
