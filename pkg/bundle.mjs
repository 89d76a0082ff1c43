// Takes what only readers of the source need out of the style sheets of the compiled package, in the
// folder named. Makes of it what a page takes by one script tag: `embed.js`, with the rest in `embed/`
// beside it, and `embed.full.js` with all in one.
import { readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { build, transform } from "esbuild";

const dist = resolve(process.argv[2]);

// No bundler looks into a text.
for (const name of await readdir(join(dist, "element"))) {
  if (!/^(.*-)?appearance\.js$|^list\.js$/.test(name)) continue;
  const file = join(dist, "element", name);
  const module = await readFile(file, "utf8");
  const [literal, css] = /(?<=CSS = )`([^`]*)`/.exec(module);
  const { code } = await transform(css, { loader: "css", minify: true, charset: "utf8" });
  await writeFile(file, module.replace(literal, () => JSON.stringify(code.trim())));
}

const common = { bundle: true, minify: true, target: "es2022", legalComments: "none", logLevel: "warning" };

const script = { ...common, format: "iife", entryPoints: [join(dist, "tag/embed.js")] };

/** Takes one module in place of another, by their paths in the package. */
function instead(modules) {
  return {
    name: "instead",
    setup({ onResolve }) {
      onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir }) => {
        const other = modules[join(resolveDir, path).slice(dist.length + 1)];
        return other && { path: join(dist, other) };
      });
    },
  };
}

const parts = ["delivery", "actions", "exposure", "list", "texts/ar", "texts/de", "texts/es", "texts/fr", "texts/ja"];
await build({
  ...common,
  format: "esm",
  splitting: true,
  entryPoints: [...parts.map((part) => join(dist, `element/${part}.js`)), join(dist, "reason.js")],
  entryNames: "[name]",
  chunkNames: "[hash]",
  outdir: join(dist, "embed"),
});
await build({
  ...script,
  outfile: join(dist, "embed.js"),
  plugins: [instead({ "element/parts.js": "tag/parts.js" })],
});
await build({
  ...script,
  outfile: join(dist, "embed.full.js"),
  plugins: [instead({ "element/transport.js": "tag/transport.js", "reason.js": "tag/reason.js" })],
});
await rm(join(dist, "tag"), { recursive: true });
