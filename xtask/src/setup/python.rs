//! Pythons of our own: one with the official client and a JWT library, one with statistics.

use super::debian;
use crate::process::{found, run, succeeds};
use crate::{root, stamp};
use anyhow::Result;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Makes a virtual environment with what a suite's tests require, and returns its interpreter.
pub fn python(suite: &str) -> Result<PathBuf> {
    let requirements = root().join("tests").join(suite).join("requirements.txt");
    let place = root().join("target/python").join(suite);
    let interpreter = place.join("bin/python");
    let stamp = place.join("requirements-stamp");
    stamp::unless_fresh(&interpreter, &stamp, std::slice::from_ref(&requirements), || {
        create(&place)?;
        run(
            &format!("pip install of what tests/{suite} requires"),
            Command::new(&interpreter)
                .args(["-m", "pip", "install", "--disable-pip-version-check", "--no-input"])
                .arg("--requirement")
                .arg(&requirements),
        )
    })?;
    Ok(interpreter)
}

fn create(place: &Path) -> Result<()> {
    // Debian ships venv without what it needs to put pip into an environment.
    let complete = ["-c", "import ensurepip, sqlite3, venv"];
    if found(&["python3"]).is_none() || !succeeds(Command::new("python3").args(complete)) {
        debian::install(&["python3", "python3-venv"])?;
    }
    if place.exists() {
        fs::remove_dir_all(place)?;
    }
    run("python3 -m venv", Command::new("python3").args(["-m", "venv"]).arg(place))
}
