//! What a feedback costs the rules of the queue, by how many are pending: time to take one in and
//! to deliver it, and bytes while it waits. `cargo xtask bench queue` runs this and draws up the
//! tables.

use mem0_feedback::core::queue::command::{Clock, Command};
use mem0_feedback::core::queue::record::{Limits, Record};
use mem0_feedback::core::queue::stamp::Stamp;
use mem0_feedback::core::queue::tab::Tab;
use mem0_feedback::core::queue::verdict::Verdict;
use mem0_feedback::core::time::Millis;
use peak_alloc::PeakAlloc;
use std::hint::black_box;
use std::time::Instant;

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

const SIZES: [u32; 4] = [100, 1_000, 10_000, 100_000];
const ROUNDS: u32 = 11;
/// So many feedbacks are measured at least for one sample, so that a clock's tick does not show.
const LEAST: u32 = 100_000;
/// Feedbacks given in one task of a page.
const TASK: u32 = 250;
const LIMITS: Limits = Limits {
    concurrency: 6,
    items: 200,
    bytes: 60 * 1024,
    max_age: Millis::from_secs(30 * 24 * 60 * 60),
    remembered: 10_000,
};
const RECORD_BYTES: u32 = 250;

/// A tab alone, with a journal that keeps nothing and a host that answers when it is asked to.
struct Visit {
    tab: Tab,
    clock: Clock,
    is_task_due: bool,
    included: usize,
    in_flight: Vec<(u32, usize)>,
    settled: u32,
}

impl Visit {
    fn begin() -> Self {
        let clock = Clock { now: Millis(0), wall: Millis(1_750_000_000_000), luck: 0 };
        let tab = Tab::new(LIMITS, false);
        let in_flight = Vec::with_capacity(LIMITS.concurrency);
        Self { tab, clock, is_task_due: false, included: 0, in_flight, settled: 0 }
    }

    /// Takes in a feedback on each of so many memories, and has all of them saved.
    fn push(&mut self, items: u32) {
        for handle in 0..items {
            let clock = self.clock.wall.0 * Stamp::TICKS + u64::from(handle);
            let stamp = Stamp { clock, tab: 1 };
            let record = Record { handle, memory: handle, stamp, bytes: RECORD_BYTES };
            self.tab.click(black_box(record), self.clock.now);
            self.carry_out();
            if handle % TASK == TASK - 1 {
                self.save();
            }
        }
        self.save();
    }

    /// Delivers all of them.
    fn drain(&mut self) {
        while let Some((request, items)) = self.in_flight.pop() {
            self.clock.now = self.clock.now + Millis(1);
            self.tab.settled(request, &vec![Verdict::Delivered; items], self.clock);
            self.carry_out();
            self.save();
        }
    }

    fn save(&mut self) {
        while std::mem::take(&mut self.is_task_due) {
            self.tab.commit();
            self.carry_out();
        }
    }

    fn carry_out(&mut self) {
        loop {
            match black_box(self.tab.poll(self.clock)) {
                Command::Load(number) => self.tab.loaded(number, true, self.clock.now, 0),
                Command::Task => self.is_task_due = true,
                Command::Commit => self.tab.committed(true, true, self.clock.now, 0),
                Command::Include(_) => self.included += 1,
                Command::Send { request, .. } => {
                    self.in_flight.push((request, std::mem::take(&mut self.included)));
                }
                Command::Release(_) => self.settled += 1,
                Command::Wait(_) | Command::Rest => return,
                _ => {}
            }
        }
    }
}

/// Nanoseconds for a feedback to be taken in, and to be delivered; bytes that it has in between.
fn sample(items: u32) -> [f64; 3] {
    let (mut push, mut drain, mut bytes) = (0, 0, 0);
    let times = (LEAST / items).max(1);
    for _ in 0..times {
        let before = HEAP.current_usage();
        let mut visit = Visit::begin();
        let start = Instant::now();
        visit.push(items);
        push += start.elapsed().as_nanos();
        bytes += HEAP.current_usage() - before;
        let start = Instant::now();
        visit.drain();
        drain += start.elapsed().as_nanos();
        assert_eq!((visit.settled, visit.tab.len()), (items, 0), "not all were delivered");
    }
    let all = f64::from(times * items);
    [push as f64 / all, drain as f64 / all, bytes as f64 / all]
}

/// Prints a line of JSON for each sample.
fn main() {
    sample(LEAST);
    for _ in 0..ROUNDS {
        for items in SIZES {
            for (what, value) in ["push", "drain", "bytes"].iter().zip(sample(items)) {
                println!(r#"{{"series":"{what} {items}","value":{value}}}"#);
            }
        }
    }
}
