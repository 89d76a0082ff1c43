//! What is to be written into the journal, and in which order.
//!
//! A click writes its record at once, into the journal's first half. All that follows is written
//! into the second half here: in the order in which it came about, so that a record goes only
//! after the newer one that takes its place is safe.

use crate::core::retry::backoff;
use crate::core::time::Millis;
use alloc::collections::VecDeque;
use alloc::vec::Vec;

/// Changes in one transaction: a few milliseconds of the page's time.
const MOST: usize = 250;

/// Why a record leaves the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Delivered.
    Sent,
    /// A newer one takes its place, or all was forgotten.
    Superseded,
    /// Refused by the host for good.
    Refused,
    /// It was too old.
    Expired,
}

/// A change to the journal, of the record with that handle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Keep it.
    Save(u32),
    /// Remove it.
    Remove(u32, Fate),
}

/// The changes that are still to be made.
#[derive(Debug, Default)]
pub struct Journal {
    changes: VecDeque<Change>,
    under_way: Vec<Change>,
    failures: u32,
    not_before: Millis,
}

impl Journal {
    /// Adds a change after all others.
    pub fn push(&mut self, change: Change) {
        self.changes.push_back(change);
    }

    /// When the next transaction may begin; `None`: there is nothing to be written, or one is
    /// under way.
    pub fn due(&self) -> Option<Millis> {
        (self.under_way.is_empty() && !self.changes.is_empty()).then_some(self.not_before)
    }

    /// Begins a transaction of what is still `wanted`.
    pub fn begin(&mut self, mut wanted: impl FnMut(Change) -> bool) -> &[Change] {
        while self.under_way.len() < MOST
            && let Some(change) = self.changes.pop_front()
        {
            if wanted(change) {
                self.under_way.push(change);
            }
        }
        &self.under_way
    }

    /// The transaction is over. What was written, if it was; if not, it is tried again after a
    /// while.
    pub fn committed(&mut self, is_written: bool, now: Millis, luck: u32) -> Vec<Change> {
        let changes = ::core::mem::take(&mut self.under_way);
        if is_written {
            self.failures = 0;
            self.not_before = Millis(0);
            return changes;
        }
        self.failures += 1;
        self.not_before = now + backoff(self.failures, luck);
        changes.into_iter().rev().for_each(|change| self.changes.push_front(change));
        Vec::new()
    }

    /// Forgets what was to be written, and names the records that were to be removed. One that is
    /// just being saved still has to go.
    pub fn clear(&mut self) -> Vec<u32> {
        let mut forgotten = Vec::new();
        for change in ::core::mem::take(&mut self.changes) {
            let Change::Remove(handle, _) = change else { continue };
            if self.under_way.contains(&Change::Save(handle)) {
                self.changes.push_back(change);
            } else {
                forgotten.push(handle);
            }
        }
        forgotten
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_order_when_a_transaction_fails() {
        let mut journal = Journal::default();
        assert_eq!(journal.due(), None);
        let changes = [Change::Save(2), Change::Remove(1, Fate::Superseded)];
        changes.into_iter().for_each(|change| journal.push(change));
        assert_eq!(journal.begin(|_| true), changes);
        journal.push(Change::Save(3));
        assert_eq!(journal.due(), None);
        assert!(journal.committed(false, Millis(1000), u32::MAX).is_empty());
        assert_eq!(journal.due(), Some(Millis(1999)));
        assert_eq!(journal.begin(|change| change != Change::Save(2)).len(), 2);
        assert_eq!(
            journal.committed(true, Millis(2000), 0),
            [Change::Remove(1, Fate::Superseded), Change::Save(3)]
        );
        assert_eq!(journal.due(), None);
    }

    #[test]
    fn a_transaction_is_short() {
        let mut journal = Journal::default();
        (0..1000).for_each(|handle| journal.push(Change::Save(handle)));
        assert_eq!(journal.begin(|_| true).len(), MOST);
        journal.committed(true, Millis(0), 0);
        assert_eq!(journal.due(), Some(Millis(0)));
    }

    #[test]
    fn what_is_just_being_saved_is_removed_though_all_is_forgotten() {
        let mut journal = Journal::default();
        journal.push(Change::Save(1));
        journal.begin(|_| true);
        let changes = [Change::Remove(1, Fate::Superseded), Change::Save(2)];
        changes.into_iter().for_each(|change| journal.push(change));
        journal.push(Change::Remove(3, Fate::Sent));
        assert_eq!(journal.clear(), [3]);
        journal.committed(true, Millis(0), 0);
        assert_eq!(journal.begin(|_| true), [Change::Remove(1, Fate::Superseded)]);
    }
}
