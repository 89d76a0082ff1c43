//! Tell [Mem0](https://mem0.ai) whether a memory was useful.
//!
//! - [`core`]: the rules, free of any I/O: what a feedback is, how an answer is read, when to
//!   try again, in which order a batch goes out.
//! - [`web`]: the rules driven by the web, behind [`Client`].

// The package's .wasm brings its own panic handler: see `js`.
#![cfg_attr(all(feature = "package", not(feature = "analytics"), target_family = "wasm"), no_std)]

extern crate alloc;

pub mod core;
#[cfg(all(
    feature = "package",
    any(
        feature = "analytics",
        feature = "client",
        feature = "queue",
        feature = "reason",
        feature = "relay"
    )
))]
mod js;
#[cfg(any(feature = "client", all(feature = "package", feature = "relay")))]
mod sys;
#[cfg(feature = "client")]
pub mod web;

pub use core::feedback::{Feedback, MemoryId, Rating};
pub use core::reason_code::{ReasonCode, ReasonCodes};
#[cfg(feature = "client")]
pub use web::Client;
