//! A browser with its tabs, from a seed to the end of all that it makes happen.

use super::bug::Bug;
use super::disk::UNWRITTEN;
use super::driver::{Driver, Life};
use super::happening::Happening;
use super::host::Mode;
use super::luck::Luck;
use super::plan::{Deed, Plan};
use super::surroundings::{Event, Surroundings};

/// Within so long after the last fault all is settled.
const LIVENESS: u64 = 10 * 60 * 1000;

/// What a run has shown.
#[derive(Debug, Default)]
pub struct Outcome {
    pub violation: Option<String>,
    pub trace: Vec<String>,
    pub clicks: u64,
    pub copies: u64,
    /// Feedbacks of which the host took a copy.
    pub delivered: u64,
    pub overtaken: u64,
    pub clock_gaps: u64,
    pub races: u64,
    pub has_locks: bool,
    pub events: u64,
}

#[derive(Debug)]
pub struct World {
    tabs: Vec<Driver>,
    all: Surroundings,
}

impl World {
    pub fn new(seed: u64, bug: Option<Bug>, is_traced: bool) -> Self {
        let mut luck = Luck::new(seed);
        let mut plan = Plan::draw(&mut luck);
        // By a luck of its own, so that all else happens as it does to people alone.
        let mut judging = Luck::new(!seed);
        plan.judges = if judging.percent(50) { judging.between(5, 80) } else { 0 };
        plan.refuses_locks = !plan.has_locks && judging.percent(50);
        Self { tabs: Vec::new(), all: Surroundings::new(plan, luck, judging, bug, is_traced) }
    }

    /// Lets everything happen, and holds the promises against it after each step.
    pub fn run(mut self) -> Outcome {
        let mut events = 0;
        let deadline = self.all.plan.calm_at + LIVENESS;
        while self.all.violation.is_none()
            && let Some(event) = self.all.next()
        {
            events += 1;
            let is_late = self.all.now > deadline;
            match event {
                Event::Deed(Deed::Visit) => self.open(),
                Event::Deed(_) if self.all.is_calm => continue,
                Event::InTab(tab, ref happening) if self.tabs[tab].is_past(happening) => continue,
                _ if is_late => self.all.expect(Err("it does not come to rest".into())),
                Event::Deed(deed) => self.carry_out(deed),
                Event::InTab(tab, happening) => self.happen(tab, happening),
                Event::Stored(transaction) => self.all.stored(transaction),
                Event::Read(tab, number, after) => self.all.read(tab, number, after),
                Event::Arrives(parcel) => self.all.arrive(parcel),
                Event::Freed(tab) => {
                    let next = self.all.locks.release(tab);
                    self.all.granted(next);
                }
            }
            let none_lost = self.all.ledger.none_lost(&self.all.disk);
            self.all.expect(none_lost);
        }
        self.check_end();
        self.outcome(events)
    }

    fn check_end(&mut self) {
        let settled = self.all.ledger.all_settled(&self.all.disk, &self.all.host);
        self.all.expect(settled);
        for tab in self.tabs.iter().filter(|tab| tab.life != Life::Gone) {
            if tab.is_armed || !tab.handles.is_empty() {
                let busy = format!("tab {} is not at rest: {:?}", tab.id, tab.handles);
                self.all.expect(Err(busy));
            }
        }
    }

    fn outcome(self, events: u64) -> Outcome {
        let (copies, delivered) = self.all.ledger.copies();
        Outcome {
            violation: self.all.violation,
            trace: self.all.trace.unwrap_or_default(),
            clicks: self.all.ledger.clicks.len() as u64,
            copies,
            delivered,
            overtaken: u64::from(self.all.ledger.overtaken),
            clock_gaps: u64::from(self.all.ledger.clock_gaps),
            races: u64::from(self.all.ledger.races),
            has_locks: self.all.plan.has_locks,
            events,
        }
    }

    fn happen(&mut self, tab: usize, happening: Happening) {
        let tab = &mut self.tabs[tab];
        match tab.life {
            Life::Awake => tab.take_in(happening, &mut self.all),
            Life::Frozen => tab.backlog.push(happening),
            Life::Away => {
                let is_message =
                    matches!(happening, Happening::Message(_) | Happening::Overheard(_));
                if !is_message {
                    tab.backlog.push(happening);
                }
            }
            Life::Gone => {}
        }
    }

    /// One of the tabs of which `fits` is true.
    fn any(&mut self, fits: impl Fn(&Driver) -> bool) -> Option<usize> {
        let fitting = self.tabs.iter().filter(|tab| tab.life != Life::Gone && fits(tab));
        let fitting: Vec<usize> = fitting.map(|tab| tab.id).collect();
        (!fitting.is_empty()).then(|| fitting[self.all.luck.place(fitting.len())])
    }

