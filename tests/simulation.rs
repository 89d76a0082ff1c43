//! The queue under simulated tabs, browsers, networks and hosts, in virtual time: see
//! `simulation/world.rs`.
//!
//! `SEED=123 cargo test --release --features queue --test simulation replay -- --nocapture` shows
//! what a seed makes happen; `SEEDS=100000` runs more of them.
#![cfg(feature = "queue")]
// Clippy takes only what is marked `#[test]` for a test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "simulation/any_input.rs"]
mod any_input;
#[path = "simulation/bug.rs"]
mod bug;
#[path = "simulation/crowd.rs"]
mod crowd;
#[path = "simulation/disk.rs"]
mod disk;
#[path = "simulation/driver.rs"]
mod driver;
#[path = "simulation/happening.rs"]
mod happening;
#[path = "simulation/host.rs"]
mod host;
#[path = "simulation/inbox.rs"]
mod inbox;
#[path = "../fuzz/input.rs"]
mod input;
#[path = "simulation/ledger.rs"]
mod ledger;
#[path = "simulation/locks.rs"]
mod locks;
#[path = "simulation/luck.rs"]
mod luck;
#[path = "simulation/outages.rs"]
mod outages;
#[path = "simulation/plan.rs"]
mod plan;
#[path = "simulation/store.rs"]
mod store;
#[path = "simulation/surroundings.rs"]
mod surroundings;
#[path = "simulation/world.rs"]
mod world;

use bug::Bug;
use std::env;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc;
use std::thread;
use world::{Outcome, World};

/// A bug that is not found by then is not found.
const SEEDS_FOR_A_BUG: u64 = 2000;

fn setting(name: &str) -> Option<u64> {
    env::var(name).ok().map(|text| text.parse().expect("a whole number"))
}

/// Runs that many seeds on all cores, and hands over what each has shown.
fn run(seeds: std::ops::Range<u64>, mut each: impl FnMut(u64, Outcome)) {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicU64::new(seeds.start);
    thread::scope(|scope| {
        let (sender, receiver) = mpsc::sync_channel(64);
        for _ in 0..threads {
            let (sender, next, end) = (sender.clone(), &next, seeds.end);
            scope.spawn(move || {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    let is_over = seed >= end;
                    if is_over || sender.send((seed, World::new(seed, None, false).run())).is_err()
                    {
                        return;
                    }
                }
            });
        }
        drop(sender);
        receiver.into_iter().for_each(|(seed, outcome)| each(seed, outcome));
    });
}

#[test]
fn promises_are_kept_whatever_happens() {
    let count = setting("SEEDS").unwrap_or(if cfg!(debug_assertions) { 300 } else { 10_000 });
    let first = setting("FIRST").unwrap_or(0);
    let (mut failed, mut events, mut done) = (Vec::new(), 0, 0);
    let (mut copies, mut delivered, mut clicks) = (0, 0, 0);
    let (mut overtaken, mut gaps, mut races) = (0, 0, 0);
    run(first..first + count, |seed, outcome| {
        done += 1;
        if done % 1000 == 0 {
            eprintln!("{done} seeds, {} failed", failed.len());
        }
        events += outcome.events;
        clicks += outcome.clicks;
        if outcome.has_locks {
            copies += outcome.copies;
            delivered += outcome.delivered;
        }
        overtaken += outcome.overtaken;
        gaps += outcome.clock_gaps;
        races += outcome.races;
        if let Some(violation) = outcome.violation {
            failed.push((seed, violation));
        }
    });
    println!(
        "{count} seeds, {clicks} clicks, {events} events; with locks {:.3} copies an item; \
         {overtaken} given up and overtaken, {gaps} below a clock that was lost, {races} sent \
         while the lock was being stolen",
        copies as f64 / delivered as f64,
    );
    failed.sort();
    for (seed, violation) in failed.iter().take(20) {
        println!("SEED={seed}: {violation}");
    }
    assert!(failed.is_empty(), "{} seeds failed", failed.len());
}

/// Shows what happens with `SEED`.
#[test]
fn replay() {
    let Some(seed) = setting("SEED") else { return };
    let outcome = World::new(seed, None, true).run();
    outcome.trace.iter().for_each(|line| println!("{line}"));
    assert_eq!(outcome.violation, None);
}

/// Looks for a seed that shows the bug, and shows it by a violation of that kind.
fn find(bug: Bug, kind: &str) {
    let found = (0..SEEDS_FOR_A_BUG).find_map(|seed| {
        let violation = World::new(seed, Some(bug), false).run().violation;
        violation.filter(|it| it.contains(kind)).map(|it| (seed, it))
    });
    let (seed, violation) = found.unwrap_or_else(|| panic!("{bug:?} was not found"));
    println!("{bug:?}: seed {seed}: {violation}");
}

#[test]
fn an_older_feedback_sent_after_a_newer_is_found() {
    find(Bug::Repeats, " came after ");
}

#[test]
fn a_record_removed_before_its_answer_is_found() {
    find(Bug::RemovesBeforeAnswer, " is lost");
}

#[test]
fn a_lost_wake_up_is_found() {
    find(Bug::LosesWaits, " is not at rest");
}

#[test]
fn a_send_without_the_lock_is_found() {
    find(Bug::IgnoresFence, " without the lock");
}

#[test]
fn a_line_erased_before_its_record_is_stored_is_found() {
    find(Bug::ErasesLinesEarly, " is lost");
}

#[test]
fn a_judge_who_speaks_over_a_person_is_found() {
    find(Bug::TakesJudgesForPeople, " overrules ");
}

#[test]
fn notes_of_what_was_delivered_that_are_not_read_are_found() {
    find(Bug::IgnoresDelivered, " came after ");
}
