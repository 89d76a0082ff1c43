//! Who of all tabs sends: the holder of a lock, as long as it shows that it is awake.
//!
//! A frozen tab keeps its lock for ever. So while there is something to be sent, whoever waits
//! for the lock asks now and then whether its holder is there, and takes the lock from one that
//! is not. A holder answers by message, which works in a tab whose timers are throttled, and
//! makes sure of its lock before it goes on after a sleep. A tab with nothing to wait for has no
//! timer at all.

use crate::core::time::Millis;

/// Between two looks while there is work.
const PULSE: Millis = Millis(1500);
/// A holder that has not answered for so long has gone.
const SILENCE: Millis = Millis(5000);
/// Who has not run for so long may have been asleep, and have lost the lock without knowing.
const SLEPT: Millis = Millis(3000);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// There are no locks here.
    Free,
    /// Away, and not even waiting for the lock.
    Away,
    Waiting {
        /// Asked since then, in vain.
        unanswered: Option<Millis>,
    },
    Stealing,
    Holding,
    /// Holding, as far as is known, but was asleep.
    Doubting,
}

/// What is to be done about the lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
    /// Ask for the lock, and wait for it.
    Lock,
    /// Ask the holder whether it is there.
    Ping,
    /// Take the lock from its holder.
    Steal,
    /// Find out whether the lock is still ours.
    Verify,
}

/// The part that a tab has in this.
#[derive(Debug)]
pub struct Tenure {
    has_locks: bool,
    role: Role,
    next_look: Option<Millis>,
    last_seen: Millis,
    due: Option<Duty>,
}

impl Tenure {
    /// Of a tab that has just come.
    pub fn new(has_locks: bool) -> Self {
        if has_locks {
            let role = Role::Waiting { unanswered: None };
            Self { has_locks, role, next_look: None, last_seen: Millis(0), due: Some(Duty::Lock) }
        } else {
            Self { has_locks, role: Role::Free, next_look: None, last_seen: Millis(0), due: None }
        }
    }

    /// Whether there are no locks, so that every tab sends.
    pub fn is_free(&self) -> bool {
        self.role == Role::Free
    }

    /// Whether this tab sends.
    pub fn may_send(&self) -> bool {
        matches!(self.role, Role::Free | Role::Holding)
    }

    /// Whether this tab answers for the queue, though it may have to make sure first.
    pub fn is_holder(&self) -> bool {
        matches!(self.role, Role::Free | Role::Holding | Role::Doubting)
    }

    /// Whether it may have been asleep.
    pub fn has_slept(&self, now: Millis) -> bool {
        self.role != Role::Free && now > self.last_seen + SLEPT
    }

    /// To be called before anything else whenever something happens.
    pub fn wake(&mut self, now: Millis) {
        if self.has_slept(now) {
            self.next_look = None;
            match &mut self.role {
                Role::Holding => {
                    self.role = Role::Doubting;
                    self.due = Some(Duty::Verify);
                }
                // Who slept has heard nothing, and accuses nobody.
                Role::Waiting { unanswered } => *unanswered = None,
                Role::Free | Role::Away | Role::Stealing | Role::Doubting => {}
            }
        }
        self.last_seen = now;
    }

    /// The lock is ours.
    pub fn granted(&mut self) {
        self.role = Role::Holding;
        self.due = None;
    }

    /// The lock was taken from us, or could not be had; or it turned out not to be ours.
    pub fn lost(&mut self) {
        self.role = Role::Waiting { unanswered: None };
        self.due = Some(Duty::Lock);
    }

    /// The lock turned out to be ours still.
    pub fn verified(&mut self) {
        if self.role == Role::Doubting {
            self.role = Role::Holding;
        }
    }

    /// The page is put away; the lock is given back.
    pub fn leave(&mut self) {
        (self.role, self.due, self.next_look) = (Role::Away, None, None);
    }

    /// The page is there again.
    pub fn come_back(&mut self) {
        if self.role == Role::Away && self.has_locks {
            self.lost();
        } else if self.role == Role::Away {
            self.role = Role::Free;
        }
    }

    /// The holder was heard.
    pub fn heard(&mut self) {
        if let Role::Waiting { unanswered } = &mut self.role {
            *unanswered = None;
        }
    }

    /// What is to be done now; `has_work`: whether anything is waiting to be sent by whomever.
    pub fn duty(&mut self, now: Millis, has_work: bool) -> Option<Duty> {
        if let Some(due) = self.due.take() {
            return Some(due);
        }
        if !has_work || matches!(self.role, Role::Free | Role::Away) {
            self.next_look = None;
            return None;
        }
        if self.next_look.is_some_and(|look| now < look) {
            return None;
        }
        self.next_look = Some(now + PULSE);
        let Role::Waiting { unanswered } = &mut self.role else { return None };
        let since = *unanswered.get_or_insert(now);
        if now - since < SILENCE {
            return Some(Duty::Ping);
        }
        self.role = Role::Stealing;
        Some(Duty::Steal)
    }

    /// When to look again.
    pub fn next_look(&self) -> Option<Millis> {
        self.next_look
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holding() -> Tenure {
        let mut tenure = Tenure::new(true);
        assert_eq!(tenure.duty(Millis(0), true), Some(Duty::Lock));
        tenure.granted();
        assert!(tenure.may_send());
        tenure
    }

    #[test]
    fn takes_the_lock_from_a_holder_that_is_silent() {
        let mut tenure = Tenure::new(true);
        tenure.duty(Millis(0), true);
        let mut now = Millis(0);
        while now < SILENCE {
            tenure.wake(now);
            assert_eq!(tenure.duty(now, true), Some(Duty::Ping), "{now:?}");
            now = tenure.next_look().unwrap();
        }
        assert_eq!(tenure.duty(now, true), Some(Duty::Steal));
        assert!(now <= Millis(6000) && !tenure.may_send());
        tenure.granted();
        assert!(tenure.may_send());
    }

    #[test]
    fn a_holder_that_answers_keeps_the_lock() {
        let mut tenure = Tenure::new(true);
        tenure.duty(Millis(0), true);
        for second in 0..60 {
            let now = Millis(second * 1000);
            tenure.wake(now);
            assert_ne!(tenure.duty(now, true), Some(Duty::Steal));
            tenure.heard();
        }
    }

    #[test]
    fn who_slept_accuses_nobody() {
        let mut tenure = Tenure::new(true);
        tenure.duty(Millis(0), true);
        assert_eq!(tenure.duty(Millis(0), true), Some(Duty::Ping));
        tenure.wake(Millis(60_000));
        assert_eq!(tenure.duty(Millis(60_000), true), Some(Duty::Ping));
    }

    #[test]
    fn a_holder_that_slept_over_its_work_makes_sure_first() {
        let mut tenure = holding();
        assert_eq!(tenure.duty(Millis(0), true), None);
        tenure.wake(Millis(10_000));
        assert!(!tenure.may_send());
        assert_eq!(tenure.duty(Millis(10_000), true), Some(Duty::Verify));
        tenure.verified();
        assert!(tenure.may_send());
    }

    #[test]
    fn an_idle_holder_has_no_timer_and_makes_sure_too() {
        let mut tenure = holding();
        assert_eq!(tenure.duty(Millis(0), false), None);
        assert_eq!(tenure.next_look(), None);
        tenure.wake(Millis(3000));
        assert!(tenure.may_send());
        tenure.wake(Millis(3_600_000));
        assert_eq!(tenure.duty(Millis(3_600_000), true), Some(Duty::Verify));
    }
}
