//! The database as tabs reach it: by transactions, which may fail, and by readings in pages.

use super::bug::Bug;
use super::happening::Happening;
use super::surroundings::{Event, Surroundings};
use mem0_feedback::core::queue::journal::{Change, Fate};
use mem0_feedback::core::queue::stamp::Stamp;
use std::ops::Bound;

/// Of feedbacks that were delivered, how many are kept in mind.
const NOTED: usize = 20;
/// A driver gives a transaction up after so long.
const TIME_LIMIT: u64 = 5000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Complete,
    Failed,
    /// It is complete, but that is not what the driver is told.
    SaidToHaveFailed,
}

/// Changes that are made together, each of that click.
#[derive(Debug)]
pub struct Transaction {
    tab: usize,
    changes: Vec<(Change, usize)>,
    end: End,
}

impl Transaction {
    pub fn new(tab: usize, changes: Vec<(Change, usize)>) -> Self {
        Self { tab, changes, end: End::Complete }
    }
}

/// A part of the database's content, as it was when it was read.
#[derive(Clone, Debug)]
pub enum Page {
    Failed,
    Read { settled: Vec<(usize, Stamp, Fate)>, clicks: Vec<usize>, next: Option<Stamp> },
}

impl Surroundings {
    pub fn begin(&mut self, mut transaction: Transaction) {
        let mut wait = self.luck.delay(60);
        if self.luck.percent(self.storage_fails) {
            let is_done = self.luck.percent(30);
            transaction.end = if is_done { End::SaidToHaveFailed } else { End::Failed };
            wait = if self.luck.percent(30) { TIME_LIMIT } else { wait };
        }
        if self.bug == Some(Bug::ErasesLinesEarly) {
            for (_, click) in &transaction.changes {
                self.disk.erase_line(self.now, self.ledger.clicks[*click].stamp);
            }
        }
        self.after(wait, Event::Stored(transaction));
    }

    /// A transaction comes to its end.
    pub fn stored(&mut self, transaction: Transaction) {
        let Transaction { tab, changes, end } = transaction;
        let is_alive = self.living.contains(&tab);
        if !is_alive && self.luck.percent(50) {
            return;
        }
        if end != End::Failed {
            changes.iter().for_each(|(change, click)| self.apply(*change, *click));
        }
        let wait = self.luck.delay(10);
        self.in_tab(tab, wait, Happening::Committed(changes, end == End::Complete));
    }

    fn apply(&mut self, change: Change, click: usize) {
        let stamp = self.ledger.clicks[click].stamp;
        match change {
            Change::Save(_) => _ = self.disk.records.insert(stamp, click),
            Change::Remove(_, fate) => {
                self.disk.records.remove(&stamp);
                match fate {
                    Fate::Sent => {
                        let memory = self.ledger.clicks[click].memory;
                        self.disk.delivered.insert(stamp, memory);
                    }
                    Fate::Refused | Fate::Expired => {
                        let memory = self.ledger.clicks[click].memory;
                        self.disk.dead_letters.insert(stamp, memory);
                    }
                    Fate::Superseded => {}
                }
            }
        }
    }

    /// The record is nowhere in the journal any more.
    pub fn forget(&mut self, click: usize) {
        let stamp = self.ledger.clicks[click].stamp;
        self.disk.erase_line(self.now, stamp);
        self.disk.records.remove(&stamp);
    }

    /// A page of the database, from `after` on, for the reading of that number in a tab.
    pub fn read(&mut self, tab: usize, number: u32, after: Option<Stamp>) {
        let most = self.luck.between(1, 20) as usize;
        let from = after.map_or(Bound::Unbounded, Bound::Excluded);
        let found: Vec<(Stamp, usize)> =
            self.disk.records.range((from, Bound::Unbounded)).map(|(a, b)| (*a, *b)).collect();
        let is_last = found.len() <= most;
        let delivered = self.disk.delivered.iter();
        let delivered = delivered.map(|(stamp, memory)| (*memory, *stamp, Fate::Sent));
        let refused = self.disk.dead_letters.iter();
        let refused = refused.map(|(stamp, memory)| (*memory, *stamp, Fate::Refused));
        let is_first = after.is_none() && self.bug != Some(Bug::IgnoresDelivered);
        let page = Page::Read {
            settled: if is_first { delivered.chain(refused).collect() } else { Vec::new() },
            next: found.get(most - 1).filter(|_| !is_last).map(|(stamp, _)| *stamp),
            clicks: found.into_iter().take(most).map(|(_, click)| click).collect(),
        };
        let page = if self.luck.percent(self.storage_fails) { Page::Failed } else { page };
        let wait = self.luck.delay(30);
        self.in_tab(tab, wait, Happening::Page(number, page));
    }

    /// Notes of long ago are taken away at the end of a reading: by their number, for the clock
    /// may be set forward by hours.
    pub fn purge(&mut self) {
        let clock = |stamp: &Stamp| (stamp.clock & !Stamp::PERSON, stamp.tab);
        while self.disk.delivered.len() > NOTED
            && let Some(oldest) = self.disk.delivered.keys().copied().min_by_key(clock)
            && let Some(memory) = self.disk.delivered.remove(&oldest)
        {
            self.ledger.forget(memory, oldest);
        }
    }
}
