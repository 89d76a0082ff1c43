//! The npm package, built when something that it is made from has changed.

use super::{npm_packages, wasm_target};
use crate::{build, release, root, stamp};
use anyhow::Result;
use std::fs;
use std::path::PathBuf;

const SOURCES: [&str; 11] = [
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "pkg/bundle.mjs",
    "pkg/frameworks",
    "pkg/package-lock.json",
    "pkg/package.json",
    "pkg/tsconfig.json",
    "src",
    "xtask/src",
];
/// What the build itself puts among the sources, for the TypeScript compiler.
const GENERATED: &str = "glue";

/// Builds `pkg/dist` unless it is fresh.
pub fn package() -> Result<()> {
    wasm_target()?;
    npm_packages("pkg")?;
    let stamp = root().join("target/stamps/package");
    stamp::unless_fresh(&root().join("pkg/dist"), &stamp, &sources()?, build::package)
}

/// Packs the package as npm would publish it.
pub fn tarball() -> Result<PathBuf> {
    release::tarball(&root(), &root().join("target/tarball"))
}

fn sources() -> Result<Vec<PathBuf>> {
    let mut sources: Vec<PathBuf> = SOURCES.iter().map(|source| root().join(source)).collect();
    for entry in fs::read_dir(root().join("pkg/src"))? {
        let entry = entry?;
        if entry.file_name() != GENERATED {
            sources.push(entry.path());
        }
    }
    sources.sort();
    Ok(sources)
}
