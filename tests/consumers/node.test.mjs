import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { installedIn, run } from "../installation.mjs";
import { addMemory, address, standing } from "../sandbox.mjs";

test("a plain Node project sends a feedback and ends", async () => {
  const key = "consumer-node";
  const memoryId = await addMemory(key, "Reads on paper");
  const cwd = await installedIn(fileURLToPath(new URL("node", import.meta.url)));
  const { stdout, stderr } = await run(process.execPath, ["send.mjs", address, key, memoryId], { cwd, timeout: 20_000 });
  assert.deepEqual([stdout, stderr], ["Feedback recorded\n", ""]);
  assert.deepEqual(await standing(key, memoryId), ["POSITIVE", "Sent from Node"]);
});
