//! A Python of our own, with the official client and a JWT library in it.

use super::debian;
use crate::process::{found, run, succeeds};
use crate::{root, stamp};
use anyhow::Result;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Makes the virtual environment and returns its interpreter.
pub fn python() -> Result<PathBuf> {
    let requirements = root().join("tests/conformance/requirements.txt");
    let place = root().join("target/python");
    let interpreter = place.join("bin/python");
    let stamp = place.join("requirements-stamp");
    stamp::unless_fresh(&interpreter, &stamp, std::slice::from_ref(&requirements), || {
        create(&place)?;
        run(
            "pip install of the official Python client and PyJWT",
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
