// Which way a block is run.
import { transform } from "esbuild";
import { inShell } from "./commands.mjs";
import { typed } from "./compiled.mjs";
import { inNode, inPython } from "./scripts.mjs";

/** What runs a language where no more is known of a block than that it has to end well. */
const PLAIN = {
  "": (t, block) => inShell(t, block),
  sh: (t, block) => inShell(t, block),
  js: (t, block) => inNode(block),
  python: (t, block) => inPython(block),
  async ts(t, block) {
    await typed(block);
    await inNode({ text: (await transform(block.text, { loader: "ts" })).code });
  },
  tsx: (t, block) => typed(block),
  json: (t, { text }) => JSON.parse(text),
};

/** How a block is run. */
export function scene(scenes, block) {
  const run = scenes.get(block.name) ?? PLAIN[block.language];
  return async (t) => {
    if (!run) throw new Error(`there is no way to run "${block.name}": give it a scene`);
    await run(t, block);
  };
}
