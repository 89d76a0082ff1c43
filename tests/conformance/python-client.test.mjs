// The official client from PyPI has its tests in Python, where it lives.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { run } from "../installation.mjs";
import { required } from "../settings.mjs";

test("the official Python client works unchanged", async () => {
  const tests = fileURLToPath(new URL("python_client.py", import.meta.url));
  // The client writes an id of the machine there when it is imported.
  const home = await mkdtemp(join(tmpdir(), "mem0-"));
  const env = { ...process.env, MEM0_DIR: home, MEM0_TELEMETRY: "False", PYTHONDONTWRITEBYTECODE: "1" };
  try {
    const { stderr } = await run(required("PYTHON"), [tests], { env }).catch(({ stderr }) => assert.fail(stderr));
    assert.match(stderr, /^Ran [1-9]\d* tests in .*\n\nOK$/m);
  } finally {
    await rm(home, { recursive: true });
  }
});
