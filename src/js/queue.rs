//! `queue.wasm`: one tab's share of a queue. Only numbers cross, so that there is next to no glue:
//! times are in milliseconds, records and memories have the numbers that the package gives them.

use crate::core::queue::circuit::Weather;
use crate::core::queue::command::{Clock, Command, State};
use crate::core::queue::journal::{Change, Fate};
use crate::core::queue::record::{Limits, Record};
use crate::core::queue::stamp::Stamp;
use crate::core::queue::tab::Tab as Core;
use crate::core::queue::tenure::Duty;
use crate::core::queue::verdict::Verdict;
use crate::core::time::Millis;
use alloc::vec::Vec;
use wasm_bindgen::prelude::*;

/// In the order of `Fate`.
const FATES: [Fate; 4] = [Fate::Sent, Fate::Superseded, Fate::Refused, Fate::Expired];

/// One tab's share of a queue.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Tab {
    core: Core,
    clock: Clock,
    first: f64,
    second: f64,
    verdicts: Vec<Verdict>,
}

#[wasm_bindgen]
impl Tab {
    /// `items` and `bytes` are those of one request.
    #[wasm_bindgen(constructor)]
    pub fn new(concurrency: u32, items: u32, bytes: u32, max_age: f64, has_locks: bool) -> Self {
        let limits = Limits {
            concurrency: concurrency as usize,
            items: items as usize,
            bytes,
            max_age: millis(max_age),
        };
        Self {
            core: Core::new(limits, has_locks),
            clock: Clock { now: Millis(0), wall: Millis(0), luck: 0 },
            first: 0.0,
            second: 0.0,
            verdicts: Vec::new(),
        }
    }

    /// What all that follows is told of time and luck: a clock that only goes forward, the time of
    /// day, and a number uniform over all of 32 bits.
    pub fn at(&mut self, now: f64, wall: f64, luck: u32) {
        self.clock = Clock { now: millis(now), wall: millis(wall), luck };
    }

    /// A feedback was given here.
    pub fn click(&mut self, handle: u32, memory: u32, clock: f64, tab: u32, bytes: u32) {
        let stamp = Stamp { clock: clock as u64, tab };
        self.core.click(Record { handle, memory, stamp, bytes }, self.clock.now);
    }

    /// A feedback was found in the journal.
    pub fn found(
        &mut self,
        handle: u32,
        memory: u32,
        clock: f64,
        tab: u32,
        bytes: u32,
        is_saved: bool,
    ) {
        let stamp = Stamp { clock: clock as u64, tab };
        self.core.found(Record { handle, memory, stamp, bytes }, is_saved, self.clock.now);
    }

    /// All feedback on a memory up to a stamp is settled.
    #[wasm_bindgen(js_name = foundSettled)]
    pub fn found_settled(&mut self, memory: u32, clock: f64, tab: u32, fate: u32) {
        let stamp = Stamp { clock: clock as u64, tab };
        let fate = FATES.get(fate as usize).copied().unwrap_or(Fate::Sent);
        self.core.found_settled(memory, stamp, fate, self.clock.now);
    }

    /// The journal was read.
    pub fn loaded(&mut self, number: u32, is_whole: bool) {
        self.core.loaded(number, is_whole, self.clock.now, self.clock.luck);
    }

    /// What another visit left of the host's state.
    pub fn resume(&mut self, until: f64, openings: u32) {
        let weather = Weather { until: millis(until), openings };
        self.core.resume(weather, self.clock.now, self.clock.wall);
    }

    /// The lock was granted.
    pub fn granted(&mut self) {
        self.core.granted(self.clock.now);
    }

    /// The lock was lost.
    pub fn lost(&mut self) {
        self.core.lost();
    }

    /// The lock is still ours.
    pub fn verified(&mut self) {
        self.core.verified();
    }

    /// Another tab asks for the sender.
    pub fn asked(&mut self, has_news: bool) {
        self.core.asked(has_news, self.clock.now);
    }

    /// The sender was heard.
    pub fn heard(&mut self, pending: u32) {
        self.core.heard(pending, self.clock.now);
    }

    /// Another tab wrote a feedback; whether it is to be found here.
    pub fn overheard(&mut self) -> bool {
        self.core.overheard()
    }

