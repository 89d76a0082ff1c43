//! The rules: no `JsValue`, no clock, no randomness, no I/O. Time, luck and answers come in as
//! arguments, so all of it runs natively, in tests of milliseconds.

#[cfg(feature = "analytics")]
pub mod analytics;
pub mod answer;
pub mod batch;
pub mod failure;
pub mod feedback;
#[cfg(any(feature = "queue", feature = "relay"))]
pub mod queue;
#[cfg(feature = "reason")]
pub mod reason;
pub mod reason_code;
#[cfg(feature = "relay")]
pub mod relay;
pub mod retry;
pub mod time;
pub mod wire;
