//! What a tab's driver is to do, and what it is told by.

use super::circuit::Weather;
use super::journal::{Change, Fate};
#[cfg(doc)]
use super::tab::Tab;
use super::tenure::Duty;
use crate::core::time::Millis;

/// What the driver is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Something about the lock that all tabs share.
    Lock(Duty),
    /// Give the lock back.
    Unlock,
    /// Tell the other tabs that the sender is here, and how much is pending.
    Beat(u32),
    /// Read the whole journal, first half first: [`Tab::found`], [`Tab::found_settled`], and
    /// [`Tab::loaded`] at the end, with this number.
    Load(u32),
    /// Call [`Tab::commit`] in a task of its own.
    Task,
    /// Part of a transaction on the journal's second half.
    Change(Change),
    /// The transaction is complete: write it, then call [`Tab::committed`].
    Commit,
    /// This feedback is in the next request.
    Include(u32),
    /// Send the request.
    Send {
        /// Its number.
        request: u32,
        /// Whether it may outlive the page.
        keepalive: bool,
    },
    /// A feedback has come to another state.
    Report(u32, State),
    /// Nothing has to be known of that feedback any more; its handle is free.
    Release(u32),
    /// Nothing has to be known of that memory any more; its number is free.
    Forget(u32),
    /// Keep the host's state for the next visit.
    Keep(Weather),
    /// Poll again at that moment.
    Wait(Millis),
    /// Nothing to do, unless something happens.
    Rest,
}

/// Where a feedback is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It waits.
    Queued,
    /// It is in the journal's second half, which nothing but the user takes away.
    Saved,
    /// It is in flight.
    Sending,
    /// Gone, for this reason.
    Settled(Fate),
}

/// What the driver reads off the world whenever it polls.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    /// A clock that only goes forward.
    pub now: Millis,
    /// The time of day.
    pub wall: Millis,
    /// Uniform over all of `u32`.
    pub luck: u32,
}
