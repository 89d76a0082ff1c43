//! The sandbox as its callers meet it: over HTTP, on a port of its own.

// Clippy's leave for tests ends at the functions that they share.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod durability;
mod faults;
mod feedback;
mod harness;
mod memories;
mod pages;
mod process;
mod relay;
mod request_log;
mod search;
