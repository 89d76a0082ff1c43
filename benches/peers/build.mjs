// Pages for the senders, built by Vite as a user builds them.
import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = new URL(".", import.meta.url);
const pkg = new URL("../../pkg/", here);
const tests = createRequire(new URL("../../tests/package.json", here));
const { build } = await import(pathToFileURL(tests.resolve("vite")));

const { exports } = JSON.parse(readFileSync(new URL("package.json", pkg), "utf8"));
const ours = Object.entries(exports).map(([path, target]) => ({
  // A query, as in "….wasm?url", stays.
  find: new RegExp(`^mem0-feedback${path.slice(1).replaceAll(".", "\\.")}(?=$|\\?)`),
  replacement: fileURLToPath(new URL(target.default ?? target, pkg)),
}));
/** The official client asks for them where there is a file system, and does not build without. */
const NODES_OWN = ["fs", "path", "os", "crypto"];

/** Builds the page `pages/<page>.js` around a sender; returns the folder that it is served from. */
export async function built(page, sender) {
  const folder = fileURLToPath(new URL(`../../target/bench/pages/${page}/${sender}/`, here));
  await mkdir(folder, { recursive: true });
  await build({
    root: fileURLToPath(here),
    logLevel: "error",
    configFile: false,
    resolve: { alias: [{ find: "sender", replacement: fileURLToPath(new URL(`senders/${sender}.js`, here)) }, ...ours] },
    build: {
      outDir: folder,
      emptyOutDir: true,
      rolldownOptions: {
        input: fileURLToPath(new URL(`pages/${page}.js`, here)),
        output: { entryFileNames: "entry.js" },
        external: sender === "mem0ai" ? NODES_OWN : [],
      },
    },
  });
  await writeFile(`${folder}index.html`, readFileSync(new URL("pages/index.html", here)));
  return folder;
}
