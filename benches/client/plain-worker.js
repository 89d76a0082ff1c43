// The same as worker.js in plain JavaScript: the check of the item, the time limit, two retries with
// backoff, `Retry-After`, and errors by status.
const RATINGS = ["POSITIVE", "NEGATIVE", "VERY_NEGATIVE"];
const TIMEOUT = 30_000;
const RETRIES = 2;
const FIRST_WAIT = 500;

class MemoryError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

function checked({ memoryId, feedback = null, feedbackReason = null }) {
  if (typeof memoryId !== "string" || !memoryId.trim()) throw new MemoryError("memoryId is missing: pass a string", 400);
  if (feedback !== null && !RATINGS.includes(feedback)) throw new MemoryError(`feedback: use ${RATINGS.join(", ")} or null`, 400);
  if (feedbackReason !== null && typeof feedbackReason !== "string") throw new MemoryError("feedbackReason: pass a string", 400);
  return { memory_id: memoryId, feedback, feedback_reason: feedbackReason };
}

function waitAfter(response, attempt) {
  const asked = Number(response?.headers.get("retry-after")) * 1000;
  return asked > 0 ? asked : Math.random() * FIRST_WAIT * 2 ** attempt;
}

async function send(item, { MEM0_API_KEY, MEM0_HOST }) {
  const signal = AbortSignal.timeout(TIMEOUT);
  const headers = { "content-type": "application/json", authorization: `Token ${MEM0_API_KEY}` };
  const body = JSON.stringify(item);
  for (let attempt = 0; ; attempt += 1) {
    const response = await fetch(`${MEM0_HOST}/v1/feedback/`, { method: "POST", headers, body, signal }).catch(() => undefined);
    const answer = await response?.json().catch(() => undefined);
    if (response?.ok && typeof answer === "object") return answer;
    const isWorthMore = !response || [408, 429].includes(response.status) || response.status >= 500;
    if (!isWorthMore || attempt === RETRIES) throw new MemoryError(answer?.message ?? "Mem0 did not take it", response?.status ?? 502);
    await new Promise((resolve) => setTimeout(resolve, waitAfter(response, attempt)));
  }
}

export default {
  async fetch(request, env) {
    try {
      await send(checked(await request.json()), env);
      return Response.json({ ok: true });
    } catch (error) {
      return Response.json({ ok: false, error: error.message }, { status: 502 });
    }
  },
};
