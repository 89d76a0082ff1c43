//! `cargo xtask matrix`: whoever uses the package or the crate, each a project in
//! `tests/consumers`, sends feedback to a sandbox; and the suite `e2e` runs in each browser. What is
//! there is in `tests/matrix/rows.mjs`.

use crate::process::{cargo, run};
use crate::release::unverified_crate;
use crate::sandbox::Sandbox;
use crate::setup::Engine;
use crate::{root, setup};
use anyhow::{Context, Result, bail};
use std::env;
use std::process::Command;
use wasm_bindgen_cli_support::Bindgen;

/// Names no browser, for tests that want none.
const NONE: &str = "none";

/// Asks the consumers whose names begin as given, all when none is, and the quick ones after
/// `--quick`; says whether all that could be run have sent what they should.
pub fn matrix(names: &[String]) -> Result<bool> {
    setup::package()?;
    setup::wasm_target()?;
    setup::npm_packages("tests")?;
    setup::npm_packages("tests/wrangler")?;
    let sandbox = Sandbox::start("matrix", &[])?;
    let status = Command::new("node")
        .current_dir(root().join("tests"))
        .arg("matrix/matrix.mjs")
        .args(names)
        .env("SANDBOX", &sandbox.address)
        .env("TARBALL", setup::tarball()?)
        .env("CRATE", unverified_crate(&root().join("target/crate"))?)
        .env("CHROMIUM", setup::chromium()?.program)
        .env("XTASK", env::current_exe()?)
        .env("BROWSERS", browsers(names))
        .status()
        .context("cannot run node")?;
    Ok(status.success())
}

/// Those that can be had here, when a row in browsers may be asked: to have them may take long.
fn browsers(names: &[String]) -> String {
    let is_asked = |row: &str| names.is_empty() || names.iter().any(|name| row.starts_with(name));
    let rows = Engine::ALL.map(|engine| format!("e2e {}", engine.name()));
    if rows.iter().any(|row| is_asked(row)) {
        Engine::names(&Engine::available())
    } else {
        NONE.into()
    }
}

/// Builds a project in Rust, as it was copied for the matrix, into its folder `dist`.
pub fn consumer(arguments: &[String]) -> Result<()> {
    let [name] = arguments else { bail!("which consumer is to be built?") };
    let place = root().join("target/consumers");
    // Not within: what watches the projects would watch it, too.
    let target = root().join("target/consumers-in-rust");
    run(
        &format!("cargo build of {name}"),
        cargo()
            .current_dir(&place)
            .args(["build", "--release", "--locked", "--target=wasm32-unknown-unknown"])
            .arg(format!("--package={name}-consumer"))
            .env("CARGO_TARGET_DIR", &target),
    )?;
    let module = format!("{}_consumer.wasm", name.replace('-', "_"));
    Bindgen::new()
        .input_path(target.join("wasm32-unknown-unknown/release").join(module))
        .web(true)?
        .omit_default_module_path(false)
        .typescript(false)
        .generate(place.join(name).join("dist"))
        .with_context(|| format!("wasm-bindgen of {name}"))
}
