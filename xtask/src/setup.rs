//! What a fresh machine lacks. Each step says what it does and does nothing when nothing is to do.

mod browsers;
mod debian;
mod engine;
mod node;
mod package;
mod python;
mod rust;
mod tools;

pub use browsers::{Browser, WebKit, chromium, firefox, webkit};
pub use engine::{Engine, Settings};
pub use node::npm_packages;
pub use package::{package, tarball};
pub use python::python;
pub use rust::{components, wasm_target};
pub use tools::{cargo_cyclonedx, cargo_deny};
