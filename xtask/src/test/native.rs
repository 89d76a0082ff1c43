//! The tests of the whole workspace on this machine.

use crate::docs::FEATURES;
use crate::process::{cargo, output, run};
use anyhow::{Context, Result, ensure};

/// Prints on how many reasons, and how well, the check agrees with people.
const AGREEMENT: &str = "nine_in_ten_reasons_are_judged_as_a_person_judges_them";

/// Runs the queue with ten thousand seeds, and prints how often a feedback was sent.
const SIMULATION: &str = "promises_are_kept_whatever_happens";

/// All tests, those in the documentation included; then the figures that some of them print.
pub fn native() -> Result<()> {
    run("cargo test", cargo().args(["test", "--workspace", "--no-fail-fast", FEATURES]))?;
    agreement()?;
    simulate()
}

fn agreement() -> Result<()> {
    let figures = output(
        cargo()
            .args(["test", "--quiet", "--package=mem0-feedback", FEATURES, "--test=reasons"])
            .args(["--", "--exact", "--nocapture", AGREEMENT]),
    )?;
    let mut figures = figures.lines().filter(|line| line.contains("precision")).peekable();
    ensure!(figures.peek().is_some(), "{AGREEMENT} printed no figures");
    figures.for_each(|figure| println!("  reasons: {figure}"));
    Ok(())
}

/// With optimisation, or ten thousand seeds would take minutes.
fn simulate() -> Result<()> {
    let figures = output(
        cargo()
            .args(["test", "--quiet", "--release", "--package=mem0-feedback"])
            .args(["--no-default-features", "--features=queue", "--test=simulation"])
            .args(["--", "--exact", "--nocapture", SIMULATION]),
    )?;
    let figure = figures.lines().find(|line| line.contains("copies an item"));
    println!(
        "  simulation: {}",
        figure.with_context(|| format!("{SIMULATION} printed no figure"))?
    );
    Ok(())
}
