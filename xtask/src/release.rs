//! What is published, and what lets others trust it.

mod advisories;
mod bill;
mod contents;
mod notices;
mod twice;

pub use twice::same_bytes;

use crate::process::{cargo, output, run};
use crate::{root, setup};
use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// `cargo xtask release`: makes what is published. `--check` holds two builds of the last commit
/// against each other, `--accept` keeps the lists of files as they are now.
pub fn release(arguments: &[String]) -> Result<()> {
    match arguments {
        [] => publishable(),
        [option] if option == "--check" => same_bytes(),
        [option] if option == "--accept" => {
            complete()?;
            contents::accept()
        }
        _ => bail!("`cargo xtask release` takes --check or --accept and nothing else"),
    }
}

/// The suite: licences, advisories, duplicates, the files that are published, bills of materials.
pub fn checks() -> Vec<Result<()>> {
    vec![
        advisories::crates(),
        advisories::npm(),
        complete().and_then(|()| contents::check()),
        bill::check(),
    ]
}

/// Tarball, crate and their bills of materials, with the sums of all, into `target/release-files`.
fn publishable() -> Result<()> {
    complete()?;
    contents::check()?;
    let place = root().join("target/release-files");
    if place.exists() {
        fs::remove_dir_all(&place)?;
    }
    fs::create_dir_all(&place)?;
    tarball(&root(), &place)?;
    let packed = crate_file(&root(), Verify::Yes, &place)?;
    bill::write(&packed, &place)?;
    let mut sums = String::new();
    for file in files(&place)? {
        writeln!(sums, "{}  {}", sha256(&place.join(&file))?, file.display())?;
    }
    print!("{sums}");
    Ok(fs::write(place.join("SHA256SUMS"), sums)?)
}

/// The npm package with all that is published in it.
fn complete() -> Result<()> {
    setup::package()?;
    notices::write(&root())
}

/// Packs the npm package of a clone, with its notices, into a folder; returns the file.
pub fn tarball(clone: &Path, place: &Path) -> Result<PathBuf> {
    notices::write(clone)?;
    fs::create_dir_all(place)?;
    let name = output(
        Command::new("npm")
            .current_dir(clone.join("pkg"))
            .args(["pack", "--silent", "--pack-destination"])
            .arg(place),
    )?;
    Ok(place.join(name.trim()))
}

/// Whether what was packed is compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verify {
    Yes,
    No,
}

/// Packs the crate of this clone into a folder, without compiling it; returns the file.
pub fn unverified_crate(place: &Path) -> Result<PathBuf> {
    crate_file(&root(), Verify::No, place)
}

/// Packs the crate of a clone into a folder; returns the file.
fn crate_file(clone: &Path, verify: Verify, place: &Path) -> Result<PathBuf> {
    fs::create_dir_all(place)?;
    let target = clone.join("target");
    let mut package = cargo();
    package.current_dir(clone).env("CARGO_TARGET_DIR", &target);
    package.args(["package", "--package=mem0-feedback", "--allow-dirty"]);
    if verify == Verify::No {
        package.arg("--no-verify");
    }
    run("cargo package", &mut package)?;
    let name = concat!("mem0-feedback-", env!("CARGO_PKG_VERSION"), ".crate");
    fs::copy(target.join("package").join(name), place.join(name))?;
    Ok(place.join(name))
}

/// The files of a folder and of those in it, by their paths within, sorted.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(within) = folders.pop() {
        for entry in fs::read_dir(folder.join(&within))? {
            let entry = entry?;
            let path = within.join(entry.file_name());
            if entry.file_type()?.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}

fn sha256(file: &Path) -> Result<String> {
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    Ok(Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect())
}
