//! What is known of one memory: the last intent, and what has become of those before it.

use super::journal::Fate;
use super::record::{Pushed, Record};
use super::stamp::Stamp;
use super::verdict::{MOST_ATTEMPTS_AT_500, Verdict};
use ::core::num::NonZeroU8;

/// A feedback that is not settled. There are many: its memory is named by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When it was given.
    pub stamp: Stamp,
    /// The driver's name for it.
    pub handle: u32,
    /// Bytes that it has in a request.
    pub bytes: u32,
    /// The number of the next attempt.
    pub attempt: NonZeroU8,
    /// Attempts that ended in a bare 500.
    pub unclear: u8,
    /// Whether it is not to be sent again.
    pub is_unwanted: bool,
}

impl Entry {
    /// Of a feedback that was just given.
    pub fn new(Record { handle, stamp, bytes, .. }: Record) -> Self {
        Self { stamp, handle, bytes, attempt: NonZeroU8::MIN, unclear: 0, is_unwanted: false }
    }
}

/// A memory in the queue.
#[derive(Debug, Default)]
pub struct Memory {
    /// The newest that is not in flight.
    pub waiting: Option<Entry>,
    /// Nothing up to this is ever sent again; what became of the last one.
    pub settled: Option<(Stamp, Fate)>,
    /// Whether one is in flight, and is kept with its request.
    pub is_in_flight: bool,
    /// Whether its turn will come.
    pub is_scheduled: bool,
    /// Whether it is in the list of those that are settled.
    pub is_remembered: bool,
}

impl Memory {
    /// Takes a feedback in, beside the one that is in flight.
    pub fn push(&mut self, record: Record, in_flight: Option<Entry>) -> Pushed {
        let known = [self.waiting, in_flight].into_iter().flatten();
        if known.clone().any(|entry| entry.stamp == record.stamp) {
            return Pushed::Known;
        }
        if let Some((stamp, fate)) = self.settled
            && stamp == record.stamp
        {
            return Pushed::Settled(fate);
        }
        let newer = known.into_iter().find(|it| it.stamp > record.stamp).map(|it| it.handle);
        if newer.is_some() || self.is_settled_after(record.stamp) {
            return Pushed::Superseded { by: newer };
        }
        let superseded = self.waiting.replace(Entry::new(record));
        Pushed::Taken { superseded: superseded.map(|entry| entry.handle) }
    }

    /// What an attempt makes of a feedback; `None`: it waits for another one.
    pub fn fate(&self, entry: &Entry, verdict: Verdict) -> Option<Fate> {
        let stamp = entry.stamp;
        match (verdict, self.settled) {
            (Verdict::Delivered, _) => Some(Fate::Sent),
            _ if entry.is_unwanted => Some(Fate::Superseded),
            (Verdict::Refused, _) => Some(Fate::Refused),
            // Another sender has settled it meanwhile.
            (_, Some((settled, fate))) if settled == stamp => Some(fate),
            _ if self.waiting.is_some() || self.is_settled_after(stamp) => Some(Fate::Superseded),
            _ if entry.unclear >= MOST_ATTEMPTS_AT_500 => Some(Fate::Refused),
            _ => None,
        }
    }

    /// All feedback up to `stamp` is settled, the last one by `fate`.
    pub fn settle(&mut self, stamp: Stamp, fate: Fate) {
        if self.settled.is_none_or(|(settled, _)| settled < stamp) {
            self.settled = Some((stamp, fate));
        }
    }

    fn is_settled_after(&self, stamp: Stamp) -> bool {
        self.settled.is_some_and(|(settled, _)| settled > stamp)
    }
}
