//! A feedback in the queue, and what may become of it.

use super::journal::Fate;
use super::stamp::Stamp;
use crate::core::time::Millis;

/// A feedback, as far as the order of sending is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record {
    /// The driver's name for it.
    pub handle: u32,
    /// The driver's number of its memory.
    pub memory: u32,
    /// When it was given.
    pub stamp: Stamp,
    /// Bytes that it has in a request.
    pub bytes: u32,
}

/// What bounds a queue.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Requests in flight.
    pub concurrency: usize,
    /// Feedbacks in a request.
    pub items: usize,
    /// Bytes in a request.
    pub bytes: u32,
    /// What is older is refused.
    pub max_age: Millis,
    /// Of memories that are settled, how many are remembered, so that nothing older is sent.
    pub remembered: usize,
}

/// What became of a feedback that was pushed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pushed {
    /// It will be sent; what waited for the same memory until now will not.
    Taken {
        /// The handle of what it superseded.
        superseded: Option<u32>,
    },
    /// A newer one on the same memory is known: the handle, unless that one is settled.
    Superseded {
        /// The handle of the newer one, while that waits or is in flight.
        by: Option<u32>,
    },
    /// It was here already.
    Known,
    /// It was settled before.
    Settled(Fate),
}
