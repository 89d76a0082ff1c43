//! Workers: bundled as a deployment does, and what runs them.

use crate::process::{output, run};
use crate::root;
use anyhow::Result;
use std::path::PathBuf;
use std::process::Command;

/// Makes a file of each entry point, `name=path`, in a folder of `target`, and puts the .wasm that
/// they need beside them.
pub fn bundle(entries: &[&str], folder: &str) -> Result<()> {
    run(
        &format!("esbuild into target/{folder}"),
        Command::new("node")
            .current_dir(root())
            .env("NODE_PATH", "tests/node_modules")
            .arg("tests/node_modules/esbuild/bin/esbuild")
            .args(entries)
            .arg(format!("--outdir=target/{folder}"))
            .args(["--bundle", "--minify", "--format=esm"])
            .args(["--platform=neutral", "--conditions=workerd"])
            .arg("--alias:mem0-feedback/relay=./pkg/dist/workerd/relay.js")
            .args(["--loader:.wasm=copy", "--asset-names=[name]", "--external:cloudflare:*"]),
    )
}

/// What the program says of its version.
pub fn version() -> Result<String> {
    output(Command::new(program()?).arg("--version"))
}

/// The program that the npm package brings.
pub fn program() -> Result<PathBuf> {
    let asked = ["--print", "require('workerd').default"];
    let path = output(Command::new("node").current_dir(root().join("tests")).args(asked))?;
    Ok(PathBuf::from(path.trim()))
}
