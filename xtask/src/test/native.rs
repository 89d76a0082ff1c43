//! The tests of the whole workspace on this machine.

use crate::process::{cargo, run};
use anyhow::Result;

/// All tests, those in the documentation included.
pub fn native() -> Result<()> {
    run(
        "cargo test",
        cargo().args(["test", "--workspace", "--no-fail-fast", "--features=mem0-feedback/reason"]),
    )
}
