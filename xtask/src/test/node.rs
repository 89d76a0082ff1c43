//! The suites that Node runs: `tests/<suite>/*.test.mjs`. They find in the environment what they
//! need: `DEMO` and `DEMO_BEHIND`, `SANDBOX` and `SANDBOX_DB`, `TARBALL`, `ENGINE`, `CHROMIUM`,
//! `FIREFOX`, `GECKODRIVER`, `NATIVE`, `PYTHON`, `RUNNER`, `SCREENSHOTS`.

use super::{all, wasm};
use crate::demo::Demo;
use crate::matrix::matrix;
use crate::process::{cargo, run};
use crate::sandbox::Sandbox;
use crate::setup::{Engine, Settings};
use crate::{docs, root, setup};
use anyhow::{Context, Result, bail, ensure};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::iter::once;
use std::path::PathBuf;
use std::process::Command;

/// Runs only the files of a suite with that in their names.
const ONLY: &str = "ONLY";
/// Runs the suite `e2e` in the browser of that name.
const ENGINE: &str = "ENGINE";
/// What of the suite `e2e` runs in Firefox and WebKitGTK, too, by a word in the names of files.
const SHARE: &str = "votes";
/// Milliseconds for one file. The stopwatch's, on a page that is slowed down, takes seven minutes.
const TIMEOUT: &str = "--test-timeout=600000";

/// What was built, as an importing program sees it.
pub fn package() -> Result<()> {
    setup::package()?;
    setup::npm_packages("tests")?;
    let sandbox = Sandbox::start("package", &[])?;
    node_tests("package", [("SANDBOX", sandbox.address.clone().into())])
}

/// The types in the tarball, as strict programs see them, and what they say of themselves.
pub fn types() -> Result<()> {
    setup::package()?;
    setup::npm_packages("tests")?;
    let tests = node_tests("types", [("TARBALL", setup::tarball()?.into())]);
    all([tests, docs::of_package()].into_iter())
}

/// The tarball in scripts, a page and a Worker, the example as it is deployed, and the quick part of
/// the matrix.
pub fn consumers() -> Result<()> {
    setup::package()?;
    setup::npm_packages("tests")?;
    setup::npm_packages("tests/wrangler")?;
    let chromium = setup::chromium()?.program;
    let sandbox = Sandbox::start("consumers", &[])?;
    let settings = [
        ("SANDBOX", sandbox.address.clone().into()),
        ("TARBALL", setup::tarball()?.into()),
        ("CHROMIUM", chromium.into()),
    ];
    all([node_tests("consumers", settings), quick_matrix()].into_iter())
}

fn quick_matrix() -> Result<()> {
    if matrix(&["--quick".to_owned()])? { Ok(()) } else { bail!("not all of the matrix is ok") }
}

/// The relay in workerd, between tests and sandbox.
pub fn relay() -> Result<()> {
    setup::package()?;
    setup::npm_packages("tests")?;
    let sandbox = Sandbox::start("relay", &[])?;
    node_tests("relay", [("SANDBOX", sandbox.address.clone().into())])
}

/// Figures beside those of other libraries, and in WebAssembly beside those of this machine.
pub fn analytics() -> Result<()> {
    setup::package()?;
    setup::npm_packages("tests")?;
    let example = ["--package=mem0-feedback", "--features=analytics", "--example=analytics_report"];
    run("cargo build of analytics_report", cargo().arg("build").args(example))?;
    let settings = [
        ("NATIVE", root().join("target/debug/examples/analytics_report").into()),
        ("PYTHON", setup::python("analytics")?.into()),
    ];
    node_tests("analytics", settings)
}

/// The official clients against the sandbox, and other libraries' scopes at the relay.
pub fn conformance() -> Result<()> {
    setup::package()?;
    setup::npm_packages("tests")?;
    let python = setup::python("conformance")?;
    let sandbox = Sandbox::start("conformance", &[])?;
    let settings = [("SANDBOX", sandbox.address.clone().into()), ("PYTHON", python.into())];
    node_tests("conformance", settings)
}

/// The elements in real browsers, on pages of all sorts.
pub fn element() -> Result<()> {
    setup::package()?;
    setup::npm_packages("tests")?;
    let (chromium, firefox) = (setup::chromium()?.program, setup::firefox()?);
    let sandbox = Sandbox::start("element", &[])?;
    let settings = [
        ("SANDBOX", sandbox.address.clone().into()),
        ("CHROMIUM", chromium.into()),
        ("FIREFOX", firefox.program.into()),
        ("GECKODRIVER", firefox.driver.into()),
    ];
    node_tests("element", settings)
}

