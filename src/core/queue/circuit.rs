//! Whether the host may be sent to: a circuit breaker with one probe, and a recovery that does not
//! fall upon a host which has just come back.

use super::verdict::Verdict;
use crate::core::retry::{LONGEST_WAIT, backoff, backoff_within};
use crate::core::time::Millis;
use alloc::vec::Vec;

/// Failures in a row that open the circuit.
const FAILURES: u32 = 3;
/// Different memories in a row with a bare 500 that make it the host's trouble, not theirs.
const UNCLEAR: usize = 5;
/// As many are enough while a host recovers, which it may do for a moment only.
const FAILURES_AGAIN: u32 = 2;
/// Between two probes at the most: a host that comes for seconds and goes again is found in time by
/// so many clients that their number is nearly the same each time.
const LONGEST_PROBE: Millis = Millis::from_secs(18);
/// After so many probes in vain, some ten minutes, a host is down for long, and asked less often.
const PATIENCE: u32 = 64;
/// Between two requests after a recovery, to begin with, and as much more with each second.
const FIRST_PACE: u64 = 120;
/// After so long it is half of what it would have grown to, and ever less from then on.
const RAMP: Millis = Millis::from_secs(10);
/// By then it is none.
const RECOVERY: Millis = Millis::from_secs(120);

/// What is kept across visits: moments are by the wall clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Weather {
    /// Nothing is sent before.
    pub until: Millis,
    /// How often in a row the circuit has opened.
    pub openings: u32,
}

/// The state of the host as far as we know it.
#[derive(Debug, Default)]
pub struct Circuit {
    failures: u32,
    openings: u32,
    /// Open until then; from then on half open, for a single probe.
    until: Option<Millis>,
    /// The host itself named that moment.
    is_held: bool,
    unclear: Vec<u32>,
    /// When the host came back, until requests need no pace any more.
    recovered: Option<Millis>,
    next: Millis,
}

/// How much may be sent now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leave {
    /// As many requests as there is room for.
    Open,
    /// One, if there is none.
    One,
    /// None before that moment.
    From(Millis),
}

impl Circuit {
    /// Whether a request may start at `now`.
    pub fn leave(&self, now: Millis) -> Leave {
        match self.until {
            Some(until) if now < until => Leave::From(until),
            Some(_) => Leave::One,
            None if self.recovered.is_some() && now < self.next => Leave::From(self.next),
            None => Leave::Open,
        }
    }

    /// A request starts. `luck` is uniform over all of `u32`.
    pub fn starts(&mut self, now: Millis, luck: u32) {
        let pace = self.pace(now).0;
        self.next = now + Millis(pace / 2 + ((pace * u64::from(luck)) >> 32));
    }

    /// The host has answered something that it stands by.
    fn answered(&mut self, now: Millis) {
        self.failures = 0;
        self.unclear.clear();
        if self.until.is_some() {
            self.probed(now);
        } else if self.recovered.is_some_and(|recovered| now - recovered >= RECOVERY) {
            self.recovered = None;
            self.openings = 0;
        }
    }

    /// The host has answered: that ends a wait which is over anyway, but none that it asked for.
    fn probed(&mut self, now: Millis) {
        if self.until.take_if(|until| now >= *until).is_some() {
            self.recovered = Some(now);
        }
    }

    /// Between two requests. At first it grows: others find out in their turn that the host is
    /// back, and all together are to send no more in one second than in another. It goes by the
    /// time and not by the answers, or those who are ahead would run away.
    fn pace(&self, now: Millis) -> Millis {
        let Some(recovered) = self.recovered else { return Millis(0) };
        let since = (now - recovered).min(RECOVERY);
        let grown = FIRST_PACE + FIRST_PACE * since.0 / 1000;
        let cube = |span: Millis| span.0 * span.0 * span.0;
        Millis(grown * cube(RAMP) / (cube(RAMP) + cube(since)))
    }

