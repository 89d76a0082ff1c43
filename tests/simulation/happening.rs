//! What comes to a tab from outside, and in which order once it has been frozen.

use super::luck::Luck;
use super::store::Page;
use mem0_feedback::core::queue::journal::{Change, Fate};
use mem0_feedback::core::queue::verdict::Verdict;
use std::collections::VecDeque;

/// What tabs tell each other.
#[derive(Clone, Copy, Debug)]
pub enum Message {
    Hello,
    Ping,
    Beat(u32),
    Settled(usize, Fate),
    Cleared,
}

/// A task of a tab.
#[derive(Clone, Debug)]
pub enum Happening {
    /// The timer of that number.
    Timer(u64),
    Task,
    /// The bytes of a request are about to leave.
    Leaves(u32),
    TimedOut(u32),
    /// Another tab wrote a line.
    Overheard(usize),
    Message(Message),
    Answered(u32, Vec<Verdict>),
    /// A transaction is over: its changes, and whether it is said to be complete.
    Committed(Vec<(Change, usize)>, bool),
    /// A part of the reading of that number.
    Page(u32, Page),
    Granted(u32),
    Lost(u32),
    /// There are no locks.
    Refused(u32),
    Verified(u32, bool),
}

/// What waits for a frozen tab: each kind in its order, but the kinds in any.
#[derive(Debug, Default)]
pub struct Backlog([VecDeque<Happening>; 3]);

impl Backlog {
    pub fn push(&mut self, happening: Happening) {
        let kind = match happening {
            Happening::Timer(_)
            | Happening::Task
            | Happening::Leaves(_)
            | Happening::TimedOut(_) => 0,
            Happening::Overheard(_) | Happening::Message(_) => 1,
            _ => 2,
        };
        self.0[kind].push_back(happening);
    }

    pub fn pop(&mut self, luck: &mut Luck) -> Option<Happening> {
        let mut kinds: Vec<_> = self.0.iter_mut().filter(|queue| !queue.is_empty()).collect();
        if kinds.is_empty() {
            return None;
        }
        let kind = luck.place(kinds.len());
        kinds[kind].pop_front()
    }
}
