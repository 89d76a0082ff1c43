//! `cargo xtask docs`: the reference of the crate and of the package, from their sources. What is
//! public and says nothing of itself is a failure.

use crate::process::{cargo, run};
use crate::{root, setup};
use anyhow::Result;
use std::process::Command;

/// With which the crate has all that it can have.
pub const FEATURES: &str = "--features=mem0-feedback/analytics,mem0-feedback/queue,\
    mem0-feedback/reason,mem0-feedback/relay";

/// Writes both, and says where they are.
pub fn docs() -> Result<()> {
    of_crate()?;
    of_package()?;
    for place in ["target/doc/mem0_feedback", "target/reference"] {
        println!("{}", root().join(place).join("index.html").display());
    }
    Ok(())
}

/// The crate's, by rustdoc; a lint of the workspace asks for the comments.
pub fn of_crate() -> Result<()> {
    run(
        "cargo doc",
        cargo()
            .args(["doc", "--workspace", "--no-deps", FEATURES])
            .env("RUSTDOCFLAGS", "--deny=warnings"),
    )
}

/// The package's, by TypeDoc.
pub fn of_package() -> Result<()> {
    setup::package()?;
    setup::npm_packages("docs")?;
    run(
        "typedoc",
        Command::new("node")
            .current_dir(root().join("docs"))
            .arg("node_modules/typedoc/bin/typedoc"),
    )
}
