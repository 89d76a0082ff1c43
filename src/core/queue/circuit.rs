//! Whether the host may be sent to: a circuit breaker with one probe, and a recovery that does not
//! fall upon a host which has just come back.

use crate::core::retry::backoff;
use crate::core::time::Millis;
use alloc::vec::Vec;

/// Failures in a row that open the circuit.
const FAILURES: u32 = 3;
/// Different memories in a row with a bare 500 that make it the host's trouble, not theirs.
const UNCLEAR: usize = 5;
/// Between two requests after a recovery, to begin with.
const FIRST_PACE: Millis = Millis(160);
/// After so long the rate is twice what it began with. It grows with the time and not with the
/// answers, or those who are ahead would run away.
const RAMP: Millis = Millis(8000);
/// A pace below this is none.
const LEAST_PACE: Millis = Millis(8);

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
    pub fn answered(&mut self, now: Millis) {
        self.failures = 0;
        self.unclear.clear();
        if self.until.is_some() {
            self.probed(now);
        } else if self.pace(now) < LEAST_PACE {
            self.recovered = None;
            self.openings = 0;
        }
    }

    /// The host has answered: that ends a wait which is over anyway, but none that it asked for.
    pub fn probed(&mut self, now: Millis) {
        if self.until.take_if(|until| now >= *until).is_some() {
            self.recovered = Some(now);
        }
    }

    /// Between two requests: for a while nearly the same, then ever less.
    fn pace(&self, now: Millis) -> Millis {
        let Some(recovered) = self.recovered else { return Millis(0) };
        let square = |span: Millis| span.0.saturating_mul(span.0);
        let since = square(RAMP).saturating_add(square(now - recovered));
        Millis(FIRST_PACE.0 * square(RAMP) / since)
    }

    /// The host could not be reached, or is in trouble.
    pub fn failed(&mut self, now: Millis, luck: u32) {
        self.failures += 1;
        let is_probe = self.until.is_some_and(|until| now >= until);
        if is_probe || (self.until.is_none() && self.failures >= FAILURES) {
            self.openings += 1;
            // The first is drawn from a second.
            self.until = Some(now + backoff(self.openings, luck));
            self.is_held = false;
        }
    }

    /// The host asked for a wait; those that it sent away together do not come back together.
    pub fn held(&mut self, now: Millis, wait: Millis, luck: u32) {
        let until = now + wait + backoff(1, luck);
        self.until = self.until.max(Some(until));
        self.is_held = true;
    }

    /// The network is said to be back: the next probe need not wait for long.
    pub fn hint(&mut self, now: Millis, luck: u32) {
        if !self.is_held {
            self.until = self.until.map(|until| until.min(now + backoff(1, luck)));
        }
    }

    /// A bare 500 for `memory`; whether that is the host's trouble, and not the memory's.
    pub fn unclear(&mut self, memory: u32) -> bool {
        if !self.unclear.contains(&memory) && self.unclear.len() < UNCLEAR {
            self.unclear.push(memory);
        }
        self.unclear.len() == UNCLEAR
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

    #[test]
    fn recovers_at_a_measured_pace() {
        let mut circuit = Circuit::default();
        (0..3).for_each(|_| circuit.failed(SECOND, u32::MAX));
        circuit.answered(Millis(2000));
        circuit.starts(SECOND, u32::MAX);
        assert_eq!(circuit.leave(SECOND), Leave::From(Millis(1239)));
        circuit.starts(Millis(10_000), u32::MAX);
        assert_eq!(circuit.leave(Millis(10_000)), Leave::From(Millis(10_119)));
        circuit.answered(Millis(40_000));
        circuit.starts(Millis(40_000), u32::MAX);
        assert_eq!(circuit.leave(Millis(40_000)), Leave::Open);
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
