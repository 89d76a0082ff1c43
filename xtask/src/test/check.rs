//! Form, lints and documentation.

use crate::process::{cargo, run};
use crate::setup;
use anyhow::Result;

/// The lints for what is compiled to WebAssembly: as the package has it and as a Rust user does.
const WASM: [&[&str]; 2] =
    [&["--no-default-features", "--features=package,client,reason"], &["--all-targets"]];

/// rustfmt, Clippy natively and for WebAssembly, rustdoc; a warning is a failure.
pub fn check() -> Result<()> {
    setup::components()?;
    setup::wasm_target()?;
    run("cargo fmt", cargo().args(["fmt", "--all", "--check"]))?;
    run(
        "clippy",
        cargo()
            .args(["clippy", "--workspace", "--all-targets", "--features=mem0-feedback/reason"])
            .args(["--", "--deny=warnings"]),
    )?;
    for features in WASM {
        run(
            &format!("clippy for WebAssembly, {}", features.join(" ")),
            cargo()
                .args(["clippy", "--package=mem0-feedback", "--target=wasm32-unknown-unknown"])
                .args(features)
                .args(["--", "--deny=warnings"]),
        )?;
    }
    run(
        "cargo doc",
        cargo().env("RUSTDOCFLAGS", "--deny=warnings").args([
            "doc",
            "--workspace",
            "--no-deps",
            "--features=mem0-feedback/reason",
        ]),
    )
}
