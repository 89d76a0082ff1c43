//! geckodriver, which Debian does not package.

use crate::process::{found, run};
use anyhow::{Context, Result};
use std::env;
use std::path::PathBuf;
use std::process::Command;

const VERSION: &str = "0.37.1";

/// The one in `PATH`, else one compiled once for all clones of this repository.
pub fn geckodriver() -> Result<PathBuf> {
    if let Some(driver) = found(&["geckodriver"]) {
        return Ok(driver);
    }
    let place = cache()?.join(format!("geckodriver-{VERSION}"));
    let driver = place.join("bin/geckodriver");
    if !driver.is_file() {
        run(
            "cargo install of geckodriver, once, for some minutes",
            Command::new("cargo")
                .args(["install", "geckodriver", "--locked", "--version", VERSION, "--root"])
                .arg(&place)
                // The folder of compiled crates is given up after the installation.
                .env_remove("CARGO_TARGET_DIR"),
        )?;
    }
    Ok(driver)
}

fn cache() -> Result<PathBuf> {
    let named = env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let home = || env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache"));
    let cache = named.or_else(home).context("neither XDG_CACHE_HOME nor HOME is set")?;
    Ok(cache.join("mem0-feedback/tools"))
}
