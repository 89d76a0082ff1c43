//! A local Mem0-compatible API on SQLite, so that everything runs with no account and no network.
//!
//! - [`Sandbox`] listens on 127.0.0.1 and answers Mem0's API, a relay's wire form and, under
//!   `/sandbox/`, what tests and the demo need: faults on demand, the requests as they came over
//!   the wire, the feedback that was stored.
//! - `filter` holds Mem0's filters, `ranking` the rule by which feedback moves a memory.

mod answer;
mod app;
mod body;
mod entity;
mod fault;
mod filter;
mod mask;
mod memory;
mod moment;
mod page;
mod project;
mod ranking;
mod relay;
mod request_log;
mod routes;
mod seed;
mod server;
mod settings;
mod store;

pub use seed::SeedError;
pub use server::{Sandbox, StartError};
pub use settings::{Mount, Settings, UnknownMemory};
