//! Bills of materials, as CycloneDX has them: of what crate and npm package are made.

use super::{Verify, crate_file};
use crate::process::{output, run};
use crate::{root, setup};
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::Command;

const CRATES: &str = "mem0-feedback.crate.cdx.json";
const NPM: &str = "mem0-feedback.npm.cdx.json";

/// Writes both into a folder; the crates' for a crate that has been packed.
pub fn write(packed: &Path, place: &Path) -> Result<()> {
    fs::write(place.join(CRATES), of_crates(packed)?)?;
    Ok(fs::write(place.join(NPM), of_npm()?)?)
}

/// That both can be written, and name what they have to name.
pub fn check() -> Result<()> {
    let packed = crate_file(&root(), Verify::No, &root().join("target/bill"))?;
    for (bill, part) in [(of_crates(&packed)?, "jwt-compact"), (of_npm()?, "esbuild")] {
        let bill: Value = serde_json::from_str(&bill)?;
        let said = |at| bill.pointer(at).and_then(Value::as_str);
        ensure!(said("/bomFormat") == Some("CycloneDX"), "no bill of CycloneDX's");
        ensure!(said("/metadata/component/name") == Some("mem0-feedback"), "a bill of another's");
        let parts = bill.pointer("/components").and_then(Value::as_array);
        let mut names = parts.into_iter().flatten().filter_map(|part| part.pointer("/name"));
        ensure!(names.any(|name| name == part), "a bill that does not name {part}");
    }
    Ok(())
}

/// The crates that each .wasm is made of. The tool writes beside the manifests of a whole workspace,
/// and so is given the crate as it is published, out of ours.
fn of_crates(packed: &Path) -> Result<String> {
    let place = root().join("target/bill").join(packed.file_stem().unwrap_or_default());
    if place.exists() {
        fs::remove_dir_all(&place)?;
    }
    fs::create_dir_all(root().join("target/bill"))?;
    run("tar", Command::new("tar").current_dir(root().join("target/bill")).arg("xf").arg(packed))?;
    let manifest = place.join("Cargo.toml");
    fs::write(&manifest, fs::read_to_string(&manifest)? + "\n[workspace]\n")?;
    run(
        "cargo cyclonedx",
        Command::new(setup::cargo_cyclonedx()?)
            .current_dir(&place)
            .args(["cyclonedx", "--all-features", "--target=wasm32-unknown-unknown"])
            .args(["--format=json", "--spec-version=1.5", "--override-filename=bill"]),
    )?;
    // Where it was unpacked is nobody's concern.
    let bill = fs::read_to_string(place.join("bill.json"))?;
    Ok(bill.replace(&place.display().to_string(), ""))
}

/// What the npm package depends on, and what it is built with.
fn of_npm() -> Result<String> {
    let bill = output(Command::new("npm").current_dir(root().join("pkg")).args([
        "sbom",
        "--package-lock-only",
        "--sbom-format=cyclonedx",
        "--sbom-type=library",
    ]))?;
    let mut bill: Value = serde_json::from_str(&bill)?;
    // npm takes the folder's name.
    let name = bill.pointer_mut("/metadata/component/name").context("npm names no component")?;
    *name = json!("mem0-feedback");
    Ok(serde_json::to_string_pretty(&bill)? + "\n")
}
