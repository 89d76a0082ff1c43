//! Analytics: figures beside other libraries', the laws of merging, and what intervals promise.
#![cfg(feature = "analytics")]
// Clippy knows only functions marked as tests for tests, not those that serve them.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "analytics/golden.rs"]
mod golden;
#[path = "analytics/laws.rs"]
mod laws;
#[path = "analytics/promises.rs"]
mod promises;
