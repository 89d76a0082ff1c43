//! What is known of one memory: the last intent, and what has become of those before it.

use super::journal::Fate;
use super::record::{Pushed, Record};
use super::stamp::Stamp;
use super::verdict::{MOST_ATTEMPTS_AT_500, Verdict};

/// A feedback that is not settled.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The feedback.
    pub record: Record,
    /// Attempts that have failed.
    pub attempts: u32,
    /// Of these, those that ended in a bare 500.
    pub unclear: u32,
}

/// A memory in the queue.
#[derive(Debug, Default)]
pub struct Memory {
    /// The newest that is not in flight.
    pub waiting: Option<Entry>,
    /// One at the most.
    pub in_flight: Option<Entry>,
    /// Nothing up to this is ever sent again; what became of the last one.
    pub settled: Option<(Stamp, Fate)>,
    /// Whether its turn will come.
    pub is_scheduled: bool,
    /// Whether it is in the list of those that are settled.
    pub is_remembered: bool,
}

impl Memory {
    /// Whether the feedback of that stamp waits or is in flight.
    pub fn has(&self, stamp: Stamp) -> bool {
        self.waiting.iter().chain(&self.in_flight).any(|entry| entry.record.stamp == stamp)
    }

    /// Takes a feedback in.
    pub fn push(&mut self, record: Record) -> Pushed {
        if self.has(record.stamp) {
            return Pushed::Known;
        }
        if let Some((stamp, fate)) = self.settled
            && stamp == record.stamp
        {
            return Pushed::Settled(fate);
        }
        let mut known = self.waiting.iter().chain(&self.in_flight).map(|entry| entry.record);
        let newer = known.find(|it| it.stamp > record.stamp).map(|it| it.handle);
        if newer.is_some() || self.is_settled_after(record.stamp) {
            return Pushed::Superseded { by: newer };
        }
        let superseded = self.waiting.replace(Entry { record, attempts: 0, unclear: 0 });
        Pushed::Taken { superseded: superseded.map(|entry| entry.record.handle) }
    }

    /// What an attempt makes of a feedback; `None`: it waits for another one.
    pub fn fate(&self, entry: &Entry, verdict: Verdict) -> Option<Fate> {
        let stamp = entry.record.stamp;
        match (verdict, self.settled) {
            (Verdict::Delivered, _) => Some(Fate::Sent),
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
