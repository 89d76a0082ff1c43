//! All that tabs share, and the time that passes for them.

use super::bug::Bug;
use super::disk::Disk;
use super::happening::Happening;
use super::host::{Arrival, Host, Parcel};
use super::ledger::Ledger;
use super::locks::{Claim, Locks};
use super::luck::Luck;
use super::plan::{Deed, Plan};
use super::store::Transaction;
use mem0_feedback::core::queue::command::Clock;
use mem0_feedback::core::queue::stamp::Stamp;
use mem0_feedback::core::queue::verdict::Verdict;
use mem0_feedback::core::time::Millis;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The wall clock at the beginning.
const EPOCH: i64 = 1_800_000_000_000;
/// After so long a request has timed out.
const TIMEOUT: u64 = 30_000;

/// What happens outside of the tabs, or to them.
#[derive(Debug)]
pub enum Event {
    Deed(Deed),
    InTab(usize, Happening),
    /// A transaction of a tab comes to its end.
    Stored(Transaction),
    /// A tab reads on in the database, in its reading of that number.
    Read(usize, u32, Option<Stamp>),
    /// A request reaches the host.
    Arrives(usize),
    /// The browser notices that a tab has gone.
    Freed(usize),
}

#[derive(Debug)]
struct Due {
    at: u64,
    order: u64,
    event: Event,
}

impl PartialEq for Due {
    fn eq(&self, other: &Self) -> bool {
        (self.at, self.order) == (other.at, other.order)
    }
}

impl Eq for Due {}

impl PartialOrd for Due {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Due {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.at, self.order).cmp(&(other.at, other.order))
    }
}

#[derive(Debug)]
pub struct Surroundings {
    pub plan: Plan,
    pub luck: Luck,
    /// Whether a click is a judge's.
    pub judging: Luck,
    pub now: u64,
    /// What the wall clock was set forward, or back, by.
    pub set_by: i64,
    pub disk: Disk,
    pub locks: Locks,
    pub host: Host,
    pub ledger: Ledger,
    pub parcels: Vec<Parcel>,
    /// Tabs that are there, frozen and put away ones included.
    pub living: Vec<usize>,
    pub bug: Option<Bug>,
    /// Transactions fail, that often in a hundred.
    pub storage_fails: u64,
    /// Nothing goes wrong any more.
    pub is_calm: bool,
    pub violation: Option<String>,
    pub trace: Option<Vec<String>>,
    /// A kill has taken lines, or there are none.
    pub may_forget_clock: bool,
    /// When the last message of each tab is heard: no later one is heard before.
    heard: Vec<u64>,
    due: BinaryHeap<Reverse<Due>>,
    order: u64,
}

impl Surroundings {
    pub fn new(plan: Plan, luck: Luck, judging: Luck, bug: Option<Bug>, is_traced: bool) -> Self {
        let mut host = Host::new(plan.memories);
        (host.refused, host.unknown) = (plan.refused, plan.unknown);
        let mut all = Self {
            luck,
            judging,
            now: 0,
            set_by: 0,
            disk: Disk::default(),
            locks: Locks::default(),
            host,
            ledger: Ledger::new(plan.memories),
            parcels: Vec::new(),
            living: Vec::new(),
            bug,
            storage_fails: 0,
            is_calm: false,
            violation: None,
            trace: is_traced.then(Vec::new),
            may_forget_clock: plan.has_no_lines,
            heard: Vec::new(),
            due: BinaryHeap::new(),
            order: 0,
            plan,
        };
        for (at, deed) in all.plan.deeds.clone() {
            all.after(at, Event::Deed(deed));
        }
        all
    }

    pub fn wall(&self) -> u64 {
        (EPOCH + self.now as i64 + self.set_by) as u64
    }

    pub fn clock(&mut self) -> Clock {
        Clock { now: Millis(self.now), wall: Millis(self.wall()), luck: self.luck.word() }
    }

    pub fn after(&mut self, wait: u64, event: Event) {
        self.order += 1;
        self.due.push(Reverse(Due { at: self.now + wait, order: self.order, event }));
    }

    pub fn in_tab(&mut self, tab: usize, wait: u64, happening: Happening) {
        self.after(wait, Event::InTab(tab, happening));
    }

    /// The next thing that happens; time passes until then.
    pub fn next(&mut self) -> Option<Event> {
        let Reverse(due) = self.due.pop()?;
        self.now = due.at;
        self.note(|| format!("{:?}", due.event));
        Some(due.event)
    }

    pub fn note(&mut self, line: impl FnOnce() -> String) {
        let now = self.now;
        if let Some(trace) = &mut self.trace {
            trace.push(format!("{now:>9} {}", line()));
        }
    }

    /// Holds a promise against what was found.
    pub fn expect(&mut self, found: Result<(), String>) {
        if let (Err(violation), None) = (found, &self.violation) {
            self.violation = Some(format!("after {} ms: {violation}", self.now));
        }
    }

    pub fn granted(&mut self, claim: Option<Claim>) {
        if let Some(Claim { tab, number }) = claim {
            let wait = self.luck.delay(5);
            self.in_tab(tab, wait, Happening::Granted(number));
        }
    }

