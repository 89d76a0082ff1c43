//! What an answer means for a feedback in the queue.

use crate::core::time::Millis;

/// How often Mem0's bare 500 is taken before it is believed to mean an unknown memory.
pub const MOST_ATTEMPTS_AT_500: u8 = 3;
/// What a server may ask us to wait at the most; after that it is asked again.
pub const LONGEST_HOLD: Millis = Millis::from_secs(24 * 60 * 60);

/// What became of a feedback in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The host has it.
    Delivered,
    /// The host will never take it.
    Refused,
    /// The host is in trouble, or cannot be reached.
    HostDown,
    /// The host asks for that much time.
    Held(Millis),
    /// 500 and nothing else: an unknown memory, or a host in trouble.
    Unclear,
    /// It never left.
    Unsent,
}

impl Verdict {
    /// The verdict on a failure: `status` is zero where no answer came, and `retry_after` zero
    /// where no wait was asked for.
    pub fn on_failure(status: u16, retry_after: Millis) -> Self {
        match status {
            _ if retry_after > Millis(0) && is_temporary(status) => {
                Self::Held(retry_after.min(LONGEST_HOLD))
            }
            500 => Self::Unclear,
            _ if is_temporary(status) => Self::HostDown,
            _ => Self::Refused,
        }
    }
}

fn is_temporary(status: u16) -> bool {
    status < 300 || status == 408 || status == 429 || status >= 500
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_may_change_is_tried_again() {
        let verdict = |status| Verdict::on_failure(status, Millis(0));
        for status in [400, 401, 403, 404, 409, 413, 422, 302] {
            assert_eq!(verdict(status), Verdict::Refused, "{status}");
        }
        // A captive portal's page is a 200 that delivers nothing.
        for status in [0, 200, 408, 429, 502, 503, 504, 599] {
            assert_eq!(verdict(status), Verdict::HostDown, "{status}");
        }
        assert_eq!(verdict(500), Verdict::Unclear);
    }

    #[test]
    fn a_wait_is_kept_but_not_for_ever() {
        let hold = |status, seconds| Verdict::on_failure(status, Millis::from_secs(seconds));
        assert_eq!(hold(429, 2), Verdict::Held(Millis::from_secs(2)));
        assert_eq!(hold(503, 1 << 40), Verdict::Held(LONGEST_HOLD));
        assert_eq!(hold(404, 2), Verdict::Refused);
    }
}