    /// The host could not be reached, or is in trouble.
    fn failed(&mut self, now: Millis, luck: u32) {
        self.failures += 1;
        let is_probe = self.until.is_some_and(|until| now >= until);
        let most = if self.recovered.is_some() { FAILURES_AGAIN } else { FAILURES };
        if is_probe || (self.until.is_none() && self.failures >= most) {
            self.openings += 1;
            let longest = if self.openings < PATIENCE { LONGEST_PROBE } else { LONGEST_WAIT };
            // The first is drawn from a second.
            self.until = Some(now + backoff_within(longest, self.openings, luck));
            self.is_held = false;
        }
    }

    /// The host asked for a wait; those that it sent away together do not come back together.
    fn held(&mut self, now: Millis, wait: Millis, luck: u32) {
        let until = now + wait + backoff(1, luck);
        self.until = self.until.max(Some(until));
        self.is_held = true;
    }

    /// What a request tells of the host, once for all that was in it: feedback on `memories`, with
    /// a verdict on each.
    pub fn learn(
        &mut self,
        memories: impl Iterator<Item = u32>,
        verdicts: &[Verdict],
        now: Millis,
        luck: u32,
    ) {
        let held = verdicts.iter().filter_map(|verdict| match verdict {
            Verdict::Held(wait) => Some(*wait),
            _ => None,
        });
        if let Some(wait) = held.max() {
            self.held(now, wait, luck);
        } else if verdicts.iter().any(|it| matches!(it, Verdict::Delivered | Verdict::Refused)) {
            self.answered(now);
        } else if verdicts.contains(&Verdict::HostDown) {
            self.failed(now, luck);
        } else {
            let unclear = memories.zip(verdicts).filter(|(_, it)| **it == Verdict::Unclear);
            if unclear.fold(false, |_, (memory, _)| self.unclear(memory)) {
                self.failed(now, luck);
            } else if verdicts.contains(&Verdict::Unclear) {
                self.probed(now);
            }
        }
    }

    /// The network is said to be back: the next probe need not wait for long.
    pub fn hint(&mut self, now: Millis, luck: u32) {
        if !self.is_held {
            self.until = self.until.map(|until| until.min(now + backoff(1, luck)));
        }
    }

    /// A bare 500 for `memory`; whether that is the host's trouble, and not the memory's.
    fn unclear(&mut self, memory: u32) -> bool {
        if !self.unclear.contains(&memory) && self.unclear.len() < UNCLEAR {
            self.unclear.push(memory);
        }
        self.unclear.len() == UNCLEAR
    }

    /// Whether the last that was heard of the host, or not heard, was a failure.
    pub fn has_failed(&self) -> bool {
        self.failures > 0
    }

    /// Whether nothing but probes is sent.
    pub fn is_open(&self) -> bool {
        self.until.is_some()
    }

    /// What the next visit should know.
    pub fn weather(&self, now: Millis, wall: Millis) -> Weather {
        let until = self.until.map_or(Millis(0), |until| wall + (until - now));
        Weather { until, openings: self.openings }
    }

