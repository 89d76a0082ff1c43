//! `cargo xtask`: builds, measures, serves and tests mem0-feedback.

mod build;
mod process;
mod trees;
mod wasm;

use anyhow::{Result, bail};
use std::path::{Path, PathBuf};

const USAGE: &str = "\
cargo xtask build    the npm package, into pkg/dist";

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        Some("build") => build::package(),
        Some(other) => bail!("there is no `{other}`\n\n{USAGE}"),
        None => bail!("what is to be done?\n\n{USAGE}"),
    }
}

/// The repository, wherever cargo was called.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}
