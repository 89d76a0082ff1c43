//! `cargo xtask test`: every suite, each with its time, and how many passed.

mod browsers;
mod check;
mod native;
mod node;
mod wasm;

pub use browsers::prove;

use crate::{release, size};
use anyhow::{Result, bail};
use std::time::{Duration, Instant};

type Suite = fn() -> Result<()>;

/// What can be run by itself, by name. What fails fast comes first.
const SUITES: [(&str, Suite); 16] = [
    ("check", check::check),
    ("native", native::native),
    ("package", node::package),
    ("size", || size::size(&[])),
    ("release", || all(release::checks().into_iter())),
    ("types", node::types),
    ("consumers", node::consumers),
    ("relay", node::relay),
    ("conformance", node::conformance),
    ("analytics", node::analytics),
    ("wasm", wasm::wasm),
    ("docs", node::docs),
    ("element", node::element),
    ("report", node::report),
    ("e2e", node::e2e),
    ("browsers", browsers::browsers),
];

/// Runs the suites named, all when none is, one after the other whatever fails, and says whether
/// all have passed. `--list` names them instead.
pub fn test(names: &[String]) -> Result<bool> {
    if names.iter().any(|name| name == "--list") {
        SUITES.iter().for_each(|(name, _)| println!("{name}"));
        return Ok(true);
    }
    if let Some(unknown) = names.iter().find(|name| !SUITES.iter().any(|(suite, _)| suite == name))
    {
        bail!(
            "there is no suite `{unknown}`; there are: {}",
            SUITES.map(|(name, _)| name).join(", ")
        );
    }
    let chosen = |name: &str| names.is_empty() || names.iter().any(|chosen| chosen == name);
    let mut outcomes = Vec::new();
    for (name, suite) in SUITES.iter().filter(|(name, _)| chosen(name)) {
        eprintln!("\n{name}");
        let start = Instant::now();
        let result = suite();
        if let Err(error) = &result {
            eprintln!("{name} failed: {error:#}");
        }
        outcomes.push((*name, result.is_ok(), start.elapsed()));
    }
    Ok(summary(&outcomes))
}

/// Takes every step whatever fails, so that one run shows all that is wrong.
fn all(steps: impl Iterator<Item = Result<()>>) -> Result<()> {
    let failures: Vec<String> =
        steps.filter_map(Result::err).map(|failure| format!("{failure:#}")).collect();
    if failures.is_empty() { Ok(()) } else { bail!(failures.join("; ")) }
}

fn summary(outcomes: &[(&str, bool, Duration)]) -> bool {
    println!();
    for (name, passed, took) in outcomes {
        let word = if *passed { "passed" } else { "FAILED" };
        println!("{name:12} {word} {:8.1} s", took.as_secs_f32());
    }
    let passed = outcomes.iter().filter(|(_, passed, _)| *passed).count();
    let failed = outcomes.len() - passed;
    println!("\n{passed} passed, {failed} failed");
    failed == 0
}
