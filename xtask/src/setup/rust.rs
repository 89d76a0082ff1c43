//! What of Rust is not in every installation.

use crate::process::{found, output, run, succeeds};
use anyhow::{Result, bail};
use std::path::Path;
use std::process::Command;

const TARGET: &str = "wasm32-unknown-unknown";

/// The standard library for WebAssembly.
pub fn wasm_target() -> Result<()> {
    let asked = ["--print=target-libdir", "--target", TARGET];
    let folder = output(Command::new("rustc").args(asked))?;
    if Path::new(folder.trim()).is_dir() {
        return Ok(());
    }
    rustup("target", &[TARGET])
}

/// rustfmt and Clippy.
pub fn components() -> Result<()> {
    let missing: Vec<&str> = [("fmt", "rustfmt"), ("clippy", "clippy")]
        .into_iter()
        .filter(|(command, _)| !succeeds(Command::new("cargo").args([command, "--version"])))
        .map(|(_, component)| component)
        .collect();
    if missing.is_empty() { Ok(()) } else { rustup("component", &missing) }
}

fn rustup(kind: &str, names: &[&str]) -> Result<()> {
    let names_said = names.join(" ");
    if found(&["rustup"]).is_none() {
        bail!("{names_said} is missing, and there is no rustup to add it: install it beside rustc");
    }
    run(
        &format!("rustup {kind} add {names_said}"),
        Command::new("rustup").args([kind, "add"]).args(names),
    )
}
