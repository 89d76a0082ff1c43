//! The journal's two halves, as browsers keep them: see "What survives" among the measurements
//! in the documentation of the queue.

use mem0_feedback::core::queue::circuit::Weather;
use mem0_feedback::core::queue::stamp::Stamp;
use std::collections::{BTreeMap, VecDeque};

/// What of `localStorage` may not have reached the disk when the browser is killed.
pub const UNWRITTEN: u64 = 2000;
#[derive(Clone, Debug, Default)]
struct Lines {
    records: BTreeMap<Stamp, usize>,
    clock: u64,
    weather: Option<Kept>,
}

/// The host's state, and when that was kept by the wall clock.
#[derive(Clone, Copy, Debug)]
pub struct Kept {
    pub weather: Weather,
    pub at: u64,
}

#[derive(Clone, Copy, Debug)]
enum Write {
    Line(Stamp, usize),
    Erase(Stamp),
    Clock(u64),
    Weather(Kept),
}

impl Lines {
    fn write(&mut self, write: Write) {
        match write {
            Write::Line(stamp, click) => {
                self.records.insert(stamp, click);
            }
            Write::Erase(stamp) => {
                self.records.remove(&stamp);
            }
            Write::Clock(clock) => self.clock = clock,
            Write::Weather(weather) => self.weather = Some(weather),
        }
    }
}

/// `localStorage`, of which a kill takes the last writes, and a database, of which it takes what
/// is not complete.
#[derive(Debug, Default)]
pub struct Disk {
    lines: Lines,
    durable: Lines,
    unwritten: VecDeque<(u64, Write)>,
    /// The clicks in the database.
    pub records: BTreeMap<Stamp, usize>,
    /// Notes of what was delivered: the memory of each.
    pub delivered: BTreeMap<Stamp, usize>,
    /// The memory of each.
    pub dead_letters: BTreeMap<Stamp, usize>,
}

impl Disk {
    fn write(&mut self, now: u64, write: Write) {
        self.lines.write(write);
        self.unwritten.push_back((now, write));
        self.reach_the_disk(now.saturating_sub(UNWRITTEN));
    }

    fn reach_the_disk(&mut self, until: u64) {
        while let Some((_, write)) = self.unwritten.pop_front_if(|(at, _)| *at <= until) {
            self.durable.write(write);
        }
    }

    pub fn write_line(&mut self, now: u64, stamp: Stamp, click: usize) {
        self.write(now, Write::Line(stamp, click));
    }

    pub fn erase_line(&mut self, now: u64, stamp: Stamp) {
        if self.lines.records.contains_key(&stamp) {
            self.write(now, Write::Erase(stamp));
        }
    }

    pub fn write_clock(&mut self, now: u64, clock: u64) {
        self.write(now, Write::Clock(clock));
    }

    pub fn write_weather(&mut self, now: u64, weather: Kept) {
        self.write(now, Write::Weather(weather));
    }

    pub fn lines(&self) -> &BTreeMap<Stamp, usize> {
        &self.lines.records
    }

    /// Above which every new stamp has to be.
    pub fn clock(&self) -> u64 {
        self.lines.clock
    }

    pub fn weather(&self) -> Option<Kept> {
        self.lines.weather
    }

    /// All feedback, and what became of it, is forgotten.
    pub fn clear(&mut self, now: u64) {
        let stamps: Vec<Stamp> = self.lines.records.keys().copied().collect();
        stamps.into_iter().for_each(|stamp| self.erase_line(now, stamp));
        self.records.clear();
        self.delivered.clear();
        self.dead_letters.clear();
    }

    pub fn has(&self, stamp: Stamp) -> bool {
        self.lines.records.contains_key(&stamp)
            || self.records.contains_key(&stamp)
            || self.dead_letters.contains_key(&stamp)
    }

    /// The browser is killed; what was written to `localStorage` in the last `unwritten`
    /// milliseconds, at most two seconds, is gone.
    pub fn kill(&mut self, now: u64, unwritten: u64) {
        self.reach_the_disk(now.saturating_sub(unwritten.min(UNWRITTEN)));
        self.unwritten.clear();
        self.lines = self.durable.clone();
    }
}
