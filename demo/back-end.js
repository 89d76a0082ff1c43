// The server of the demo's page. It knows who is signed in, asks Mem0 with the key, and signs scopes;
// feedback itself goes to the relay. So the page holds no key, and its scopes cover what is its
// user's alone. All visitors are signed in as one user, and each browser counts as a rater.
import { createScope } from "mem0-feedback/relay";

const userId = "mira";

export default {
  async fetch(request, env) {
    const { pathname, origin, searchParams } = new URL(request.url);
    // The same relay twice: it forwards feedback at once, and keeps records.
    if (pathname === "/relay/v1/analytics/") return env.RECORDS.fetch(request);
    if (pathname.startsWith("/relay/")) return env.RELAY.fetch(request);
    if (pathname === "/analytics") return analytics(env);
    if (pathname === "/scope") return scope(request, origin, env);
    if (["/v3/memories/", "/v3/memories/search/"].includes(pathname)) {
      return mem0(env, `${pathname}?${searchParams}`, { ...(await request.json()), filters: { user_id: userId } });
    }
    if (pathname === "/sandbox/feedback/") {
      searchParams.set("key", env.MEM0_API_KEY);
      return env.MEM0.fetch(`${origin}${pathname}?${searchParams}`);
    }
    // The page itself, and what it shows of Mem0's insides.
    const isOpen = request.method === "GET" || pathname.startsWith("/sandbox/");
    if (!isOpen) return new Response("Not found", { status: 404 });
    const answer = await env.MEM0.fetch(request);
    return pathname === "/" && !visitorIn(request) ? known(answer) : answer;
  },
};

/** What pages have sent of their analytics. No page has the secret; on a real server this is for its admins alone. */
function analytics(env) {
  return env.RECORDS.fetch("http://relay/v1/analytics/", { headers: { authorization: `Bearer ${env.ADMIN_SECRET}` } });
}

/** The same answer, by which the browser is known from then on. */
function known(answer) {
  const made = new Response(answer.body, answer);
  made.headers.append("set-cookie", `visitor=${crypto.randomUUID()}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax`);
  return made;
}

function visitorIn({ headers }) {
  return /(?:^|; )visitor=([\w-]+)/.exec(headers.get("cookie") ?? "")?.[1];
}

/** Signs a scope for those of the memories that are the user's. */
async function scope(request, own, env) {
  const { memoryIds } = await request.json();
  const filters = { user_id: userId, memory_ids: memoryIds };
  const answer = await mem0(env, "/v3/memories/?page=1&page_size=100", { filters });
  if (!answer.ok) return new Response("Mem0 does not say whose they are", { status: 502 });
  const memories = (await answer.json()).results.map(({ id }) => id);
  if (memories.length === 0) return new Response("None of these is the user’s", { status: 403 });
  const origin = request.headers.get("origin") ?? own;
  const token = await createScope({
    secret: JSON.parse(env.SECRETS).demo,
    kid: "demo",
    audience: env.AUDIENCE,
    memories,
    // Frames without an origin send no cookies: these are one rater.
    rater: visitorIn(request) ?? userId,
    origins: [origin],
  });
  // The page's own, and the sandboxed frame of `embedded.html`, which has no origin to be told by.
  const headers = { "access-control-allow-origin": origin, "access-control-allow-credentials": "true" };
  return Response.json({ token }, origin === "null" ? { headers } : {});
}

function mem0(env, path, body) {
  return env.MEM0.fetch(`http://mem0${path}`, {
    method: "POST",
    headers: { authorization: `Token ${env.MEM0_API_KEY}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}