    /// The next feedback of a request was delivered.
    pub fn delivered(&mut self) {
        self.verdicts.push(Verdict::Delivered);
    }

    /// The next feedback of a request never left.
    pub fn unsent(&mut self) {
        self.verdicts.push(Verdict::Unsent);
    }

    /// The next feedback of a request failed, with that status, or zero, and a wait asked for.
    pub fn failed(&mut self, status: u32, retry_after: f64) {
        let status = u16::try_from(status).unwrap_or(0);
        self.verdicts.push(Verdict::on_failure(status, millis(retry_after)));
    }

    /// A request is over; what became of each feedback in it was said before.
    pub fn settled(&mut self, request: u32) {
        let verdicts = ::core::mem::take(&mut self.verdicts);
        self.core.settled(request, &verdicts, self.clock);
    }

    /// Whether a request that was begun may still go out.
    #[wasm_bindgen(js_name = maySend)]
    pub fn may_send(&self, request: u32) -> bool {
        self.core.may_send(request, self.clock.now)
    }

    /// Begins a transaction.
    pub fn commit(&mut self) {
        self.core.commit();
    }

    /// A transaction is over.
    pub fn committed(&mut self, is_written: bool, is_durable: bool) {
        self.core.committed(is_written, is_durable, self.clock.now, self.clock.luck);
    }

    /// The page is on its way out, or visible again.
    pub fn leave(&mut self, is_leaving: bool) {
        self.core.leave(is_leaving, self.clock.now);
    }

    /// The network is said to be back.
    pub fn hint(&mut self) {
        self.core.hint(self.clock);
    }

    /// The page is put away.
    pub fn rest(&mut self) {
        self.core.rest();
    }

    /// The page is there again.
    #[wasm_bindgen(js_name = comeBack)]
    pub fn come_back(&mut self) {
        self.core.come_back();
    }

    /// Forgets all that is not in flight.
    pub fn clear(&mut self) {
        self.core.clear();
    }

    /// The next command, by its place in `COMMANDS` of `pkg/src/queue/driver.ts`; what belongs to
    /// it is in `first` and `second`.
    pub fn poll(&mut self) -> u32 {
        let (code, first, second) = numbers(self.core.poll(self.clock));
        (self.first, self.second) = (first, second);
        code
    }

    /// Of the last command.
    pub fn first(&self) -> f64 {
        self.first
    }

    /// Of the last command.
    pub fn second(&self) -> f64 {
        self.second
    }
}

fn numbers(command: Command) -> (u32, f64, f64) {
    let one = |code, number: u32| (code, f64::from(number), 0.0);
    match command {
        Command::Rest => (0, 0.0, 0.0),
        Command::Wait(moment) => (1, moment.0 as f64, 0.0),
        Command::Lock(Duty::Lock) => (2, 0.0, 0.0),
        Command::Lock(Duty::Steal) => (2, 1.0, 0.0),
        Command::Lock(Duty::Ping) => (3, 0.0, 0.0),
        Command::Lock(Duty::Verify) => (4, 0.0, 0.0),
        Command::Unlock => (5, 0.0, 0.0),
        Command::Beat(pending) => one(6, pending),
        Command::Load(number) => one(7, number),
        Command::Task => (8, 0.0, 0.0),
        Command::Change(Change::Save(handle)) => one(9, handle),
        Command::Change(Change::Remove(handle, fate)) => {
            (10, f64::from(handle), f64::from(fate as u32))
        }
        // Nothing is written for it.
        Command::Change(Change::Release(handle)) | Command::Release(handle) => one(11, handle),
        Command::Commit => (12, 0.0, 0.0),
        Command::Include(handle) => one(13, handle),
        Command::Send { request, keepalive } => {
            (14, f64::from(request), f64::from(u32::from(keepalive)))
        }
        Command::Report(handle, state) => (15, f64::from(handle), f64::from(place(state))),
        Command::Forget(memory) => one(16, memory),
        Command::Keep(weather) => (17, weather.until.0 as f64, f64::from(weather.openings)),
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

fn millis(number: f64) -> Millis {
    Millis(number as u64)
}