/// Every example of the documentation.
pub fn docs() -> Result<()> {
    setup::package()?;
    setup::npm_packages("tests")?;
    setup::wasm_target()?;
    let (python, chromium) = (setup::python("conformance")?, setup::chromium()?.program);
    let sandbox = Sandbox::start("docs", &["--seed", "tests/docs/seed.json"])?;
    let settings = [
        ("SANDBOX", sandbox.address.clone().into()),
        ("TARBALL", setup::tarball()?.into()),
        ("CHROMIUM", chromium.into()),
        ("PYTHON", python.into()),
        ("RUNNER", wasm::runner()?.into()),
    ];
    node_tests("docs", settings)
}

/// The report in real browsers: what it shows, and to whom.
pub fn report() -> Result<()> {
    setup::package()?;
    setup::npm_packages("tests")?;
    let (chromium, firefox) = (setup::chromium()?.program, setup::firefox()?);
    let settings = [
        ("CHROMIUM", chromium.into()),
        ("FIREFOX", firefox.program.into()),
        ("GECKODRIVER", firefox.driver.into()),
    ];
    node_tests("report", settings)
}

/// The demo page in real browsers, down to the rows in the database: all of it in Chromium, a share
/// in the others, or all of it in the one that is named.
pub fn e2e() -> Result<()> {
    if let Ok(name) = env::var(ENGINE) {
        let engine = Engine::named(&name)?;
        return end_to_end(engine, engine.settings()?, None);
    }
    let chromium = Engine::Chromium.settings()?;
    let others = [Engine::Firefox, Engine::WebKit].into_iter().filter_map(|engine| {
        let settings = engine.settings_if_there()?;
        Some(end_to_end(engine, settings, Some(SHARE)))
    });
    all(once(end_to_end(Engine::Chromium, chromium, None)).chain(others))
}

fn end_to_end(engine: Engine, browser: Settings, only: Option<&str>) -> Result<()> {
    setup::package()?;
    setup::npm_packages("tests")?;
    let python = setup::python("conformance")?;
    let (demo, front) = Demo::behind("e2e")?;
    let settings = [
        (ENGINE, engine.name().into()),
        ("DEMO", front.into()),
        ("DEMO_BEHIND", demo.address().into()),
        ("SANDBOX", demo.sandbox.address.clone().into()),
        ("SANDBOX_DB", demo.sandbox.db.clone().into()),
        // Node 20 has no SQLite; Python has.
        ("PYTHON", python.into()),
        ("SCREENSHOTS", root().join("target/screenshots").join(engine.name()).into()),
    ];
    let browser = browser.into_iter().map(|(name, path)| (name, path.into()));
    node_tests_of("e2e", only, settings.into_iter().chain(browser))
        .with_context(|| format!("in {}", engine.name()))
}

fn node_tests<const N: usize>(suite: &str, settings: [(&'static str, OsString); N]) -> Result<()> {
    node_tests_of(suite, None, settings)
}

/// Those of a suite that have a word in their names, all without one; and `ONLY`'s of these.
fn node_tests_of(
    suite: &str,
    word: Option<&str>,
    settings: impl IntoIterator<Item = (&'static str, OsString)>,
) -> Result<()> {
    let folder = root().join("tests").join(suite);
    let mut files = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| format!("no {}", folder.display()))? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".test.mjs") {
            files.push(path);
        }
    }
    let only = env::var(ONLY).unwrap_or_default();
    let has = |file: &PathBuf, part: &str| {
        file.file_name().unwrap_or_default().to_string_lossy().contains(part)
    };
    files.retain(|file| has(file, &only));
    ensure!(!files.is_empty(), "tests/{suite} has no file with {only} in its name");
    files.retain(|file| has(file, word.unwrap_or_default()));
    if files.is_empty() {
        return Ok(());
    }
    files.sort();
    run(
        &format!("node --test tests/{suite}"),
        Command::new("node")
            .current_dir(root().join("tests"))
            // One after another: they share a sandbox, and two cores.
            .args(["--test", "--test-concurrency=1", "--test-reporter=spec", TIMEOUT])
            .args(files)
            .envs(settings),
    )
}
