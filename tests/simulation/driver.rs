//! A tab's driver: it carries out the commands of the machine under test, as a page does.

use super::bug::Bug;
use super::disk::Kept;
use super::happening::{Backlog, Happening, Message};
use super::ledger::Click;
use super::locks::Claim;
use super::store::Transaction;
use super::surroundings::{Event, Surroundings};
use mem0_feedback::core::queue::command::{Command, State};
use mem0_feedback::core::queue::journal::{Change, Fate};
use mem0_feedback::core::queue::record::{Limits, Record};
use mem0_feedback::core::queue::stamp::Stamp;
use mem0_feedback::core::queue::tab::Tab;
use mem0_feedback::core::queue::tenure::Duty;
use mem0_feedback::core::queue::{KEEPALIVE_BYTES, KEEPALIVE_REQUESTS};
use mem0_feedback::core::time::Millis;
use std::collections::HashMap;

/// Commands in a row that mean that the machine never rests.
const ENDLESS: usize = 10_000;
const REQUEST_BYTES: u32 = 2000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Life {
    Awake,
    Frozen,
    /// In the back-forward cache.
    Away,
    Gone,
}

#[derive(Debug)]
pub struct Open {
    pub number: u32,
    pub clicks: Vec<usize>,
    pub bytes: u32,
    pub keepalive: bool,
    pub parcel: Option<usize>,
}

#[derive(Debug)]
pub struct Driver {
    pub id: usize,
    pub life: Life,
    pub backlog: Backlog,
    pub machine: Tab,
    pub is_hidden: bool,
    pub is_armed: bool,
    /// By handle.
    clicks: Vec<Option<usize>>,
    pub handles: HashMap<usize, u32>,
    free: Vec<u32>,
    fates: HashMap<usize, Fate>,
    pub clock: u64,
    pub timer: u64,
    pub claim: u32,
    pub reading: Option<u32>,
    pub failed_readings: u32,
    /// It has taken the lock from a frozen tab, and not read the journal since.
    pub is_thief: bool,
    included: Vec<usize>,
    changes: Vec<(Change, usize)>,
    pub requests: Vec<Open>,
    /// Clicks that were in flight when all was forgotten.
    pub unwanted: Vec<usize>,
    pub held_until: u64,
}

impl Driver {
    pub fn open(id: usize, all: &mut Surroundings) -> Self {
        let limits = Limits {
            concurrency: all.plan.concurrency,
            items: all.plan.items,
            bytes: REQUEST_BYTES,
            max_age: Millis(all.plan.max_age),
            remembered: all.plan.remembered,
        };
        let mut tab = Self {
            id,
            life: Life::Awake,
            backlog: Backlog::default(),
            machine: Tab::new(limits, all.plan.has_locks || all.plan.refuses_locks),
            is_hidden: false,
            is_armed: false,
            clicks: Vec::new(),
            handles: HashMap::new(),
            free: Vec::new(),
            fates: HashMap::new(),
            clock: 0,
            timer: 0,
            claim: 0,
            reading: None,
            failed_readings: 0,
            is_thief: false,
            included: Vec::new(),
            changes: Vec::new(),
            requests: Vec::new(),
            unwanted: Vec::new(),
            held_until: 0,
        };
        all.living.push(id);
        tab.resume(all);
        tab.tell(Message::Hello, all);
        tab.run(all);
        tab
    }

    /// The machine's name for a click.
    fn handle(&mut self, click: usize, all: &mut Surroundings) -> u32 {
        if let Some(handle) = self.handles.get(&click) {
            return *handle;
        }
        let handle = self.free.pop().unwrap_or_else(|| {
            self.clicks.push(None);
            self.clicks.len() as u32 - 1
        });
        self.clicks[handle as usize] = Some(click);
        self.handles.insert(click, handle);
        all.ledger.clicks[click].knowing += 1;
        handle
    }

    fn named(&self, handle: u32, all: &mut Surroundings) -> Option<usize> {
        let click = self.clicks.get(handle as usize).copied().flatten();
        if click.is_none() {
            all.expect(Err(format!("handle {handle} is in use after its release")));
        }
        click
    }

    pub fn record(&mut self, click: usize, all: &mut Surroundings) -> Record {
        let handle = self.handle(click, all);
        let Click { memory, mut stamp, bytes, .. } = all.ledger.clicks[click];
        self.clock = self.clock.max(all.ledger.clicks[click].clock());
        if all.bug == Some(Bug::TakesJudgesForPeople) {
            stamp.clock |= Stamp::PERSON;
        }
        Record { handle, memory: memory as u32, stamp, bytes }
    }

