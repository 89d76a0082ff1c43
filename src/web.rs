//! The rules driven by the web: `fetch`, timers, signals.

#[cfg(feature = "package")]
pub(crate) mod batch;
mod builder;
mod client;
pub(crate) mod credential;
mod delivery;
mod error;
mod json;
mod response;
mod stop;

pub use builder::Builder;
pub use client::Client;
#[cfg(feature = "package")]
pub(crate) use delivery::Outcome;
#[cfg(feature = "package")]
pub(crate) use error::Ended;
pub use error::Error;

/// Two texts as one.
pub(crate) fn joined(first: &str, second: &str) -> alloc::string::String {
    let mut text = alloc::string::String::from(first);
    text.push_str(second);
    text
}
