//! A build that anybody can repeat: the last commit, built in two folders, gives the same bytes.

use super::{Verify, crate_file, files, sha256, tarball};
use crate::process::run;
use crate::root;
use crate::wasm::paths;
use anyhow::{Result, bail};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Unlike in name, length and depth, so that a path that gets into a file shows.
const FOLDERS: [&str; 2] = ["target/twice/a", "target/twice/another/of-a-longer/name"];

/// Builds the last commit twice, from nothing, and fails when a file differs.
pub fn same_bytes() -> Result<()> {
    let [one, other] = FOLDERS.map(|folder| root().join(folder)).map(|place| built(&place));
    let (one, other) = (one?, other?);
    let names = one.keys().chain(other.keys());
    let mut differing: Vec<String> = names
        .filter(|name| one.get(*name) != other.get(*name))
        .map(|name| name.display().to_string())
        .collect();
    differing.sort();
    differing.dedup();
    if !differing.is_empty() {
        bail!("two builds of one commit differ in {}", differing.join(", "));
    }
    for (name, sum) in one.iter().filter(|(name, _)| name.starts_with("published")) {
        println!("{sum}  {}", name.display());
    }
    println!("{} files, the same in both builds", one.len());
    Ok(())
}

/// Builds the last commit in a folder of its own; the sums of what was made.
fn built(place: &Path) -> Result<BTreeMap<PathBuf, String>> {
    clone(place)?;
    run(
        &format!("cargo xtask build in {}", place.display()),
        Command::new("cargo")
            .current_dir(place)
            .args(["xtask", "build"])
            .env("CARGO_HOME", home(place)?)
            .env_remove("CARGO_TARGET_DIR"),
    )?;
    let published = place.join("published");
    tarball(place, &published)?;
    crate_file(place, Verify::No, &published)?;
    let mut sums = BTreeMap::new();
    for folder in ["published", "pkg/dist"] {
        for name in files(&place.join(folder))? {
            let name = Path::new(folder).join(name);
            sums.insert(name.clone(), sha256(&place.join(name))?);
        }
    }
    Ok(sums)
}

/// Cargo's folder by another path, since files of crates are compiled from within it.
fn home(place: &Path) -> Result<PathBuf> {
    let home = place.join("target/cargo-home");
    fs::create_dir_all(&home)?;
    let entries = fs::read_dir(paths::cargo_home()?)?;
    let entries: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    run("ln -s of what cargo has", Command::new("ln").arg("-s").args(entries).arg(&home))?;
    Ok(home)
}

/// The last commit as git keeps it, without what lies around here.
fn clone(place: &Path) -> Result<()> {
    if place.exists() {
        fs::remove_dir_all(place)?;
    }
    fs::create_dir_all(place)?;
    run(
        "git clone",
        Command::new("git")
            .args(["clone", "--quiet", "--no-local", "--depth=1"])
            .arg(format!("file://{}", root().display()))
            .arg(place),
    )
}
