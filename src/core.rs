//! The rules: no `JsValue`, no clock, no randomness, no I/O. Time, luck and answers come in as
//! arguments, so all of it runs natively, in tests of milliseconds.

pub mod feedback;
pub mod reason_code;
