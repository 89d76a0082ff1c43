// A server of the test's own, which notes what it is sent.
import { once } from "node:events";
import { createServer } from "node:http";

/** What Mem0 answers to a feedback. */
export const RECORDED = { message: "Feedback recorded" };

/**
 * Listens until the test ends. `answer(response, request)` is called with each request once its
 * body is there: `request` is `{method, path, headers, text, body}`, and all of them are kept.
 */
export async function serve(t, answer = (response) => json(response, 200, RECORDED)) {
  const requests = [];
  const server = createServer(async (message, response) => {
    const { method, url: path, headers } = message;
    const text = Buffer.concat(await message.toArray()).toString();
    const request = { method, path, headers, text, body: text && JSON.parse(text) };
    requests.push(request);
    answer(response, request);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { host: `http://127.0.0.1:${server.address().port}`, requests };
}

/** Answers with a status, a JSON body and headers. */
export function json(response, status, body, headers = {}) {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}

/** A `fetch` that answers without a network, and notes what it was called with. */
export function fetching(answer = () => Response.json(RECORDED)) {
  const calls = [];
  const fetch = (url, init) => {
    const call = { url, init, body: JSON.parse(init.body) };
    calls.push(call);
    return answer(call, calls.length);
  };
  return { fetch, calls };
}
