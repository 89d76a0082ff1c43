// Builds the smallest page that sends a feedback by Vite: with this package, with its .wasm as a
// file of its own, with the official client, with fetch alone. Prints the bytes of each as JSON.
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const here = fileURLToPath(new URL(".", import.meta.url));
const dist = fileURLToPath(new URL("../../pkg/dist", import.meta.url));
const alias = [
  { find: /^mem0-feedback$/, replacement: `${dist}/index.js` },
  { find: /^mem0-feedback\/slim$/, replacement: `${dist}/slim/slim.js` },
  { find: /^mem0-feedback\/client\.wasm/, replacement: `${dist}/client.wasm` },
];
const brotli = (bytes) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

async function measured(name) {
  const { output } = await build({
    root: here,
    logLevel: "error",
    configFile: false,
    resolve: { alias },
    build: {
      write: false,
      rolldownOptions: {
        input: `${here}${name}.js`,
        // Without these the official client does not build for a browser at all.
        external: name === "official" ? ["fs", "path", "os", "crypto"] : [],
      },
    },
  });
  const files = output.map(({ fileName, code, source }) => {
    const bytes = Buffer.from(code ?? source);
    return { file: fileName, bytes: bytes.length, gzip: gzipSync(bytes).length, brotli: brotli(bytes) };
  });
  return { name, files };
}

const rows = [];
for (const name of ["ours", "slim", "official", "fetch"]) rows.push(await measured(name));
console.log(JSON.stringify(rows));
