//! Tell [Mem0](https://mem0.ai) whether a memory was useful.
//!
//! - [`core`]: the rules, free of any I/O: what a feedback is, how an answer is read, when to
//!   try again, in which order a batch goes out.

pub mod core;

pub use core::feedback::{Feedback, MemoryId, Rating};
pub use core::reason_code::ReasonCode;
