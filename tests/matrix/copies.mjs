// How often each .wasm is in what a bundler made, as a file or as the text inside of a module.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

const CAPABILITIES = ["analytics", "client", "queue", "reason", "relay"];
/** Characters of the text by which it is recognised; whatever cuts it in two does so elsewhere. */
const SAMPLE = 64;

/** The counts by capability, in some folders together. */
export async function copies(dist, folders) {
  const listed = await Promise.all(folders.map((folder) => readdir(folder, { recursive: true, withFileTypes: true })));
  const files = listed.flat().filter((entry) => entry.isFile() && !entry.name.endsWith(".map"));
  const contents = await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name))));
  const counts = await Promise.all(CAPABILITIES.map(async (capability) => {
    const [module, text] = await Promise.all([`${capability}.wasm`, `glue/${capability}.inline.js`].map((name) => readFile(join(dist, name))));
    const sample = text.subarray(text.length >> 1, (text.length >> 1) + SAMPLE);
    return [capability, contents.reduce((sum, content) => sum + occurrences(content, sample) + content.equals(module), 0)];
  }));
  return Object.fromEntries(counts);
}

function occurrences(content, sample) {
  let count = 0;
  for (let at = content.indexOf(sample); at >= 0; at = content.indexOf(sample, at + 1)) count += 1;
  return count;
}
