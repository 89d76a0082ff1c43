//! Who of all tabs sends: the holder of a lock, as long as it shows that it is awake.
//!
//! A frozen tab keeps its lock for ever. So while there is something to be sent, whoever waits
//! for the lock asks now and then whether its holder is there, and takes the lock from one that
//! is not. A holder answers by message, which works in a tab whose timers are throttled, and
//! makes sure of its lock before it goes on after a sleep. A tab with nothing to wait for has no
//! timer at all.

use crate::core::time::Millis;

/// Between two looks while there is work: so long at least each question has for its answer.
const PULSE: Millis = Millis(1000);
/// A holder that has left so many questions unanswered has gone. They are counted, and not timed,
/// since the looks of a hidden tab may come late.
const PATIENCE: u8 = 3;
/// Who has not run for so long may have been asleep, and have lost the lock without knowing.
const SLEPT: Millis = Millis(3000);
/// In so long all microtasks of a page that is put away have run.
const GOING: Millis = Millis(100);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// There are no locks here.
    Free,
    /// Away, and not even waiting for the lock.
    Away,
    Waiting {
        /// How many questions nobody has answered.
        unanswered: u8,
        /// Whether this tab was asleep since the first of them.
        has_slept: bool,
    },
    Stealing,
    Holding,
    /// Holding, as far as is known, but was asleep.
    Doubting,
}

const WAITING: Role = Role::Waiting { unanswered: 0, has_slept: false };

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
            let (role, due) = (WAITING, Some(Duty::Lock));
            Self { has_locks, role, next_look: None, last_seen: Millis(0), due }
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

    /// Whether what it has begun to send may go out. What a page begins when it is put away goes
    /// out in a microtask, before anything of it stops.
    pub fn may_start(&self, now: Millis) -> bool {
        let is_going = self.role == Role::Away && now <= self.last_seen + GOING;
        (self.may_send() || is_going) && !self.has_slept(now)
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
                // An answer may be waiting to be heard, and comes before that to one more question.
                // Once only: each look of a tab that is hidden for long looks like a sleep.
                Role::Waiting { unanswered, has_slept: has_slept @ false } => {
                    *unanswered = (*unanswered).min(PATIENCE - 1);
                    *has_slept = true;
                }
                Role::Waiting { .. }
                | Role::Free
                | Role::Away
                | Role::Stealing
                | Role::Doubting => {}
            }
        }
        self.last_seen = now;
    }

    /// The lock is ours; whether it was taken from a holder that has gone.
    pub fn granted(&mut self) -> bool {
        self.due = None;
        ::core::mem::replace(&mut self.role, Role::Holding) == Role::Stealing
    }

    /// The lock was taken from us, or could not be had; or it turned out not to be ours.
    pub fn lost(&mut self) {
        self.role = WAITING;
        self.due = Some(Duty::Lock);
    }

    /// There are no locks here after all.
    pub fn refused(&mut self) {
        *self = Self::new(false);
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
        if matches!(self.role, Role::Waiting { .. }) {
            self.role = WAITING;
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
        let Role::Waiting { unanswered, .. } = &mut self.role else { return None };
        if *unanswered < PATIENCE {
            *unanswered += 1;
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
        assert!(!tenure.granted());
        assert!(tenure.may_send());
        tenure
    }

    /// How many questions are asked before the lock is taken, and how long that takes.
    fn looks_until_steal(tenure: &mut Tenure, start: Millis) -> (u32, Millis) {
        let mut now = start;
        for asked in 0.. {
            tenure.wake(now);
            if tenure.duty(now, true) == Some(Duty::Steal) {
                return (asked, now - start);
            }
            now = tenure.next_look().unwrap();
        }
        unreachable!("there is no end to asking")
    }

    #[test]
    fn takes_the_lock_from_a_holder_that_is_silent() {
        let mut tenure = Tenure::new(true);
        tenure.duty(Millis(0), true);
        assert_eq!(looks_until_steal(&mut tenure, Millis(0)), (3, Millis(3000)));
        assert!(!tenure.may_send());
        assert!(tenure.granted());
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
    fn who_slept_asks_once_more() {
        let mut tenure = Tenure::new(true);
        tenure.duty(Millis(0), true);
        for second in [0, 2, 4] {
            tenure.wake(Millis(second * 1000));
            assert_eq!(tenure.duty(Millis(second * 1000), true), Some(Duty::Ping));
        }
        assert_eq!(looks_until_steal(&mut tenure, Millis(60_000)), (1, Millis(1000)));
    }

    #[test]
    fn late_looks_count() {
        let mut tenure = Tenure::new(true);
        tenure.duty(Millis(0), true);
        for minute in 0..3 {
            tenure.wake(Millis(minute * 60_000));
            assert_eq!(tenure.duty(Millis(minute * 60_000), true), Some(Duty::Ping));
        }
        tenure.wake(Millis(180_000));
        assert_eq!(tenure.duty(Millis(180_000), true), Some(Duty::Steal));
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
