//! Source files are named in panics. Where a machine has them is nobody's concern, and would move
//! the data that follows by as many bytes as its path is longer than another's.

use crate::process::output;
use anyhow::{Context, Result};
use std::env::{home_dir, var_os};
use std::path::PathBuf;
use std::process::Command;

/// How the names of crates' files begin, wherever the machine has them.
pub const CRATES: &str = "/cargo/";
/// How those of the standard library's begin, as it was compiled; rustc puts its own copy, if one is
/// installed, in place of that.
pub const STANDARD_LIBRARY: &str = "/rustc/";

/// What tells rustc to name both as they are named everywhere.
pub fn remapped() -> Result<[String; 2]> {
    let said = |argument| output(Command::new("rustc").arg(argument));
    let version = said("-vV")?;
    let commit = version.lines().find_map(|line| line.strip_prefix("commit-hash: "));
    let commit = commit.context("rustc does not say which commit it is of")?;
    let library = PathBuf::from(said("--print=sysroot")?.trim()).join("lib/rustlib/src/rust");
    let remap = |from: PathBuf, to: &str| format!("--remap-path-prefix={}={to}", from.display());
    Ok([
        remap(cargo_home()?, CRATES.trim_end_matches('/')),
        remap(library, &format!("{STANDARD_LIBRARY}{commit}")),
    ])
}

/// Where Cargo keeps crates.
pub fn cargo_home() -> Result<PathBuf> {
    let named = var_os("CARGO_HOME").map(PathBuf::from);
    named.or_else(|| Some(home_dir()?.join(".cargo"))).context("neither CARGO_HOME nor HOME is set")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_are_named_as_on_every_machine() {
        let [crates, library] = remapped().unwrap();
        assert!(crates.ends_with("=/cargo"), "{crates}");
        assert!(library.contains("/lib/rustlib/src/rust=/rustc/"), "{library}");
    }
}
