// The official client from npm, unchanged but for its host.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { address, storedFeedback, standing } from "../sandbox.mjs";

process.env.MEM0_TELEMETRY = "False";
const { Feedback, MemoryClient, MemoryError, MemoryNotFoundError, ValidationError } = await import("mem0ai");

const apiKey = "conformance-npm";
const client = new MemoryClient({ apiKey, host: address });
const abroad = [];
let id;

before(() => {
  const real = globalThis.fetch;
  globalThis.fetch = async (url, init) => {
    if (String(url).startsWith(address)) return real(url, init);
    abroad.push(String(url));
    throw new TypeError("tests stay on this machine");
  };
});

test("ping knows the key", async () => {
  await client.ping();
  await assert.rejects(new MemoryClient({ apiKey: "  x", host: `${address}/nowhere` }).ping());
});

test("add stores what was said", async () => {
  const added = await client.add([{ role: "user", content: "Anna cannot eat walnuts" }], {
    userId: "ada",
    infer: false,
    metadata: { source: "dinner" },
  });
  assert.equal(added.status, "SUCCEEDED");
  const [{ id: memoryId, event, data }] = added.results;
  assert.equal(event, "ADD");
  assert.equal(data.memory, "Anna cannot eat walnuts");
  id = memoryId;
  await client.add([{ role: "user", content: "Jonas brings the wine" }], { userId: "ada", infer: false });
  await client.add([{ role: "user", content: "Anna lives in Graz" }], { userId: "bo", infer: false });
});

test("search finds it, best first, for this user alone", async () => {
  const { results } = await client.search("What may Anna eat? walnuts", { filters: { user_id: "ada" } });
  assert.equal(results[0].id, id);
  assert.equal(results[0].memory, "Anna cannot eat walnuts");
  assert(results[0].score > 0 && results[0].score <= 1, `score ${results[0].score}`);
  assert(results.every(({ userId }) => userId === "ada"));
  await assert.rejects(client.search("Anna", { filters: { bogus: 1 } }), ValidationError);
});

test("get returns it with its metadata", async () => {
  const memory = await client.get(id);
  assert.equal(memory.memory, "Anna cannot eat walnuts");
  assert.deepEqual(memory.metadata, { source: "dinner" });
  assert(!Number.isNaN(Date.parse(memory.createdAt)));
  await assert.rejects(client.get("00000000-0000-4000-8000-000000000000"), MemoryNotFoundError);
});

test("getAll pages through a user's memories", async () => {
  const first = await client.getAll({ filters: { user_id: "ada" }, page: 1, pageSize: 1 });
  assert.equal(first.count, 2);
  assert.equal(first.results.length, 1);
  assert(first.next && !first.previous);
  const second = await client.getAll({ filters: { user_id: "ada" }, page: 2, pageSize: 1 });
  assert(!second.next && second.previous);
  const texts = [...first.results, ...second.results].map(({ memory }) => memory).sort();
  assert.deepEqual(texts, ["Anna cannot eat walnuts", "Jonas brings the wine"]);
});

test("update changes the text, and history tells", async () => {
  await client.update(id, { text: "Anna cannot eat any nuts" });
  assert.equal((await client.get(id)).memory, "Anna cannot eat any nuts");
  const history = await client.history(id);
  assert.deepEqual(
    history.map(({ event, oldMemory, newMemory }) => [event, oldMemory, newMemory]),
    [
      ["ADD", null, "Anna cannot eat walnuts"],
      ["UPDATE", "Anna cannot eat walnuts", "Anna cannot eat any nuts"],
    ],
  );
});

test("feedback is set, replaced and removed", async () => {
  await client.feedback({ memoryId: id, feedback: Feedback.POSITIVE, feedbackReason: "Kept her safe" });
  assert.deepEqual(await standing(apiKey, id), ["POSITIVE", "Kept her safe"]);
  const answer = await client.feedback({ memoryId: id, feedback: Feedback.VERY_NEGATIVE });
  assert.equal(answer.message, "Feedback recorded");
  assert.deepEqual(await standing(apiKey, id), ["VERY_NEGATIVE", null]);
  await client.feedback({ memoryId: id, feedback: null, feedbackReason: null });
  const { current, history } = await storedFeedback(apiKey, id);
  assert.deepEqual(current, []);
  assert.deepEqual(history.map(({ feedback }) => feedback), ["POSITIVE", "VERY_NEGATIVE", null]);
});

test("feedback on what is no memory fails as at Mem0", async () => {
  const feedback = Feedback.POSITIVE;
  await assert.rejects(client.feedback({ memoryId: "memory-1", feedback }), ValidationError);
  const unknown = client.feedback({ memoryId: "00000000-0000-4000-8000-000000000000", feedback });
  await assert.rejects(unknown, (error) => error instanceof MemoryError && error.errorCode === "HTTP_500");
});

test("delete takes one, deleteAll a user's", async () => {
  await client.delete(id);
  await assert.rejects(client.get(id), MemoryNotFoundError);
  assert.deepEqual((await client.history(id)).map(({ event }) => event), ["ADD", "UPDATE", "DELETE"]);
  await client.deleteAll({ userId: "ada" });
  assert.equal((await client.getAll({ filters: { user_id: "ada" } })).count, 0);
  assert.equal((await client.getAll({ filters: { user_id: "bo" } })).count, 1);
});

test("another key sees none of it", async () => {
  const stranger = new MemoryClient({ apiKey: "conformance-npm-stranger", host: address });
  assert.equal((await stranger.getAll({ filters: { user_id: "bo" } })).count, 0);
});
