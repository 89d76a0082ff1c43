// The official client from PyPI has its tests in Python, where it lives.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { required } from "../settings.mjs";

test("the official Python client works unchanged", async () => {
  const tests = fileURLToPath(new URL("python_client.py", import.meta.url));
  // The client writes an id of the machine there when it is imported.
  const home = await mkdtemp(join(tmpdir(), "mem0-"));
  const env = { ...process.env, MEM0_DIR: home, MEM0_TELEMETRY: "False", PYTHONDONTWRITEBYTECODE: "1" };
  try {
    const { stderr } = await promisify(execFile)(required("PYTHON"), [tests, "--verbose"], { env });
    assert.match(stderr, /Ran \d{1,2} tests[^]*\nOK/);
  } finally {
    await rm(home, { recursive: true });
  }
});
