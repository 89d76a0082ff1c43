import assert from "node:assert/strict";
import { test } from "node:test";
import { MemoryClient } from "../../pkg/dist/index.js";
import { addMemory, address, lastRequest, requestsAfter, standing } from "../sandbox.mjs";
import { fetching } from "./server.mjs";

test("one feedback is one request and one row", async () => {
  const apiKey = "package-one";
  const memoryId = await addMemory(apiKey, "Drinks tea in the morning");
  const before = await lastRequest();
  const client = new MemoryClient({ apiKey, host: address });
  const answer = await client.feedback({
    memoryId,
    feedback: "NEGATIVE",
    feedbackReason: "Contains outdated contact information",
  });
  assert.equal(answer.message, "Feedback recorded");
  assert.deepEqual(await standing(apiKey, memoryId), ["NEGATIVE", "Contains outdated contact information"]);
  const requests = await requestsAfter(before);
  assert.deepEqual(
    requests.map(({ method, path, status }) => [method, path, status]),
    [["POST", "/v1/feedback/", 200]],
  );
});

test("a message that is no text gives way to one that is; the rest of the answer stays", async () => {
  for (const message of [null, 5, {}, undefined]) {
    const { fetch } = fetching(() => Response.json({ id: "1", message }));
    const answer = await new MemoryClient({ host: "https://mem0.test", fetch }).feedback({ memoryId: "m" });
    assert.deepEqual(answer, { id: "1", message: "Feedback recorded" });
  }
});
