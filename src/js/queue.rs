//! `queue.wasm`: one tab's share of a queue. Each queue has an instance of the module to itself, so
//! that its memory goes when the queue goes. Only numbers cross, so that neither glue is needed nor
//! wasm-bindgen: times are in milliseconds, records and memories have the numbers that the package
//! gives them.

#![allow(unsafe_code)]

use crate::core::queue::circuit::Weather;
use crate::core::queue::command::{Clock, Command, State};
use crate::core::queue::journal::{Change, Fate};
use crate::core::queue::record::{Limits, Record};
use crate::core::queue::stamp::Stamp;
use crate::core::queue::tab::Tab as Core;
use crate::core::queue::tenure::Duty;
use crate::core::queue::verdict::Verdict;
use crate::core::time::Millis;
use ::core::cell::RefCell;
use alloc::vec::Vec;

/// As many as the journal has notes of.
const REMEMBERED: usize = 10_000;
/// In the order of `Fate`.
const FATES: [Fate; 4] = [Fate::Sent, Fate::Superseded, Fate::Refused, Fate::Expired];

/// One tab's share of a queue.
struct Tab {
    core: Core,
    clock: Clock,
    first: f64,
    second: f64,
    verdicts: Vec<Verdict>,
}

struct Instance(RefCell<Option<Tab>>);

// There are no threads here: a module that shares its memory is built with a target feature of
// its own, for which nothing of this exists.
#[cfg(not(target_feature = "atomics"))]
unsafe impl Sync for Instance {}

static INSTANCE: Instance = Instance(RefCell::new(None));

fn with<T: Default>(act: impl FnOnce(&mut Tab) -> T) -> T {
    INSTANCE.0.borrow_mut().as_mut().map(act).unwrap_or_default()
}

/// To be called before all others. `items` and `bytes` are those of one request.
#[unsafe(no_mangle)]
extern "C" fn start(concurrency: u32, items: u32, bytes: u32, max_age: f64, has_locks: bool) {
    let limits = Limits {
        concurrency: concurrency as usize,
        items: items as usize,
        bytes,
        max_age: millis(max_age),
        remembered: REMEMBERED,
    };
    let tab = Tab {
        core: Core::new(limits, has_locks),
        clock: Clock { now: Millis(0), wall: Millis(0), luck: 0 },
        first: 0.0,
        second: 0.0,
        verdicts: Vec::new(),
    };
    INSTANCE.0.replace(Some(tab));
}

/// What all that follows is told of time and luck: a clock that only goes forward, the time of
/// day, and a number uniform over all of 32 bits.
#[unsafe(no_mangle)]
extern "C" fn at(now: f64, wall: f64, luck: u32) {
    with(|tab| tab.clock = Clock { now: millis(now), wall: millis(wall), luck });
}

/// A feedback is there, by its place in `Origin` of `pkg/src/queue/commands.ts`: in the journal's
/// first half or its second, or given here.
#[unsafe(no_mangle)]
extern "C" fn found(
    handle: u32,
    memory: u32,
    clock: f64,
    tab: u32,
    is_judge: bool,
    bytes: u32,
    origin: u32,
) {
    let record = Record { handle, memory, stamp: stamp(clock, tab, is_judge), bytes };
    with(|tab| match origin {
        2 => tab.core.click(record, tab.clock.now),
        origin => tab.core.found(record, origin == 1, tab.clock.now),
    });
}

/// All feedback on a memory up to a stamp is settled.
#[unsafe(export_name = "foundSettled")]
extern "C" fn found_settled(memory: u32, clock: f64, tab: u32, is_judge: bool, fate: u32) {
    let stamp = stamp(clock, tab, is_judge);
    let fate = FATES.get(fate as usize).copied().unwrap_or(Fate::Sent);
    with(|tab| tab.core.found_settled(memory, stamp, fate, tab.clock.now));
}

/// Something has happened, by its place in `Happened` of `pkg/src/queue/commands.ts`; what belongs
/// to it is in `first` and `second`.
#[unsafe(no_mangle)]
extern "C" fn tell(event: u32, first: f64, second: f64) {
    with(|tab| tab.tell(event, first, second));
}

