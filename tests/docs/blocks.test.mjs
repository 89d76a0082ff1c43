import assert from "node:assert/strict";
import { test } from "node:test";
import { blocksOf } from "./blocks.mjs";
import { scene } from "./scene.mjs";

const TEXT = `# Title

\`\`\`js
one();
\`\`\`

- in a list

  ~~~~
  ~~~
  # no heading
  ~~~~

\`\`\`js
two();
\`\`\`
`;

test("a block has its place, its name and its text", () => {
  assert.deepEqual(blocksOf("a.md", TEXT), [
    { file: "a.md", place: "a.md:3", language: "js", name: "Title: js", text: "one();" },
    { file: "a.md", place: "a.md:9", language: "", name: "Title", text: "~~~\n# no heading" },
    { file: "a.md", place: "a.md:14", language: "js", name: "Title: js 2", text: "two();" },
  ]);
  assert.throws(() => blocksOf("a.md", "```js\none();\n"), /^Error: a.md:1: the block has no end$/);
});

const block = (language, text) => ({ file: "a.md", place: "a.md:1", language, name: `Title: ${language}`, text });

test("a block that cannot be run fails", async (t) => {
  const fails = (block, message) => assert.rejects(async () => scene(new Map(), block)(t), message);
  await fails(block("cobol", "STOP RUN."), /no way to run "Title: cobol"/);
  await fails(block("sh", "rm -r /tmp/a"), /no way to run `rm -r/);
  await fails(block("js", "one();"), /one is not defined/);
  await fails(block("js", `import { feedbacks } from "mem0-feedback";`), /does not provide an export named 'feedbacks'/);
  await fails(block("ts", `export const one: string = 1;`), /not assignable/);
  await fails(block("json", "{"), /JSON/);
});
