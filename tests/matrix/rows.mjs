// Who uses the package, how each is built, and what is then opened, asked or run.

/**
 * A consumer in one of its modes, asked in one of its ways.
 *
 * @typedef {object} Row
 * @property {string} name by which it is chosen and printed
 * @property {string} project a folder of tests/consumers
 * @property {string} [build] a command that has to end well
 * @property {string} [files] what is served, a folder of the project
 * @property {string} [serve] instead: a command that listens on $PORT
 * @property {string} [run] instead: a command that prints the answer; the question is its last word
 * @property {"page" | "endpoint" | "script" | "extension"} ask how it is asked
 * @property {string} [browser] instead of all this: the browser in which the suite `e2e` is run
 * @property {"all" | "direct" | "vote"} [does] what it is to do; `all`
 * @property {string} [at] the path that is opened or asked; `/`
 * @property {boolean} [isFramed] whether what is to be pressed is in a frame of the page
 * @property {string} [warning] what the framework itself says on the page, to begin with
 * @property {string[]} [outputs] folders of the project that hold one copy of each .wasm
 * @property {boolean} [isQuick] whether it is in the suite `consumers`
 * @property {string} [needs] the program without which it cannot run
 */

/** The rows of a project: each of its ways to be asked in each of its modes. */
function rows(project, modes, questions, more) {
  return Object.entries(modes).flatMap(([mode, steps]) =>
    Object.entries(questions).map(([way, question]) => {
      const name = [project, way, mode].filter(Boolean).join(" ");
      return { name, project, ...steps, ...question, ...more };
    }),
  );
}

const PAGE = { "": { ask: "page" } };
const THUMBS = { "": { ask: "page", does: "vote" } };
const SERVER = { client: { ask: "page" }, server: { ask: "endpoint", at: "/server" } };

const vite = {
  production: { build: "vite build", files: "dist", outputs: ["dist"] },
  development: { serve: "vite --host 127.0.0.1 --port $PORT --strictPort" },
};

/** Built into the folder `dist` beside the page. */
const beside = (build, serve) => ({ production: { build, files: ".", outputs: ["dist"] }, development: { serve } });

const esbuild = (format) => {
  const command = `esbuild main.js --bundle --outdir=dist ${format}`;
  return beside(`${command} --minify`, `${command} --servedir=. --serve=127.0.0.1:$PORT`);
};

const BUNDLERS = [
  ...rows("vite", vite, PAGE, { isQuick: true }),
  ...rows("webpack", beside("webpack --mode=production", "webpack serve --mode=development --port=$PORT"), PAGE),
  ...rows("rspack", beside("rspack build --mode=production", "rspack serve --mode=development --port=$PORT"), PAGE),
  ...rows("rollup", {
    production: { build: "rollup --config --compact", files: ".", outputs: ["dist"] },
    development: { build: "rollup --config --sourcemap=inline", files: ".", outputs: ["dist"] },
  }, PAGE),
  ...rows("esbuild", esbuild("--format=esm --splitting"), PAGE, { isQuick: true }),
  ...rows("esbuild-classic", esbuild("--format=iife"), PAGE, { isQuick: true }),
  ...rows("parcel", {
    production: { build: "parcel build index.html --no-cache", files: "dist", outputs: ["dist"] },
    development: { serve: "parcel serve index.html --dist-dir=served --no-cache --no-hmr --host=127.0.0.1 --port=$PORT" },
  }, PAGE),
  ...rows("next", {
    production: { build: "next build", serve: "next start --hostname=127.0.0.1 --port=$PORT", outputs: [".next/static", ".next/server/edge"] },
    development: { serve: "next dev --hostname=127.0.0.1 --port=$PORT" },
  }, { ...SERVER, edge: { ask: "endpoint", at: "/edge" } }),
  ...rows("sveltekit", {
    production: { build: "vite build", serve: "HOST=127.0.0.1 node dist", outputs: ["dist/client", "dist/server"] },
    development: vite.development,
  }, SERVER),
  ...rows("astro", {
    production: { build: "astro build", files: "dist", outputs: ["dist"] },
    development: { serve: "astro dev --host=127.0.0.1 --port=$PORT" },
  }, PAGE),
];

const FRAMEWORKS = [
  ...["react", "vue", "svelte", "solid"].flatMap((project) => rows(project, vite, THUMBS)),
  ...rows("lit", { ...vite, development: { ...vite.development, warning: "Lit is in dev mode" } }, THUMBS),
  ...rows("angular", {
    production: { build: "ng build", files: "dist/browser", outputs: ["dist/browser"] },
    development: { serve: "ng serve --host=127.0.0.1 --port=$PORT" },
  }, THUMBS),
];

/** From the folder of all projects, so that the package and what they share can be fetched. */
const plain = { "": { files: ".." } };

const PAGES = [
  ...rows("import-map", plain, { "": { ask: "page", at: "/import-map/index.html" } }, { isQuick: true }),
  ...rows("embed", plain, { "": { ...THUMBS[""], at: "/embed/index.html" } }, { isQuick: true }),
  ...rows("sandboxed-frame", plain, { "": { ...THUMBS[""], isFramed: true, at: "/sandboxed-frame/index.html" } }, { isQuick: true }),
];

const bundled = (name) => `esbuild ${name}.js --bundle --minify --outdir=dist`;

const WORKERS = [
  ...rows("dedicated-worker", vite, PAGE),
  ...rows("service-worker", { "": { build: bundled("worker"), files: "..", outputs: ["dist"] } }, {
    "": { ask: "page", at: "/service-worker/index.html" },
  }, { isQuick: true }),
  ...rows("extension", { "": { build: bundled("background"), outputs: ["dist"] } }, { "": { ask: "extension" } }, { isQuick: true }),
  ...rows("wrangler", {
    production: { build: "wrangler deploy --dry-run --outdir=dist", serve: "wrangler dev --local --ip=127.0.0.1 --port=$PORT", outputs: ["dist"] },
  }, { "": { ask: "endpoint" } }),
];

const script = (run, needs, does) => ({ "": { run, needs, ask: "script", does } });

const SCRIPTS = [
  ...["20", "22", "24"].flatMap((version) => [
    ...rows(`node-${version}`, script(`node-${version} send.mjs`, `node-${version}`), { ESM: {} }, { project: "node" }),
    ...rows(`node-${version}`, script(`node-${version} send.cjs`, `node-${version}`, "direct"), { require: {} }, { project: "node" }),
  ]),
  ...rows("deno", script("deno run --cached-only --no-prompt --allow-net=127.0.0.1 send.mjs", "deno"), { "": {} }, { project: "node" }),
  ...rows("bun", script("bun run --no-install send.mjs", "bun"), { "": {} }, { project: "node" }),
];

const RUST = [
  ...rows("leptos", { "": { build: "$XTASK consumer leptos", files: "." } }, { "": { ask: "page", does: "direct" } }),
  ...rows("workers-rs", { "": { build: "$XTASK consumer workers-rs", serve: "wrangler dev --local --ip=127.0.0.1 --port=$PORT" } }, {
    "": { ask: "endpoint", does: "direct" },
  }),
];

const BROWSERS = ["chromium", "firefox", "webkit"].map((browser) => ({ name: `e2e ${browser}`, browser }));

/** @type {Row[]} */
export const ROWS = [...BUNDLERS, ...PAGES, ...FRAMEWORKS, ...WORKERS, ...SCRIPTS, ...RUST, ...BROWSERS];
