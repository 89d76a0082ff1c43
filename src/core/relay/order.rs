//! Which of two votes is the newer one, when each client has a clock of its own.

use crate::core::queue::stamp::Stamp;
use crate::core::time::Millis;
use alloc::string::String;

/// Digits of a sequence's clock, to the base of 36.
const CLOCK_DIGITS: usize = 11;
/// Digits of its tab.
const TAB_DIGITS: usize = 7;
/// JavaScript's numbers, in which storage hands clocks back, hold every one below this.
const CLOCKS: u64 = 1 << 53;

/// Where a vote stands among others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// The client's sequence; of a vote that has none, its arrival. A tab of zero is none.
    pub stamp: Stamp,
    /// The clock of the sequence, but never ahead of the vote's arrival.
    pub counted: u64,
}

impl Order {
    /// Of a vote that arrives at `arrival`, by the clock of whoever keeps it.
    pub fn new(sequence: Option<Stamp>, arrival: u64) -> Self {
        let stamp = sequence.unwrap_or(Stamp { clock: arrival, tab: 0 });
        Self { stamp, counted: stamp.clock.min(arrival) }
    }

    /// Whether it takes the place of what the same rater said before.
    ///
    /// A tab knows the order of its own votes, however wrong its clock is. Between tabs the clocks
    /// decide, and one that runs ahead gains no more than the way to the relay takes.
    pub fn follows(&self, kept: &Self) -> bool {
        let (tab, other) = (self.stamp.tab, kept.stamp.tab);
        if tab == other && tab != 0 {
            return self.stamp > kept.stamp;
        }
        (self.counted, tab) > (kept.counted, other)
    }
}

/// Reads a sequence as a queue writes it: eleven digits of its clock, seven of its tab, to the
/// base of 36.
pub fn sequence(text: &str) -> Option<Stamp> {
    let is_digit = |byte: u8| byte.is_ascii_digit() || byte.is_ascii_lowercase();
    if text.len() != CLOCK_DIGITS + TAB_DIGITS || !text.bytes().all(is_digit) {
        return None;
    }
    let (clock, tab) = text.split_at_checked(CLOCK_DIGITS)?;
    let clock = u64::from_str_radix(clock, 36).ok().filter(|clock| *clock < CLOCKS)?;
    Some(Stamp { clock, tab: u32::from_str_radix(tab, 36).ok()? })
}

/// The sequence of who knows the time and no more.
pub fn sequence_at(moment: Millis) -> Option<Stamp> {
    let clock = moment.0.checked_mul(Stamp::TICKS).filter(|clock| *clock < CLOCKS)?;
    Some(Stamp { clock, tab: 0 })
}

/// Writes what [`sequence`] reads.
pub fn text(stamp: Stamp) -> String {
    let mut text = String::new();
    push_digits(&mut text, stamp.clock, CLOCK_DIGITS);
    push_digits(&mut text, u64::from(stamp.tab), TAB_DIGITS);
    text
}

fn push_digits(text: &mut String, number: u64, digits: usize) {
    for place in (0..digits as u32).rev() {
        let digit = number / 36u64.pow(place) % 36;
        text.push(char::from_digit(digit as u32, 36).unwrap_or('0'));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn order(clock: u64, tab: u32, arrival: u64) -> Order {
        Order::new(Some(Stamp { clock, tab }), arrival)
    }

    #[test]
    fn of_one_tab_the_sequence_decides_even_when_its_clock_is_ahead() {
        let (older, newer) = (order(9_000, 7, 300), order(9_001, 7, 200));
        assert!(newer.follows(&older) && !older.follows(&newer));
        assert!(!newer.follows(&order(9_001, 7, 400)), "it is the same vote");
    }

    #[test]
    fn a_clock_that_is_ahead_does_not_keep_out_another_for_long() {
        let ahead = order(9_000, 7, 100);
        assert_eq!(ahead.counted, 100);
        assert!(order(101, 8, 150).follows(&ahead));
        assert!(!order(99, 8, 150).follows(&ahead), "a late retry");
        assert!(Order::new(None, 101).follows(&ahead));
    }

    #[test]
    fn without_a_sequence_the_arrival_decides() {
        assert!(Order::new(None, 2).follows(&Order::new(None, 1)));
        assert!(!Order::new(None, 1).follows(&Order::new(None, 1)));
        // Two servers that say the time: one that is ahead does not shut the other out.
        assert!(order(101, 0, 150).follows(&order(9_000, 0, 100)));
    }

    #[test]
    fn sequences_are_texts_of_eighteen_digits() {
        // As the package's queue writes it.
        let stamp = Stamp { clock: 1_843_200_000_000_001, tab: u32::MAX };
        assert_eq!(text(stamp), "0i5cye1zi811z141z3");
        for wrong in ["", "7", "0i5cye1zi811z141z", "0I5CYE1ZI811Z141Z3", "+i5cye1zi811z141z3"] {
            assert_eq!(sequence(wrong), None, "{wrong}");
        }
        assert_eq!(sequence("zzzzzzzzzzz0000000"), None, "no clock of ours");
        assert_eq!(sequence("00000000000zzzzzzz"), None, "no tab of ours");
        assert_eq!(sequence_at(Millis(2)), Some(Stamp { clock: 2048, tab: 0 }));
        assert_eq!(sequence_at(Millis(u64::MAX)), None);
    }

    proptest! {
        #[test]
        fn a_sequence_reads_as_it_was_written(clock in 0..CLOCKS, tab: u32) {
            let stamp = Stamp { clock, tab };
            prop_assert_eq!(sequence(&text(stamp)), Some(stamp));
        }

        #[test]
        fn of_two_votes_one_is_the_newer(
            one in (0u64..50, 0u32..4, 0u64..50),
            two in (0u64..50, 0u32..4, 0u64..50),
        ) {
            let (one, two) = (order(one.0, one.1, one.2), order(two.0, two.1, two.2));
            prop_assert!(!(one.follows(&two) && two.follows(&one)));
        }
    }
}
