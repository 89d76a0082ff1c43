//! The crate's tests as WebAssembly, in Node and in real browsers.

use super::all;
use crate::process::{cargo, run};
use crate::root;
use crate::sandbox::Sandbox;
use crate::setup::{self, Browser};
use anyhow::Result;
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;

/// Seconds for the tests of one browser.
const TIMEOUT: &str = "120";
/// What keeps Chromium from calls of its own, and lets it run as root and in a container.
const CHROMIUM: [&str; 9] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
];

/// Compiles the tests once and runs them in Node, Chromium and Firefox, against one sandbox.
pub fn wasm() -> Result<()> {
    setup::wasm_target()?;
    setup::npm_packages("tests")?;
    let runner = runner()?;
    let sandbox = Sandbox::start("wasm", &[])?;
    all([in_node(), in_chromium(), in_firefox()].into_iter().map(|place| {
        let (name, settings) = place?;
        let mut tests = cargo();
        tests
            .args(["test", "--package=mem0-feedback", "--target=wasm32-unknown-unknown"])
            .arg("--test=web")
            .env("MEM0_SANDBOX", &sandbox.address)
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", &runner)
            .env("WASM_BINDGEN_TEST_TIMEOUT", TIMEOUT)
            .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "30")
            .envs(settings);
        run(&format!("wasm-bindgen-test in {name}"), &mut tests)
    }))
}

type Place = (&'static str, Vec<(&'static str, PathBuf)>);

fn in_node() -> Result<Place> {
    Ok(("Node", Vec::new()))
}

fn in_chromium() -> Result<Place> {
    let Browser { program, driver } = setup::chromium()?;
    let capabilities = json!({ "goog:chromeOptions": { "binary": program, "args": CHROMIUM } });
    let file = capabilities_file("chromium", &capabilities)?;
    Ok(("Chromium", browser_settings("CHROMEDRIVER", driver, file)))
}

fn in_firefox() -> Result<Place> {
    let Browser { program, driver } = setup::firefox()?;
    let capabilities = json!({ "moz:firefoxOptions": {
        "binary": program,
        "prefs": {
            "app.update.disabledForTesting": true,
            "browser.safebrowsing.downloads.remote.enabled": false,
            "network.captive-portal-service.enabled": false,
            "network.connectivity-service.enabled": false,
        },
    } });
    let file = capabilities_file("firefox", &capabilities)?;
    Ok(("Firefox", browser_settings("GECKODRIVER", driver, file)))
}

fn browser_settings(
    variable: &'static str,
    driver: PathBuf,
    capabilities: PathBuf,
) -> Vec<(&'static str, PathBuf)> {
    vec![
        (variable, driver),
        ("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities),
        ("WASM_BINDGEN_USE_BROWSER", "1".into()),
    ]
}

fn capabilities_file(browser: &str, capabilities: &Value) -> Result<PathBuf> {
    let file = root().join("target").join(format!("webdriver-{browser}.json"));
    fs::write(&file, capabilities.to_string())?;
    Ok(file)
}

/// The runner of wasm-bindgen-test, at the version that Cargo.lock names.
pub fn runner() -> Result<PathBuf> {
    run("cargo build of the test runner", cargo().args(["build", "--package=wasm-test-runner"]))?;
    Ok(root()
        .join("target/debug")
        .join(format!("wasm-test-runner{}", std::env::consts::EXE_SUFFIX)))
}
