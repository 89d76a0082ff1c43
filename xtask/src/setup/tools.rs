//! Programs that only crates.io has, each compiled once for all clones of this repository.

use crate::process::{found, run};
use anyhow::{Context, Result};
use std::env;
use std::path::PathBuf;
use std::process::Command;

/// geckodriver, which Debian does not package: the one in `PATH`, else one of our own.
pub fn geckodriver() -> Result<PathBuf> {
    match found(&["geckodriver"]) {
        Some(driver) => Ok(driver),
        None => installed("geckodriver", "0.37.1", &[]),
    }
}

/// What holds crates to the rules in `deny.toml`.
pub fn cargo_deny() -> Result<PathBuf> {
    installed("cargo-deny", "0.20.2", QUICKLY)
}

/// What writes down of which crates a program is made.
pub fn cargo_cyclonedx() -> Result<PathBuf> {
    installed("cargo-cyclonedx", "0.5.9", QUICKLY)
}

/// For what runs for seconds: without optimisation it compiles in a third of the time.
const QUICKLY: &[&str] = &["--debug"];

fn installed(name: &str, version: &str, options: &[&str]) -> Result<PathBuf> {
    let place = cache()?.join(format!("{name}-{version}"));
    let program = place.join("bin").join(name);
    if !program.is_file() {
        run(
            &format!("cargo install of {name}, once, for some minutes"),
            Command::new("cargo")
                .args(["install", name, "--locked", "--version", version, "--root"])
                .arg(&place)
                .args(options)
                // The folder of compiled crates is given up after the installation.
                .env_remove("CARGO_TARGET_DIR"),
        )?;
    }
    Ok(program)
}

fn cache() -> Result<PathBuf> {
    let named = env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let home = || env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache"));
    let cache = named.or_else(home).context("neither XDG_CACHE_HOME nor HOME is set")?;
    Ok(cache.join("mem0-feedback/tools"))
}
