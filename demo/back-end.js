// The server of the demo's page. It knows who is signed in, asks Mem0 with the key, and signs scopes;
// feedback itself goes to the relay. So the page holds no key, and its scopes cover what is its
// user's alone.
import { createScope } from "mem0-feedback/relay";

const userId = "mira";

export default {
  async fetch(request, env) {
    const { pathname, origin, searchParams } = new URL(request.url);
    if (pathname.startsWith("/relay/")) return env.RELAY.fetch(request);
    if (pathname === "/scope") return scope(await request.json(), request.headers.get("origin") ?? origin, env);
    if (["/v3/memories/", "/v3/memories/search/"].includes(pathname)) {
      return mem0(env, `${pathname}?${searchParams}`, { ...(await request.json()), filters: { user_id: userId } });
    }
    if (pathname === "/sandbox/feedback/") {
      searchParams.set("key", env.MEM0_API_KEY);
      return env.MEM0.fetch(`${origin}${pathname}?${searchParams}`);
    }
    // The page itself, and what it shows of Mem0's insides.
    const isOpen = request.method === "GET" || pathname.startsWith("/sandbox/");
    return isOpen ? env.MEM0.fetch(request) : new Response("Not found", { status: 404 });
  },
};

/** Signs a scope for those of the memories that are the user's. */
async function scope({ memoryIds }, origin, env) {
  const filters = { user_id: userId, memory_ids: memoryIds };
  const answer = await mem0(env, "/v3/memories/?page=1&page_size=100", { filters });
  if (!answer.ok) return new Response("Mem0 does not say whose they are", { status: 502 });
  const memories = (await answer.json()).results.map(({ id }) => id);
  if (memories.length === 0) return new Response("None of these is the user’s", { status: 403 });
  const token = await createScope({
    secret: JSON.parse(env.SECRETS).demo,
    kid: "demo",
    audience: env.AUDIENCE,
    memories,
    rater: userId,
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
