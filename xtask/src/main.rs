//! `cargo xtask`: builds, measures, serves and tests mem0-feedback.

mod bench;
mod build;
mod demo;
mod docs;
mod glue;
mod matrix;
mod names;
mod process;
mod release;
mod sandbox;
mod setup;
mod silence;
mod size;
mod stamp;
mod test;
mod trees;
mod wasm;
mod workerd;

use anyhow::{Result, bail};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask build              the npm package, into pkg/dist
cargo xtask size [--accept]     what a feedback costs a visitor, against a budget
cargo xtask demo [--port N]    the demo page with its API, on a loopback port
cargo xtask test [suite …]     all tests, or some suites of them; --list names them
cargo xtask matrix [name …]    who uses the package, from the tarball, or those of these names
cargo xtask docs               the reference of crate and package, into target
cargo xtask prove [proof …]    the queue in three browsers, for hours; --browser NAME, --few
cargo xtask bench [name …]     all benches, or some, into benches/RESULTS.md; --runs N of delivery
cargo xtask release             what is published, with its bills of materials and sums;
                                --check builds it twice, --accept keeps the lists of files";

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Does what the arguments say; false for tests that failed, which have said so themselves.
fn run() -> Result<bool> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((what, arguments)) = arguments.split_first() else {
        bail!("what is to be done?\n\n{USAGE}");
    };
    match what.as_str() {
        "build" => setup::package()?,
        "size" => size::size(arguments)?,
        "demo" => demo::demo(arguments)?,
        "docs" => docs::docs()?,
        "test" => return test::test(arguments),
        "bench" => return bench::bench(arguments),
        "matrix" => return matrix::matrix(arguments),
        // By which the matrix builds what is in Rust.
        "consumer" => matrix::consumer(arguments)?,
        "release" => release::release(arguments)?,
        "prove" => return test::prove(arguments),
        other => bail!("there is no `{other}`\n\n{USAGE}"),
    }
    Ok(true)
}

/// The repository, wherever cargo was called.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}
