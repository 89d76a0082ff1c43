//! What is known against the packages that we depend on.

use crate::process::{output, run, succeeds};
use crate::{root, setup};
use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use std::env;
use std::path::Path;
use std::process::{Command, Stdio};

/// Set where a check that cannot be made is a failure, as before a release.
const REQUIRED: &str = "MEM0_FEEDBACK_ADVISORIES";
/// Each with a lockfile and a `deny.toml`.
const WORKSPACES: [&str; 2] = ["", "fuzz"];

/// Licences, duplicates and sources of the crates; advisories where their database can be had.
pub fn crates() -> Result<()> {
    WORKSPACES.into_iter().try_for_each(held)
}

fn held(workspace: &str) -> Result<()> {
    let program = setup::cargo_deny()?;
    let deny = |arguments: &[&str]| {
        let mut deny = Command::new(&program);
        deny.current_dir(root().join(workspace));
        deny.args(["--workspace", "--all-features"]).args(arguments);
        deny
    };
    run("cargo deny", &mut deny(&["check", "--deny=warnings", "licenses", "bans", "sources"]))?;
    if !succeeds(&mut deny(&["fetch", "db"])) {
        return not_made("cargo deny check advisories", "RustSec's database cannot be fetched");
    }
    let known = ["check", "--deny=warnings", "--disable-fetch", "advisories"];
    run("cargo deny check advisories", &mut deny(&known))
}

/// What npm's registry knows against the packages of each lockfile.
pub fn npm() -> Result<()> {
    let known = ["ls-files", "*package-lock.json"];
    let files = output(Command::new("git").current_dir(root()).args(known))?;
    let folders: Vec<&Path> = files.lines().filter_map(|file| Path::new(file).parent()).collect();
    ensure!(!folders.is_empty(), "git knows no lockfile of npm's");
    folders.into_iter().try_for_each(audit)
}

fn audit(folder: &Path) -> Result<()> {
    let what = format!("npm audit in {}", folder.display());
    let answer = Command::new("npm")
        .current_dir(root().join(folder))
        .args(["audit", "--json", "--package-lock-only"])
        .stdin(Stdio::null())
        .output()
        .context("cannot run npm")?;
    let said: Value = serde_json::from_slice(&answer.stdout).unwrap_or_default();
    let Some(found) = said.pointer("/metadata/vulnerabilities/total").and_then(Value::as_u64)
    else {
        return not_made(&what, "the registry answers no audits");
    };
    let names = said.pointer("/vulnerabilities").and_then(Value::as_object);
    let names: Vec<&str> = names.into_iter().flatten().map(|(name, _)| name.as_str()).collect();
    ensure!(found == 0, "{what}: {found} known against {}", names.join(", "));
    eprintln!("  {what}: nothing known");
    Ok(())
}

/// Says what was left out, so that nobody takes it for passed.
fn not_made(what: &str, reason: &str) -> Result<()> {
    if env::var_os(REQUIRED).is_some() {
        bail!("{what} was not made, and {REQUIRED} asks for it: {reason}");
    }
    eprintln!("\n  !! NOT RUN: {what}: {reason}\n");
    Ok(())
}
