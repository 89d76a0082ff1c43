// Builds the pages whose scripts are the arguments, by Vite. Prints what each loads as JSON: by
// script, its files and their bytes; a .wasm and the embed scripts are measured as they are, and of
// an element what a page has before anything is loaded later.
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build as bundle } from "esbuild";
import { build } from "vite";

const here = fileURLToPath(new URL(".", import.meta.url));
const pkg = new URL("../../pkg/", import.meta.url);
const { exports } = JSON.parse(readFileSync(new URL("package.json", pkg), "utf8"));
const alias = Object.entries(exports).map(([path, target]) => ({
  // A query, as in "….wasm?url", stays.
  find: new RegExp(`^mem0-feedback${path.slice(1).replaceAll(".", "\\.")}(?=$|\\?)`),
  replacement: fileURLToPath(new URL(target.default ?? target, pkg)),
}));
const brotli = (bytes) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

const sizes = (file, bytes) => ({ file, bytes: bytes.length, gzip: gzipSync(bytes).length, brotli: brotli(bytes) });

async function files(entry) {
  if (/^(shell|report)\.js$/.test(entry)) return [sizes(entry, await atFirst(entry))];
  if (/^embed|\.wasm$/.test(entry)) return [sizes(entry, readFileSync(new URL(`dist/${entry}`, pkg)))];
  const { output } = await build({
    root: here,
    logLevel: "error",
    configFile: false,
    resolve: { alias },
    build: {
      write: false,
      rolldownOptions: {
        input: `${here}${entry}`,
        // Without these the official client does not build for a browser at all.
        external: entry === "official.js" ? ["fs", "path", "os", "crypto"] : [],
      },
    },
  });
  return output.map(({ fileName, code, source }) => sizes(fileName, Buffer.from(code ?? source)));
}

/** Without what is imported later, and without what a bundler adds for that. */
async function atFirst(entry) {
  const later = {
    name: "later",
    setup({ onResolve }) {
      onResolve({ filter: /./ }, ({ path, kind }) => (kind === "dynamic-import" ? { path, external: true } : undefined));
      onResolve({ filter: /^mem0-feedback/ }, ({ path }) => ({ path: alias.find(({ find }) => find.test(path)).replacement }));
    },
  };
  const options = { bundle: true, minify: true, format: "esm", target: "es2022", write: false };
  const { outputFiles } = await bundle({ ...options, entryPoints: [`${here}${entry}`], plugins: [later] });
  return outputFiles[0].contents;
}

const pages = {};
for (const entry of process.argv.slice(2)) pages[entry] = await files(entry);
console.log(JSON.stringify(pages));
