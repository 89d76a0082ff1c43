import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { votesIn } from "./votes.mjs";

const found = (text) => votesIn(Buffer.from(text));

test("votes are found in a document, in lines of them, in a form, packed or not", () => {
  const document = JSON.stringify({ batch: [{ properties: { vote: "vote-a1-1" } }, { text: "vote-a1-2" }], n: 3, none: null });
  assert.deepEqual(found(document), ["vote-a1-1", "vote-a1-2"]);
  assert.deepEqual(votesIn(gzipSync(document)), ["vote-a1-1", "vote-a1-2"]);
  assert.deepEqual(found('{"id":"vote-none"}\n{"type":"feedback"}\n{"message":"vote-a1-10"}\n'), ["vote-a1-10"]);
  assert.deepEqual(found(`data=${encodeURIComponent('["vote-b2-0"]')}&v=1`), ["vote-b2-0"]);
});

test("a copy within a request counts, what only looks like a vote does not", () => {
  assert.deepEqual(found('["vote-a1-1","vote-a1-1"]'), ["vote-a1-1", "vote-a1-1"]);
  assert.deepEqual(found('["a vote-a1-1", "vote-a1-1x", "vote-a1", {"vote-a1-1": 1}]'), []);
  assert.deepEqual(found(""), []);
  assert.deepEqual(found("not a document: vote-a1-1"), []);
});
