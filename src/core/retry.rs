//! When to try again, and when to give up.

use super::failure::{Code, Failure};
use super::time::Millis;

/// The first wait is drawn from zero to this.
const FIRST_WAIT: Millis = Millis(500);
/// No wait is drawn from more than this.
pub const LONGEST_WAIT: Millis = Millis::from_secs(30);

/// Whether another attempt can change the outcome: never after a 4xx, but for 408 and 429, and
/// never when the caller's own time is up.
///
/// A 5xx may be a server that is down for a moment, and a 500 is also what Mem0 answers for a
/// memory that it does not know; only the number of attempts tells the two apart.
pub fn is_worth_another_attempt(failure: &Failure) -> bool {
    match failure.code {
        Code::Http(status) => status == 408 || status == 429 || status >= 500,
        Code::Connect | Code::Network => true,
        Code::Timeout | Code::Validation | Code::Authentication | Code::Configuration => false,
    }
}

/// Exponential backoff with full jitter, from half a second to thirty
/// ([Exponential Backoff and Jitter](https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/)).
///
/// `attempt` is how many have failed before this one; `luck` is uniform over all of `u32`.
pub fn backoff(attempt: u32, luck: u32) -> Millis {
    backoff_within(LONGEST_WAIT, attempt, luck)
}

/// The same, with a bound of its own.
pub fn backoff_within(longest: Millis, attempt: u32, luck: u32) -> Millis {
    let ceiling = FIRST_WAIT.0 << attempt.min(16);
    Millis((ceiling.min(longest.0) * u64::from(luck)) >> 32)
}

/// How often, and until when.
#[derive(Clone, Copy, Debug)]
pub struct Retry {
    /// Attempts after the first.
    pub retries: u32,
    /// The moment by which the whole call, waits included, has to be over.
    pub deadline: Millis,
}

impl Retry {
    /// The wait before the next attempt, or `None` to give up: the attempts are used up, or the
    /// wait would end after the deadline. What a server `asked` for, zero if nothing, is the
    /// least that is waited, with jitter above it where there is room, so that those who were
    /// sent away together do not come back together.
    pub fn wait(&self, asked: Millis, attempt: u32, now: Millis, luck: u32) -> Option<Millis> {
        if attempt >= self.retries {
            return None;
        }
        let left = self.deadline - now;
        let wait = asked + backoff(attempt, luck);
        if wait < left {
            Some(wait)
        } else {
            Some(asked).filter(|asked| *asked > Millis(0) && *asked < left)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::failure::Kind;
    use proptest::prelude::*;

    const RETRY: Retry = Retry { retries: 2, deadline: Millis::from_secs(30) };

    fn is_worth_it(status: u16) -> bool {
        is_worth_another_attempt(&Failure::from_status(status, None))
    }

    #[test]
    fn a_server_that_says_no_is_not_asked_again() {
        for status in [400, 401, 403, 404, 409, 413, 422, 451] {
            assert!(!is_worth_it(status), "{status}");
        }
        assert!(!is_worth_another_attempt(&Failure::new(Kind::Network, Code::Timeout, "")));
    }

    #[test]
    fn a_server_in_trouble_is_asked_again_twice() {
        for status in [408, 429, 500, 502, 503, 504, 520] {
            assert!(is_worth_it(status), "{status}");
        }
        assert!(RETRY.wait(Millis(0), 1, Millis(0), 0).is_some());
        assert_eq!(RETRY.wait(Millis(0), 2, Millis(0), 0), None);
    }

    #[test]
    fn a_wait_that_was_asked_for_is_kept_or_refused() {
        let asked = Millis::from_secs(29);
        assert!(RETRY.wait(asked, 0, Millis(0), u32::MAX) >= Some(asked));
        assert_eq!(RETRY.wait(asked, 0, Millis::from_secs(2), 0), None);
        // There is time for the wait itself, though none for jitter above it.
        assert_eq!(RETRY.wait(asked, 0, Millis(900), u32::MAX), Some(asked));
    }

    #[test]
    fn the_ceiling_doubles_up_to_thirty_seconds() {
        let highest: Vec<u64> = (0..9).map(|attempt| backoff(attempt, u32::MAX).0).collect();
        assert_eq!(highest, [499, 999, 1999, 3999, 7999, 15999, 29999, 29999, 29999]);
        assert_eq!(backoff(u32::MAX, u32::MAX).0, 29999);
    }

    proptest! {
        #[test]
        fn no_wait_ends_after_the_deadline(
            asked in 0u64..100_000,
            attempt in 0u32..4,
            now in 0u64..40_000,
            luck: u32,
        ) {
            if let Some(wait) = RETRY.wait(Millis(asked), attempt, Millis(now), luck) {
                prop_assert!(Millis(now) + wait < RETRY.deadline);
                prop_assert!(wait >= Millis(asked));
                prop_assert!(attempt < RETRY.retries);
            }
        }
    }
}