    pub fn tell(&mut self, message: Message, all: &mut Surroundings) {
        let wait = all.luck.delay(50);
        all.broadcast(self.id, wait, &Happening::Message(message));
    }

    pub fn click(&mut self, memory: usize, all: &mut Surroundings) {
        let past = self.clock.max(all.disk.clock());
        let clock = all.stamped(memory, past);
        let bytes = all.luck.between(100, 900) as u32;
        let click = Click::new(memory, clock, bytes, self.id, all.now);
        let click = if all.judging.percent(all.plan.judges) { click.by_judge() } else { click };
        let stamp = click.stamp;
        let click = all.ledger.add(click);
        all.note(|| format!("tab {} clicks {click} on memory {memory}", self.id));
        if !all.plan.has_no_lines {
            all.disk.write_clock(all.now, clock);
            all.disk.write_line(all.now, stamp, click);
            let wait = all.luck.delay(100);
            all.broadcast(self.id, wait, &Happening::Overheard(click));
        }
        let record = self.record(click, all);
        self.machine.click(record, Millis(all.now));
        self.run(all);
    }

    /// Polls until there is nothing to do.
    pub fn run(&mut self, all: &mut Surroundings) {
        for _ in 0..ENDLESS {
            let clock = all.clock();
            match self.machine.poll(clock) {
                Command::Wait(moment) => return self.arm(moment.0, all),
                Command::Rest => {
                    self.timer += 1;
                    self.is_armed = false;
                    return;
                }
                command => self.carry_out(command, all),
            }
        }
        all.expect(Err(format!("tab {} never rests", self.id)));
    }

    fn arm(&mut self, moment: u64, all: &mut Surroundings) {
        self.timer += 1;
        self.is_armed = true;
        if all.bug == Some(Bug::LosesWaits) {
            return;
        }
        if moment <= all.now {
            all.expect(Err(format!("tab {} waits for what has been", self.id)));
        }
        // Browsers let the timers of hidden tabs wait for a second, or a minute.
        let late = match self.is_hidden {
            true if all.luck.percent(5) => all.luck.between(0, 60_000),
            true => all.luck.between(0, 1000),
            false => all.luck.delay(20),
        };
        all.in_tab(self.id, moment.saturating_sub(all.now) + late, Happening::Timer(self.timer));
    }

    fn carry_out(&mut self, command: Command, all: &mut Surroundings) {
        all.note(|| format!("    tab {}: {command:?}", self.id));
        match command {
            Command::Lock(duty) => self.carry_out_duty(duty, all),
            Command::Unlock => {
                self.claim += 1;
                let next = all.locks.release(self.id);
                all.granted(next);
            }
            Command::Beat(pending) => self.tell(Message::Beat(pending), all),
            Command::Load(number) => self.load(number, all),
            Command::Task => {
                let wait = all.luck.delay(30);
                all.in_tab(self.id, wait, Happening::Task);
            }
            Command::Change(change) => {
                let (Change::Save(handle) | Change::Remove(handle, _)) = change;
                let click = self.named(handle, all);
                self.changes.extend(click.map(|click| (change, click)));
            }
            Command::Commit => {
                let changes = std::mem::take(&mut self.changes);
                all.begin(Transaction::new(self.id, changes));
            }
            Command::Include(handle) => {
                let click = self.named(handle, all);
                self.included.extend(click);
            }
            Command::Send { request, keepalive } => self.send(request, keepalive, all),
            Command::Report(handle, state) => self.report(handle, state, all),
            Command::Release(handle) => {
                if let Some(click) = self.named(handle, all) {
                    self.clicks[handle as usize] = None;
                    self.handles.remove(&click);
                    self.fates.remove(&click);
                    self.free.push(handle);
                    all.ledger.clicks[click].knowing -= 1;
                }
            }
            Command::Keep(weather) => {
                let at = all.wall();
                all.disk.write_weather(all.now, Kept { weather, at });
            }
            Command::Forget(memory) => {
                let memory = memory as usize;
                all.ledger.forget(memory, all.host.standing[memory]);
            }
            Command::Wait(_) | Command::Rest => {}
        }
    }

