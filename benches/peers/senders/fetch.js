// What a page has without any package: the request that a relay takes, no retry, no memory of what was lost.
export function start(host) {
  return (vote) =>
    fetch(`${host}/v1/feedback/`, {
      method: "POST",
      headers: { "content-type": "text/plain" },
      body: JSON.stringify({ token: "scope", items: [{ memory_id: vote, feedback: "POSITIVE", feedback_reason: null }] }),
    });
}
