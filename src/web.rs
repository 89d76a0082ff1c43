//! The rules driven by the web: `fetch`, timers, signals.

#[cfg(feature = "package")]
pub(crate) mod batch;
mod builder;
mod client;
pub(crate) mod credential;
mod error;
mod exchange;
mod json;
mod stop;

pub use builder::Builder;
pub use client::Client;
#[cfg(feature = "package")]
pub(crate) use client::Outcome;
#[cfg(feature = "package")]
pub(crate) use error::Ended;
pub use error::Error;
