//! The tests of the whole workspace on this machine.

use crate::process::{cargo, output, run};
use anyhow::{Result, ensure};

const FEATURES: &str = "--features=mem0-feedback/reason";
/// Prints on how many reasons, and how well, the check agrees with people.
const AGREEMENT: &str = "nine_in_ten_reasons_are_judged_as_a_person_judges_them";

/// All tests, those in the documentation included; then the figures that one of them prints.
pub fn native() -> Result<()> {
    run("cargo test", cargo().args(["test", "--workspace", "--no-fail-fast", FEATURES]))?;
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
