//! The files that are published, held against lists that are kept: nothing comes into a package,
//! or is missing from it, unseen.

use crate::process::{cargo, output};
use crate::root;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

/// One path a line.
type Paths = BTreeSet<String>;

/// The file with a list, and what is published now.
type Published = (&'static str, fn() -> Result<Paths>);

const PUBLISHED: [Published; 2] =
    [("tests/release/npm.txt", in_tarball), ("tests/release/crate.txt", in_crate)];

/// Fails when a package holds other files than its list.
pub fn check() -> Result<()> {
    let mut differences = Vec::new();
    for (list, paths) in PUBLISHED {
        let kept = fs::read_to_string(root().join(list)).with_context(|| format!("no {list}"))?;
        differences.extend(differing(&kept, &paths()?).map(|line| format!("{list}: {line}")));
    }
    if differences.is_empty() {
        return Ok(());
    }
    let advice = "if that is meant, `cargo xtask release --accept`";
    bail!("other files are published than the lists have; {advice}\n{}", differences.join("\n"))
}

/// Writes the lists anew.
pub fn accept() -> Result<()> {
    for (list, paths) in PUBLISHED {
        let lines: String = paths()?.iter().map(|path| format!("{path}\n")).collect();
        fs::write(root().join(list), lines)?;
    }
    Ok(())
}

/// What is there and was not, with a plus, and the other way round, with a minus.
fn differing<'a>(kept: &'a str, paths: &'a Paths) -> impl Iterator<Item = String> + 'a {
    let kept: BTreeSet<&str> = kept.lines().collect();
    let gone = kept.clone().into_iter().filter(|path| !paths.contains(*path));
    let gone: Vec<String> = gone.map(|path| format!("-{path}")).collect();
    let new = paths.iter().filter(move |path| !kept.contains(path.as_str()));
    gone.into_iter().chain(new.map(|path| format!("+{path}")))
}

fn in_tarball() -> Result<Paths> {
    let mut pack = Command::new("npm");
    pack.current_dir(root().join("pkg")).args(["pack", "--dry-run", "--json", "--silent"]);
    let said: Value = serde_json::from_str(&output(&mut pack)?)?;
    let files = said.pointer("/0/files").and_then(Value::as_array).context("npm names no files")?;
    Ok(files.iter().filter_map(|file| file.pointer("/path")?.as_str()).map(without_hash).collect())
}

/// What modules of `embed` share is in files that are named for what is in them, by esbuild: eight
/// letters or digits.
fn without_hash(path: &str) -> String {
    let shared = path.strip_prefix("dist/embed/").and_then(|name| name.strip_suffix(".js"));
    let is_hash = |name: &str| {
        name.len() == 8 && name.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase())
    };
    if shared.is_some_and(is_hash) { "dist/embed/[hash].js".into() } else { path.into() }
}

fn in_crate() -> Result<Paths> {
    let listed = ["package", "--package=mem0-feedback", "--list", "--allow-dirty", "--quiet"];
    let said = output(cargo().args(listed))?;
    // It is only there where there is a repository.
    Ok(said.lines().filter(|path| *path != ".cargo_vcs_info.json").map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_new_and_what_is_gone_is_named() {
        let paths = ["a", "b"].map(str::to_owned).into();
        let lines: Vec<String> = differing("b\nc\n", &paths).collect();
        assert_eq!(lines, ["-c", "+a"]);
        assert_eq!(differing("a\nb\n", &paths).count(), 0);
    }

    #[test]
    fn only_shared_modules_have_hashes() {
        assert_eq!(without_hash("dist/embed/2ACPKYBP.js"), "dist/embed/[hash].js");
        for other in ["dist/embed/delivery.js", "dist/embed/actions.js", "dist/2ACPKYBP.js"] {
            assert_eq!(without_hash(other), other);
        }
    }
}
