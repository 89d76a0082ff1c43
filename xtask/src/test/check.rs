//! Form, lints and documentation.

use super::all;
use crate::docs::{self, FEATURES};
use crate::process::{cargo, run};
use crate::setup;
use anyhow::Result;
use std::iter::once_with;

const STEPS: [(&str, &[&str]); 6] = [
    ("cargo fmt", &["fmt", "--all", "--check"]),
    ("clippy", &["clippy", "--workspace", "--all-targets", FEATURES]),
    (
        "clippy for WebAssembly, as the package has it",
        &[
            "clippy",
            "--package=mem0-feedback",
            "--target=wasm32-unknown-unknown",
            "--no-default-features",
            "--features=package,client,queue,reason",
        ],
    ),
    (
        "clippy for WebAssembly, as analytics have it",
        &[
            "clippy",
            "--package=mem0-feedback",
            "--target=wasm32-unknown-unknown",
            "--no-default-features",
            "--features=package,analytics",
        ],
    ),
    (
        "clippy for WebAssembly, as the relay has it",
        &[
            "clippy",
            "--package=mem0-feedback",
            "--target=wasm32-unknown-unknown",
            "--no-default-features",
            "--features=package,relay",
        ],
    ),
    (
        "clippy for WebAssembly, as a Rust program has it",
        &[
            "clippy",
            "--package=mem0-feedback",
            "--target=wasm32-unknown-unknown",
            "--lib",
            "--test=web",
        ],
    ),
];

/// rustfmt, Clippy natively and for WebAssembly, rustdoc; a warning is a failure.
pub fn check() -> Result<()> {
    setup::components()?;
    setup::wasm_target()?;
    let steps = STEPS.iter().map(|(what, arguments)| {
        let mut step = cargo();
        step.args(*arguments);
        if arguments.first() == Some(&"clippy") {
            step.args(["--", "--deny=warnings"]);
        }
        run(what, &mut step)
    });
    all(steps.chain(once_with(docs::of_crate)))
}