    fn carry_out_duty(&mut self, duty: Duty, all: &mut Surroundings) {
        match duty {
            Duty::Lock => {
                self.claim += 1;
                if all.plan.refuses_locks {
                    return all.in_tab(self.id, 0, Happening::Refused(self.claim));
                }
                let granted = all.locks.request(Claim { tab: self.id, number: self.claim });
                all.granted(granted);
            }
            Duty::Steal => {
                self.claim += 1;
                self.is_thief = true;
                let claim = Claim { tab: self.id, number: self.claim };
                if let Some(victim) = all.locks.steal(all.now, claim) {
                    let wait = all.luck.delay(5);
                    all.in_tab(victim.tab, wait, Happening::Lost(victim.number));
                }
                all.granted(Some(claim));
            }
            Duty::Ping => self.tell(Message::Ping, all),
            Duty::Verify => {
                let claim = Claim { tab: self.id, number: self.claim };
                let is_ours = all.locks.holder() == Some(claim);
                let wait = all.luck.delay(5);
                all.in_tab(self.id, wait, Happening::Verified(self.claim, is_ours));
            }
        }
    }

    fn load(&mut self, number: u32, all: &mut Surroundings) {
        self.reading = Some(number);
        let lines: Vec<usize> = all.disk.lines().values().copied().collect();
        for click in lines {
            let record = self.record(click, all);
            self.machine.found(record, false, Millis(all.now));
        }
        let wait = all.luck.delay(50);
        all.after(wait, Event::Read(self.id, number, None));
    }

    fn send(&mut self, number: u32, keepalive: bool, all: &mut Surroundings) {
        let clicks = std::mem::take(&mut self.included);
        let bytes = clicks.iter().map(|click| all.ledger.clicks[*click].bytes).sum();
        if all.bug == Some(Bug::RemovesBeforeAnswer) {
            clicks.iter().for_each(|click| all.forget(*click));
        }
        let wall = all.clock().wall;
        let age = clicks.iter().map(|click| wall - all.ledger.clicks[*click].stamp.time()).max();
        if age > Some(Millis(all.plan.max_age)) {
            all.expect(Err(format!("tab {} sends what is too old: {clicks:?}", self.id)));
        }
        if clicks.iter().any(|click| self.unwanted.contains(click)) {
            all.expect(Err(format!("tab {} sends what was forgotten: {clicks:?}", self.id)));
        }
        if self.held_until > all.now {
            all.expect(Err(format!("tab {} sends before {}", self.id, self.held_until)));
        }
        self.requests.push(Open { number, clicks, bytes, keepalive, parcel: None });
        self.check_bounds(all);
        let wait = if self.is_hidden { 0 } else { all.luck.delay(20) };
        all.in_tab(self.id, wait, Happening::Leaves(number));
    }

    fn check_bounds(&self, all: &mut Surroundings) {
        let most = if self.is_hidden { KEEPALIVE_REQUESTS } else { all.plan.concurrency };
        let keepalive = self.requests.iter().filter(|it| it.keepalive);
        let bytes: u32 = keepalive.map(|it| it.bytes).sum();
        let mut memories: Vec<usize> = Vec::new();
        for click in self.requests.iter().flat_map(|it| &it.clicks) {
            memories.push(all.ledger.clicks[*click].memory);
        }
        let count = memories.len();
        memories.sort_unstable();
        memories.dedup();
        let is_long = |it: &Open| {
            it.clicks.is_empty() || it.clicks.len() > all.plan.items || it.bytes > REQUEST_BYTES
        };
        let is_out = self.requests.len() > most
            || bytes > KEEPALIVE_BYTES
            || count > memories.len()
            || self.requests.iter().any(is_long);
        if is_out {
            all.expect(Err(format!("tab {} is out of bounds: {:?}", self.id, self.requests)));
        }
    }

    fn report(&mut self, handle: u32, state: State, all: &mut Surroundings) {
        let Some(click) = self.named(handle, all) else { return };
        let is_mine = all.ledger.clicks[click].tab == self.id;
        let has_expiry = all.plan.has_expiry();
        let is_true = all.ledger.report(click, state, &all.disk, has_expiry);
        if is_mine {
            all.expect(is_true);
        }
        if let State::Settled(fate) = state {
            let before = self.fates.insert(click, fate);
            let is_excused = all.ledger.clicks[click].is_excused || has_expiry;
            if is_mine && !is_excused && before.is_some_and(|before| before != fate) {
                all.expect(Err(format!("click {click} was {before:?}, then {fate:?}")));
            }
        }
    }
}