/// Whether a request that was begun may still go out.
#[unsafe(export_name = "maySend")]
extern "C" fn may_send(request: u32) -> bool {
    with(|tab| tab.core.may_send(request, tab.clock.now))
}

/// The next command, by its place among the deeds of `pkg/src/queue/driver.ts`; what belongs to it
/// is in `first` and `second`. Zero: nothing more before the moment in `first`, or at all if that
/// is zero.
#[unsafe(no_mangle)]
extern "C" fn poll() -> u32 {
    with(|tab| {
        let (code, first, second) = numbers(tab.core.poll(tab.clock));
        (tab.first, tab.second) = (first, second);
        code
    })
}

/// Of the last command.
#[unsafe(no_mangle)]
extern "C" fn first() -> f64 {
    with(|tab| tab.first)
}

/// Of the last command.
#[unsafe(no_mangle)]
extern "C" fn second() -> f64 {
    with(|tab| tab.second)
}

impl Tab {
    fn tell(&mut self, event: u32, first: f64, second: f64) {
        let Clock { now, wall, luck } = self.clock;
        // Of what JavaScript leaves out there is a NaN.
        let (number, is_so) = (first as u32, first > 0.0);
        let core = &mut self.core;
        match event {
            0 => core.granted(now),
            1 if is_so => core.refused(),
            1 => core.lost(),
            2 => core.verified(),
            3 => core.asked(is_so, now),
            4 => core.heard(number, now),
            5 => core.loaded(number, second != 0.0, now, luck),
            6 => core.resume(Weather { until: millis(first), openings: second as u32 }, now, wall),
            7 => core.commit(),
            8 => core.committed(is_so, second != 0.0, now, luck),
            9 => self.verdicts.push(Verdict::Delivered),
            10 => self.verdicts.push(Verdict::Unsent),
            11 => self.verdicts.push(Verdict::on_failure(number as u16, millis(second))),
            12 => core.settled(number, &::core::mem::take(&mut self.verdicts), self.clock),
            13 => core.leave(is_so, self.clock),
            14 => core.hint(self.clock),
            15 => core.rest(),
            16 => core.come_back(),
            _ => core.clear(),
        }
    }
}

fn numbers(command: Command) -> (u32, f64, f64) {
    let one = |code, number: u32| (code, f64::from(number), 0.0);
    match command {
        Command::Rest => (0, 0.0, 0.0),
        Command::Wait(moment) => (0, moment.0 as f64, 0.0),
        Command::Lock(Duty::Lock) => (1, 0.0, 0.0),
        Command::Lock(Duty::Steal) => (1, 1.0, 0.0),
        Command::Lock(Duty::Ping) => (2, 0.0, 0.0),
        Command::Lock(Duty::Verify) => (3, 0.0, 0.0),
        Command::Unlock => (4, 0.0, 0.0),
        Command::Beat(pending) => one(5, pending),
        Command::Load(number) => one(6, number),
        Command::Task => (7, 0.0, 0.0),
        Command::Change(Change::Save(handle)) => one(8, handle),
        Command::Change(Change::Remove(handle, _)) => one(9, handle),
        Command::Release(handle) => one(10, handle),
        Command::Commit => (11, 0.0, 0.0),
        Command::Include(handle) => one(12, handle),
        Command::Send { request, keepalive } => {
            (13, f64::from(request), f64::from(u32::from(keepalive)))
        }
        Command::Report(handle, state) => (14, f64::from(handle), f64::from(place(state))),
        Command::Forget(memory) => one(15, memory),
        Command::Keep(weather) => (16, weather.until.0 as f64, f64::from(weather.openings)),
    }
}

/// In `STATES` of `pkg/src/queue/driver.ts`: three on the way, then the fates.
fn place(state: State) -> u32 {
    match state {
        State::Queued => 0,
        State::Saved => 1,
        State::Sending => 2,
        State::Settled(fate) => 3 + fate as u32,
    }
}

fn stamp(clock: f64, tab: u32, is_judge: bool) -> Stamp {
    let source = if is_judge { 0 } else { Stamp::PERSON };
    Stamp { clock: clock as u64 | source, tab }
}

fn millis(number: f64) -> Millis {
    Millis(number as u64)
}
