//! The queue in real browsers that are closed, killed and frozen: `tests/browsers`.

use crate::process::run;
use crate::root;
use crate::sandbox::Sandbox;
use crate::setup::{self, Engine, Settings};
use anyhow::{Context, Result};
use std::process::Command;

/// The pages beside the API, on its origin.
const PAGES: [&str; 4] = ["--www", "/=tests/browsers/page", "--www", "/pkg=pkg"];

/// Those that can be had on every system.
const EVERYWHERE: [Engine; 2] = [Engine::Chromium, Engine::Firefox];

/// That the harness closes, kills and freezes as it says, and a small share of the proofs.
pub fn browsers() -> Result<()> {
    let mut settings = drivers()?;
    match Engine::WebKit.settings_if_there() {
        Some(webkit) => settings.extend(webkit),
        None => settings.push(("BROWSERS", Engine::names(&EVERYWHERE).into())),
    }
    let sandbox = start()?;
    run(
        "node --test tests/browsers",
        node()
            .args(["--test", "--test-concurrency=1", "--test-reporter=spec"])
            .args(
                ["harness", "ledger", "surroundings", "visits"]
                    .map(|name| format!("browsers/{name}.test.mjs")),
            )
            .arg("../benches/peers/votes.test.mjs")
            .env("SANDBOX", &sandbox.address)
            .envs(settings.clone()),
    )?;
    run(
        "node browsers/prove.mjs --few",
        node()
            .args(["browsers/prove.mjs", "--few"])
            .env("SANDBOX", &sandbox.address)
            .envs(settings),
    )
}

/// The proofs in full, or those that the arguments name; says whether all of them hold.
pub fn prove(arguments: &[String]) -> Result<bool> {
    let mut settings = drivers()?;
    settings.extend(Engine::WebKit.settings()?);
    let sandbox = start()?;
    let status = node()
        .arg("browsers/prove.mjs")
        .args(arguments)
        .env("SANDBOX", &sandbox.address)
        .envs(settings)
        .status()
        .context("cannot run node")?;
    Ok(status.success())
}

fn start() -> Result<Sandbox> {
    setup::package()?;
    setup::npm_packages("tests")?;
    Sandbox::start("browsers", &PAGES)
}

fn node() -> Command {
    let mut node = Command::new("node");
    node.current_dir(root().join("tests"));
    node
}

fn drivers() -> Result<Settings> {
    let settings: Vec<Settings> =
        EVERYWHERE.into_iter().map(Engine::settings).collect::<Result<_>>()?;
    Ok(settings.concat())
}
