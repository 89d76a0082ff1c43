// Examples that a compiler sees first.
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "../installation.mjs";
import { required } from "../settings.mjs";
import { root } from "./blocks.mjs";
import { arrives, first, key, outside, project } from "./surroundings.mjs";

const TYPES = {
  target: "ES2022",
  module: "esnext",
  moduleResolution: "bundler",
  lib: ["ES2022", "DOM", "DOM.Iterable"],
  types: [],
  jsx: "react-jsx",
  strict: true,
  skipLibCheck: true,
  // The package lies elsewhere, and adds to types of the project's frameworks.
  preserveSymlinks: true,
  noEmit: true,
};

/** Checks the types of a module that has nothing but types from the package. */
export async function typed({ text, language }) {
  const place = await project(`example.${language}`, text);
  await writeFile(join(place, "tsconfig.json"), JSON.stringify({ compilerOptions: TYPES }));
  const tsc = join(root, "tests/node_modules/typescript/bin/tsc");
  await run(process.execPath, [tsc, "--project", place]).catch(({ stdout }) => {
    throw new Error(stdout);
  });
}

/** A crate in `target`, so that it shares what is compiled, with the example in it. */
async function crate(text) {
  const place = join(root, "target/docs/example");
  const [, version] = /^wasm-bindgen-test = "(.+)"$/m.exec(await readFile(join(root, "Cargo.toml"), "utf8"));
  await mkdir(join(place, "src"), { recursive: true });
  await copyFile(join(root, "Cargo.lock"), join(place, "Cargo.lock"));
  await writeFile(join(place, "Cargo.toml"), `workspace = {}
package = { name = "example", edition = "2024" }
dependencies = { mem0-feedback.path = "../../..", wasm-bindgen-test = "${version}" }
`);
  await writeFile(join(place, "src/lib.rs"), text);
  return place;
}

export const compiled = {
  /** In Node, as WebAssembly. */
  async "In Rust: rust"(t, { text }) {
    const place = await crate(`${text}
#[wasm_bindgen_test::wasm_bindgen_test]
async fn ends_well() {
    outdated("${key}", "${first}").await.unwrap();
}
`);
    const env = {
      ...process.env,
      CARGO_TARGET_DIR: join(root, "target"),
      CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: required("RUNNER"),
      NODE_OPTIONS: `--import ${outside(await project("example.js", ""))}`,
    };
    await run("cargo", ["test", "--offline", "--lib", "--target=wasm32-unknown-unknown"], { cwd: place, env });
    await arrives(first, "NEGATIVE", "Contains outdated contact information");
  },
};
