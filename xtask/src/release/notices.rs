//! The notices that the licences of others ask for, of the crates that the .wasm files are made of.

use crate::process::{cargo, output};
use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// In the npm package, for which alone it is made.
const FILE: &str = "THIRD-PARTY-NOTICES";
const HEAD: &str = "Besides mem0-feedback itself the .wasm files of this package, and the modules that \
load them, are made of the crates below. Each is under the licence that follows its name.\n";
/// What begins so is a licence; of those that may be chosen the first of these is taken.
const LICENCES: [&str; 5] = ["LICENSE-MIT", "LICENSE.MIT", "LICENSE", "license", "COPYING"];
const BESIDES: &str = "LICENSE-UNICODE";
const RULE: &str = "\n----------------------------------------\n\n";

/// Writes the notices of a clone into its npm package.
pub fn write(clone: &Path) -> Result<()> {
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for (name, folder) in crates(clone)? {
        let of_text = names.entry(licence(Path::new(&folder), &name)?).or_default();
        writeln!(of_text, "{name}")?;
    }
    let mut parts: Vec<String> = names
        .into_iter()
        .map(|(text, names)| format!("{RULE}{names}\n{}\n", text.trim()))
        .collect();
    parts.sort();
    Ok(fs::write(clone.join("pkg").join(FILE), HEAD.to_owned() + &parts.concat())?)
}

/// The crates that end up in a .wasm, name and version, and where they are unpacked.
fn crates(clone: &Path) -> Result<BTreeMap<String, String>> {
    let mut tree = cargo();
    tree.current_dir(clone).args(["tree", "--locked", "--package=mem0-feedback", "--all-features"]);
    tree.args(["--target=wasm32-unknown-unknown", "--edges=normal,no-proc-macro", "--no-dedupe"]);
    let tree = output(tree.args(["--prefix=none", "--format={p}"]))?;
    let mut metadata = cargo();
    metadata.current_dir(clone).args(["metadata", "--locked", "--all-features"]);
    let metadata = output(metadata.arg("--format-version=1"))?;
    let metadata: Value = serde_json::from_str(&metadata)?;
    let mut folders = BTreeMap::new();
    for package in metadata.pointer("/packages").and_then(Value::as_array).into_iter().flatten() {
        let of = |at| package.pointer(at).and_then(Value::as_str).unwrap_or_default();
        let folder = of("/manifest_path").trim_end_matches("/Cargo.toml");
        folders.insert(format!("{} v{}", of("/name"), of("/version")), folder.to_owned());
    }
    // Where a crate of our own is stands after its name.
    let others = tree.lines().filter(|line| !line.is_empty() && !line.contains(" ("));
    let found = others.map(|name| {
        let folder =
            folders.get(name).with_context(|| format!("cargo says not where {name} is"))?;
        Ok((name.to_owned(), folder.clone()))
    });
    found.collect()
}

/// The licence that is taken, and what holds besides whichever is.
fn licence(folder: &Path, name: &str) -> Result<String> {
    let mut files: Vec<String> = Vec::new();
    for entry in fs::read_dir(folder)? {
        files.extend(entry?.file_name().into_string());
    }
    files.sort();
    let begin = |beginning: &&str| files.iter().find(|file| file.starts_with(*beginning));
    let taken =
        LICENCES.iter().find_map(begin).with_context(|| format!("{name} has no licence"))?;
    let texts = [Some(taken), begin(&BESIDES)].into_iter().flatten();
    let texts = texts.map(|file| fs::read_to_string(folder.join(file)));
    Ok(texts.collect::<Result<Vec<_>, _>>()?.join("\n"))
}