    /// Goes on where another tab, or an earlier visit, left off. `longest` bounds what a clock
    /// that was set back would make of it.
    pub fn resume(&mut self, weather: Weather, now: Millis, wall: Millis, longest: Millis) {
        let wait = weather.until - wall;
        if weather.until > Millis(0) {
            self.until = self.until.max(Some(now + wait.min(longest)));
            self.openings = weather.openings;
            // It may have.
            self.is_held = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Millis = Millis(1000);

    #[test]
    fn opens_after_three_failures_and_probes_within_a_second() {
        let mut circuit = Circuit::default();
        circuit.failed(SECOND, u32::MAX);
        circuit.failed(SECOND, u32::MAX);
        assert_eq!(circuit.leave(SECOND), Leave::Open);
        circuit.failed(SECOND, u32::MAX);
        assert_eq!(circuit.leave(SECOND), Leave::From(Millis(1999)));
        assert_eq!(circuit.leave(Millis(1999)), Leave::One);
    }

    #[test]
    fn only_probes_make_the_wait_longer() {
        let mut circuit = Circuit::default();
        // Six were in flight when the host went down.
        (0..6).for_each(|_| circuit.failed(SECOND, u32::MAX));
        assert_eq!(circuit.leave(SECOND), Leave::From(Millis(1999)));
        circuit.failed(Millis(2000), u32::MAX);
        assert_eq!(circuit.leave(Millis(2000)), Leave::From(Millis(3999)));
    }

    fn recovered(at: Millis) -> Circuit {
        let mut circuit = Circuit::default();
        (0..3).for_each(|_| circuit.failed(Millis(0), 0));
        circuit.answered(at);
        circuit
    }

    #[test]
    fn gives_way_after_a_recovery_and_then_hurries() {
        let mut circuit = recovered(SECOND);
        let pace = |second: u64| circuit.pace(Millis(1000 * (1 + second)));
        assert_eq!([0, 1, 5, 10, 20, 60].map(pace), [120, 239, 640, 660, 280, 33].map(Millis));
        circuit.starts(SECOND, u32::MAX);
        assert_eq!(circuit.leave(SECOND), Leave::From(Millis(1179)));
        let proven = SECOND + RECOVERY;
        circuit.answered(proven);
        circuit.starts(proven, u32::MAX);
        assert_eq!(circuit.leave(proven), Leave::Open);
    }

    #[test]
    fn a_host_that_goes_again_is_believed_sooner() {
        let mut circuit = recovered(SECOND);
        circuit.failed(SECOND, 0);
        circuit.answered(SECOND);
        circuit.failed(SECOND, 0);
        assert!(!circuit.is_open(), "one failure is none");
        circuit.failed(SECOND, 0);
        assert!(circuit.is_open());
    }

    #[test]
    fn a_host_that_is_down_for_long_is_asked_less_often() {
        let mut circuit = Circuit::default();
        let mut waits = (0..100).map(|minute| {
            let now = Millis(minute * 60_000);
            circuit.failed(now, u32::MAX);
            circuit.until.unwrap_or(now) - now
        });
        assert_eq!(waits.nth(20), Some(Millis(17_999)));
        assert_eq!(waits.last(), Some(Millis(29_999)));
    }

    #[test]
    fn an_answer_to_what_was_sent_before_ends_no_wait_that_the_host_asked_for() {
        let mut circuit = Circuit::default();
        circuit.held(SECOND, Millis(5000), 0);
        circuit.answered(Millis(5999));
        assert_eq!(circuit.leave(Millis(5999)), Leave::From(Millis(6000)));
        circuit.answered(Millis(6000));
        assert_eq!(circuit.leave(Millis(6000)), Leave::Open);
    }

    #[test]
    fn five_memories_with_a_500_are_the_hosts_trouble() {
        let mut circuit = Circuit::default();
        assert!((0..20).all(|_| !circuit.unclear(7)));
        assert!((0..3).all(|memory| !circuit.unclear(memory)));
        assert!(circuit.unclear(3));
        circuit.answered(SECOND);
        assert!(!circuit.unclear(4));
    }

    #[test]
    fn a_reload_keeps_the_wait_and_a_clock_set_back_does_not_stretch_it() {
        let mut circuit = Circuit::default();
        circuit.held(SECOND, Millis(5000), 0);
        let kept = circuit.weather(SECOND, Millis(1_000_000));
        assert_eq!(kept.until, Millis(1_005_000));
        let mut next = Circuit::default();
        next.resume(kept, Millis(0), Millis(1_001_000), Millis(60_000));
        assert_eq!(next.leave(Millis(0)), Leave::From(Millis(4000)));
        next.resume(kept, Millis(0), Millis(1), Millis(60_000));
        assert_eq!(next.leave(Millis(0)), Leave::From(Millis(60_000)));
    }
}
