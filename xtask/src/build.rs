//! The npm package.

use crate::process::run;
use crate::{root, trees, wasm};
use anyhow::Result;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The capabilities that have a .wasm of their own.
pub const CAPABILITIES: [&str; 5] = ["analytics", "client", "queue", "reason", "relay"];

/// Builds `pkg/dist` anew; what was there stays until all of it has been built.
pub fn package() -> Result<()> {
    let pkg = root().join("pkg");
    let next = root().join("target/package");
    let (dist, glue) = (next.join("dist"), next.join("glue"));
    for folder in [&dist, &glue] {
        replace_folder(folder)?;
        fs::create_dir_all(folder)?;
    }
    for capability in CAPABILITIES {
        wasm::build(capability, &dist, &glue)?;
    }
    replace_folder(&pkg.join("src/glue"))?;
    copy_files(&glue, &pkg.join("src/glue"))?;
    run(
        "tsc",
        Command::new("node")
            .current_dir(&pkg)
            .args(["node_modules/typescript/bin/tsc", "--outDir"])
            .arg(&dist),
    )?;
    copy_files(&glue, &dist.join("glue"))?;
    copy_files(&pkg.join("frameworks"), &dist.join("element"))?;
    drop_private_types(&dist)?;
    for types in ["client.wasm.d.ts", "embed.d.ts"] {
        fs::copy(pkg.join("src").join(types), dist.join(types))?;
    }
    trees::plant(&dist)?;
    // It says which modules have side effects, so that the rest is left out.
    fs::copy(pkg.join("package.json"), next.join("package.json"))?;
    run(
        "esbuild of the embed scripts",
        Command::new("node").current_dir(&pkg).arg("bundle.mjs").arg(&dist),
    )?;
    for license in ["LICENSE-MIT", "LICENSE-APACHE"] {
        fs::copy(root().join(license), pkg.join(license))?;
    }
    replace_folder(&pkg.join("dist"))?;
    Ok(fs::rename(dist, pkg.join("dist"))?)
}

/// Makes room for a folder of that name.
fn replace_folder(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    Ok(())
}

/// No public type refers to those of the glue and its loaders, which have `any`.
fn drop_private_types(dist: &Path) -> Result<()> {
    for folder in ["glue", "wasm", "wasm/edge-light", "wasm/workerd"] {
        for entry in fs::read_dir(dist.join(folder))? {
            let path = entry?.path();
            if path.to_string_lossy().ends_with(".d.ts") {
                fs::remove_file(path)?;
            }
        }
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
