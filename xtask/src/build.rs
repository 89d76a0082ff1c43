//! The npm package.

use crate::process::run;
use crate::{root, trees, wasm};
use anyhow::Result;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The capabilities that have a .wasm of their own.
pub const CAPABILITIES: [&str; 1] = ["client"];

/// Builds `pkg/dist` anew.
pub fn package() -> Result<()> {
    let pkg = root().join("pkg");
    let (dist, glue) = (pkg.join("dist"), pkg.join("src/glue"));
    for folder in [&dist, &glue] {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        fs::create_dir_all(folder)?;
    }
    let _named: Vec<PathBuf> = CAPABILITIES
        .iter()
        .map(|capability| wasm::build(capability, &dist, &glue))
        .collect::<Result<_>>()?;
    run("tsc", Command::new("node").current_dir(&pkg).args(["node_modules/typescript/bin/tsc"]))?;
    copy_files(&glue, &dist.join("glue"))?;
    fs::copy(pkg.join("src/client.wasm.d.ts"), dist.join("client.wasm.d.ts"))?;
    trees::plant(&dist)?;
    for license in ["LICENSE-MIT", "LICENSE-APACHE"] {
        fs::copy(root().join(license), pkg.join(license))?;
    }
    Ok(())
}

fn copy_files(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        fs::copy(&path, to.join(path.file_name().unwrap_or_default()))?;
    }
    Ok(())
}
