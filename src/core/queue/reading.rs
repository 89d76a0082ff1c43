//! When the journal is read.

use crate::core::retry::backoff;
use crate::core::time::Millis;

/// After so many failures in a row what can be read is all that there is.
const MOST_FAILURES: u32 = 3;
/// Between two readings at the least.
const PAUSE: Millis = Millis::from_secs(5);

/// Of the whole journal, by the tab that sends: once before it begins, and again when another tab
/// may have written what was not seen.
#[derive(Debug)]
pub struct Reading {
    number: u32,
    is_wanted: bool,
    is_under_way: bool,
    is_done: bool,
    not_before: Millis,
    failures: u32,
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            number: 0,
            is_wanted: true,
            is_under_way: false,
            is_done: false,
            not_before: Millis(0),
            failures: 0,
        }
    }
}

impl Reading {
    /// It is to be read again.
    pub fn want(&mut self) {
        self.is_wanted = true;
    }

    /// When it may be read; `None` if it need not be, or is being read.
    pub fn due(&self) -> Option<Millis> {
        (self.is_wanted && !self.is_under_way).then_some(self.not_before)
    }

    /// Whether it has been read at all, as far as it could be.
    pub fn is_done(&self) -> bool {
        self.is_done
    }

    /// Begins anew, under another tenure; of a reading that is under way nothing is expected.
    pub fn renew(&mut self) {
        *self = Self { number: self.number, ..Self::default() };
    }

    /// Nothing is expected of a second attempt: whoever was frozen with the lock may have been so
    /// with a transaction as well, and the database waits for that to end.
    pub fn hurry(&mut self) {
        self.failures = MOST_FAILURES - 1;
    }

    /// It is being read; the number of this reading.
    pub fn begin(&mut self) -> u32 {
        self.number += 1;
        self.is_under_way = true;
        self.is_wanted = false;
        self.number
    }

    /// It has been read; if not to the end, that is tried again.
    pub fn ended(&mut self, number: u32, is_whole: bool, now: Millis, luck: u32) {
        if number != self.number || !self.is_under_way {
            return;
        }
        self.is_under_way = false;
        self.is_wanted |= !is_whole;
        self.failures = if is_whole { 0 } else { self.failures + 1 };
        self.is_done |= is_whole || self.failures >= MOST_FAILURES;
        let pause = if self.is_done { PAUSE } else { Millis(0) };
        self.not_before = now + pause.max(backoff(self.failures, luck));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failures_until_done(reading: &mut Reading) -> u32 {
        (1..=MOST_FAILURES)
            .find(|_| {
                let number = reading.begin();
                reading.ended(number, false, Millis(0), 0);
                reading.is_done()
            })
            .unwrap()
    }

    #[test]
    fn a_journal_that_fails_is_read_again() {
        assert_eq!(failures_until_done(&mut Reading::default()), 3);
    }

    #[test]
    fn a_journal_that_a_frozen_tab_may_have_locked_is_not() {
        let mut reading = Reading::default();
        reading.hurry();
        assert_eq!(failures_until_done(&mut reading), 1);
        assert!(reading.due().is_some(), "what it holds is wanted still");
    }
}
