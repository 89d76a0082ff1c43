// Builds the smallest page that sends a feedback, with this package, with the official client and
// with fetch alone, by Vite, and prints the bytes of each as JSON.
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const here = fileURLToPath(new URL(".", import.meta.url));
const brotli = (bytes) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

async function measured(name) {
  const { output } = await build({
    root: here,
    logLevel: "error",
    configFile: false,
    resolve: { alias: { "mem0-feedback": `${here}../../pkg/dist/index.js` } },
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
  return { name, files, brotli: files.reduce((sum, file) => sum + file.brotli, 0) };
}

const rows = [];
for (const name of ["ours", "official", "fetch"]) rows.push(await measured(name));
console.log(JSON.stringify(rows));