    /// A tab is gone, and with it what it could not store.
    pub fn take_in_death(&mut self) {
        if self.plan.has_no_lines {
            self.ledger.excuse(0, &self.disk);
            self.ledger.is_order_known = false;
        }
    }

    /// A request leaves a tab.
    pub fn depart(&mut self, parcel: Parcel) -> usize {
        let (tab, request) = (parcel.tab, parcel.request);
        self.in_tab(tab, TIMEOUT, Happening::TimedOut(request));
        let place = self.parcels.len();
        self.parcels.push(parcel);
        let trouble = self.plan.network_trouble;
        let is_lost = !self.is_calm && self.luck.percent(trouble);
        let is_slow = !self.is_calm && self.luck.percent(trouble);
        let wait = if is_slow { self.luck.between(0, 40_000) } else { self.luck.delay(400) };
        if !is_lost {
            self.after(wait, Event::Arrives(place));
        } else if self.luck.percent(50) {
            let count = self.parcels[place].clicks.len();
            let answer = Happening::Answered(request, vec![Verdict::HostDown; count]);
            self.in_tab(tab, wait, answer);
        }
        if self.bug == Some(Bug::Repeats) {
            let again = self.parcels[place].clone();
            self.parcels.push(again);
            self.after(wait + 5000, Event::Arrives(place + 1));
        }
        place
    }

    /// Of what a tab has sent and did not arrive, some is stopped when it goes.
    pub fn stop_requests(&mut self, tab: usize) {
        for parcel in self.parcels.iter_mut().filter(|parcel| parcel.tab == tab) {
            parcel.is_cancelled |= self.luck.percent(50);
        }
    }

    /// The tab hears nothing for a while: without locks it cannot make up for what arrives late.
    pub fn falls_asleep(&mut self, tab: usize) {
        let sent = self.parcels.iter_mut().filter(|parcel| parcel.tab == tab);
        sent.for_each(|parcel| parcel.is_orphan |= !self.plan.has_locks);
    }

    /// All other tabs hear it, in the order in which one tab says things.
    pub fn broadcast(&mut self, from: usize, wait: u64, happening: &Happening) {
        if self.heard.len() <= from {
            self.heard.resize(from + 1, 0);
        }
        let at = self.heard[from].max(self.now + wait);
        self.heard[from] = at;
        for tab in self.living.clone() {
            if tab != from {
                self.in_tab(tab, at - self.now, happening.clone());
            }
        }
    }

    /// The clock of a click on a memory, above `past`, which is all that its tab has seen.
    pub fn stamped(&mut self, memory: usize, past: u64) -> u64 {
        let clock = (self.wall() * Stamp::TICKS).max(past + 1);
        let newest = self.ledger.newest(memory);
        if clock > newest {
            return clock;
        }
        self.ledger.clock_gaps += 1;
        if !self.may_forget_clock {
            self.expect(Err(format!("a click on memory {memory} is older than one before it")));
        }
        newest + 1
    }

    /// A request is at the host.
    pub fn arrive(&mut self, place: usize) {
        let parcel = self.parcels[place].clone();
        if parcel.is_cancelled {
            return;
        }
        let has_moved = self.plan.has_locks && parcel.tenure != self.locks.tenure();
        let is_orphan = parcel.is_orphan || has_moved;
        let ledger = &self.ledger;
        let in_order = |click: &&usize| {
            let click = &ledger.clicks[**click];
            !is_orphan || self.host.standing[click.memory] <= click.stamp
        };
        let items: Vec<Arrival> = parcel
            .clicks
            .iter()
            .filter(in_order)
            .map(|click| {
                let click = &ledger.clicks[*click];
                (click.memory, click.stamp)
            })
            .collect();
        self.ledger.overtaken += (parcel.clicks.len() - items.len()) as u32;
        let (applied, verdicts) = self.host.answer(&items, &mut self.luck);
        for click in &parcel.clicks {
            let click = &mut self.ledger.clicks[*click];
            click.arrivals += 1;
            click.copies += u32::from(applied.iter().any(|(_, stamp)| *stamp == click.stamp));
        }
        self.note(|| format!("    of {parcel:?} the host takes {applied:?}"));
        for (memory, stamp) in applied {
            let before = std::mem::replace(&mut self.host.standing[memory], stamp);
            let is_promised = self.plan.has_locks && self.ledger.is_order_known;
            if is_promised && let Some(wrong) = self.ledger.wrong(stamp, before) {
                self.expect(Err(format!("on memory {memory}, {stamp:?} {wrong} {before:?}")));
            }
        }
        if items.len() == parcel.clicks.len() {
            self.reply(&parcel, verdicts);
        }
    }

    fn reply(&mut self, parcel: &Parcel, verdicts: Vec<Verdict>) {
        let trouble = self.plan.network_trouble;
        if !self.is_calm && self.luck.percent(trouble) {
            return;
        }
        let is_late = !self.is_calm && self.luck.percent(trouble);
        let wait = if is_late { self.luck.between(0, 40_000) } else { self.luck.delay(400) };
        self.in_tab(parcel.tab, wait, Happening::Answered(parcel.request, verdicts));
    }
}
