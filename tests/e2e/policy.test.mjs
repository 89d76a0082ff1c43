import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

test("the demo page's policy has the hash of its import map", async () => {
  const page = await readFile(new URL("../../www/index.html", import.meta.url), "utf8");
  const [, map] = /<script type="importmap">(.*?)<\/script>/s.exec(page);
  const hash = createHash("sha256").update(map).digest("base64");
  assert.deepEqual(page.match(/'sha256-[^']+'/g), [`'sha256-${hash}'`]);
});