    fn carry_out(&mut self, deed: Deed) {
        let is_awake = |tab: &Driver| tab.life == Life::Awake;
        let awake = self.any(is_awake);
        match (deed, awake) {
            (Deed::Open, _) => self.open(),
            (Deed::Click(clicks), Some(id)) => (0..clicks).for_each(|_| {
                let memory = self.all.luck.place(self.all.plan.memories);
                self.tabs[id].click(memory, &mut self.all);
            }),
            // Who does not hear of it goes on with what it has: a gap that is named.
            (Deed::Clear, Some(id)) if self.any(|tab| !is_awake(tab)).is_none() => {
                self.tabs[id].clear(&mut self.all);
            }
            (Deed::Close, Some(id)) => self.close(id),
            (Deed::Reload, Some(id)) => {
                self.close(id);
                self.open();
            }
            (Deed::Crash, _) => {
                if let Some(id) = self.any(|_| true) {
                    self.tabs[id].die(&mut self.all);
                    let wait = self.all.luck.between(0, 1000);
                    self.all.after(wait, Event::Freed(id));
                    self.all.take_in_death();
                }
            }
            (Deed::Kill(while_it_lasts), _) => self.kill(while_it_lasts),
            (Deed::Freeze(while_it_lasts), Some(id)) => {
                self.tabs[id].life = Life::Frozen;
                self.all.falls_asleep(id);
                self.all.after(while_it_lasts, Event::Deed(Deed::Thaw(id)));
            }
            (Deed::PutAway(while_it_lasts), Some(id)) => {
                self.tabs[id].put_away(&mut self.all);
                self.all.after(while_it_lasts, Event::Deed(Deed::ComeBack(id)));
            }
            (Deed::Hide(while_it_lasts), Some(id)) => {
                self.tabs[id].hide(true, &mut self.all);
                self.all.after(while_it_lasts, Event::Deed(Deed::Show(id)));
            }
            (Deed::Thaw(id), _) if self.tabs[id].life == Life::Frozen => {
                self.tabs[id].wake(&mut self.all);
            }
            (Deed::ComeBack(id), _) if self.tabs[id].life == Life::Away => {
                self.tabs[id].come_back(&mut self.all);
            }
            (Deed::Show(id), _) if is_awake(&self.tabs[id]) => {
                self.tabs[id].hide(false, &mut self.all);
            }
            (Deed::SetClock(by), _) => self.all.set_by += by,
            (Deed::Host(mode), _) => {
                self.all.host.mode = mode;
                // It may have been the network, and whether that is back is not known for sure.
                if let Some(id) = awake {
                    self.tabs[id].hint(&mut self.all);
                }
            }
            (Deed::Storage(share), _) => self.all.storage_fails = share,
            (Deed::Calm, _) => self.calm(),
            _ => {}
        }
    }

    fn open(&mut self) {
        let id = self.tabs.len();
        let tab = Driver::open(id, &mut self.all);
        self.tabs.push(tab);
    }

    fn close(&mut self, id: usize) {
        let tab = &mut self.tabs[id];
        tab.put_away(&mut self.all);
        tab.die(&mut self.all);
        self.all.take_in_death();
    }

    fn kill(&mut self, while_it_lasts: u64) {
        for id in self.all.living.clone() {
            self.tabs[id].die(&mut self.all);
            self.all.after(0, Event::Freed(id));
        }
        let unwritten = self.all.luck.between(0, 2000);
        self.all.disk.kill(self.all.now, unwritten);
        self.all.may_forget_clock = true;
        self.all.take_in_death();
        let since = self.all.now.saturating_sub(UNWRITTEN);
        self.all.ledger.excuse(since, &self.all.disk);
        let tabs = self.all.luck.between(1, 3);
        (0..tabs).for_each(|_| self.all.after(while_it_lasts, Event::Deed(Deed::Open)));
    }

    fn calm(&mut self) {
        self.all.is_calm = true;
        self.all.host.mode = Mode::Up;
        self.all.storage_fails = 0;
        for id in self.all.living.clone() {
            match self.tabs[id].life {
                Life::Frozen => self.tabs[id].wake(&mut self.all),
                Life::Away => self.tabs[id].come_back(&mut self.all),
                Life::Awake | Life::Gone => {}
            }
            self.tabs[id].hide(false, &mut self.all);
        }
        if self.all.living.is_empty() {
            self.open();
        }
    }
}
