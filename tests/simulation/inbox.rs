//! What a tab's driver does with what comes to it.

use super::bug::Bug;
use super::disk::Kept;
use super::driver::{Driver, Life, Open};
use super::happening::{Happening, Message};
use super::host::Parcel;
use super::ledger::Click;
use super::store::Page;
use super::surroundings::{Event, Surroundings};
use mem0_feedback::core::queue::journal::{Change, Fate};
use mem0_feedback::core::queue::stamp::Stamp;
use mem0_feedback::core::queue::verdict::Verdict;
use mem0_feedback::core::time::Millis;

/// How long a tab may not have heard yet that the lock was taken from it.
const HEARSAY: u64 = 10;

/// After so many readings in vain a tab sends without having read.
const BLIND: u32 = 3;

impl Driver {
    /// Nobody waits for it any more.
    pub fn is_past(&self, happening: &Happening) -> bool {
        match happening {
            Happening::Timer(number) => *number != self.timer,
            Happening::TimedOut(number) => !self.requests.iter().any(|it| it.number == *number),
            _ => false,
        }
    }

    /// Something comes to the tab, which is awake.
    pub fn take_in(&mut self, happening: Happening, all: &mut Surroundings) {
        let now = Millis(all.now);
        match happening {
            Happening::Timer(number) if number == self.timer => self.is_armed = false,
            Happening::Task => self.machine.commit(),
            Happening::Leaves(number) => self.leaves(number, all),
            Happening::TimedOut(number) => {
                if let Some(open) = self.close_request(number) {
                    open.parcel.into_iter().for_each(|place| all.parcels[place].is_orphan = true);
                    self.conclude(&open, &vec![Verdict::HostDown; open.clicks.len()], all);
                }
            }
            Happening::Answered(number, verdicts) => {
                if let Some(open) = self.close_request(number) {
                    self.conclude(&open, &verdicts, all);
                }
            }
            Happening::Overheard(click) => {
                let record = self.record(click, all);
                self.machine.found(record, false, now);
            }
            Happening::Message(message) => self.hear(message, all),
            Happening::Committed(changes, is_written) => self.committed(&changes, is_written, all),
            Happening::Page(number, page) if self.reading == Some(number) => {
                self.read(number, page, all);
            }
            Happening::Granted(number) if number == self.claim => {
                self.resume(all);
                self.machine.granted(now);
            }
            Happening::Refused(number) if number == self.claim => self.machine.refused(),
            Happening::Lost(number) if number == self.claim => self.lose(all),
            Happening::Verified(number, true) if number == self.claim => self.machine.verified(),
            Happening::Verified(number, false) if number == self.claim => self.lose(all),
            _ => return,
        }
        self.run(all);
    }

    pub fn resume(&mut self, all: &mut Surroundings) {
        let wall = all.wall();
        if let Some(Kept { mut weather, at }) = all.disk.weather() {
            // A clock that was set back makes no wait longer.
            weather.until = weather.until.min(Millis(wall) + (weather.until - Millis(at)));
            self.machine.resume(weather, Millis(all.now), Millis(wall));
        }
    }

    fn close_request(&mut self, number: u32) -> Option<Open> {
        let place = self.requests.iter().position(|it| it.number == number)?;
        Some(self.requests.remove(place))
    }

    fn conclude(&mut self, open: &Open, verdicts: &[Verdict], all: &mut Surroundings) {
        for verdict in verdicts {
            if let Verdict::Held(wait) = verdict {
                self.held_until = self.held_until.max(all.now + wait.0);
            }
        }
        let clock = all.clock();
        self.machine.settled(open.number, verdicts, clock);
    }

    /// Listens to no answer any more.
    fn abandon(&mut self, all: &mut Surroundings) {
        for open in std::mem::take(&mut self.requests) {
            open.parcel.into_iter().for_each(|place| all.parcels[place].is_orphan = true);
        }
        self.reading = None;
    }

    fn lose(&mut self, all: &mut Surroundings) {
        self.machine.lost();
        self.abandon(all);
    }

    fn leaves(&mut self, number: u32, all: &mut Surroundings) {
        if self.requests.iter().any(|it| it.number == number && it.parcel.is_some()) {
            // It left when the page was put away.
            return;
        }
        let Some(open) = self.close_request(number) else { return };
        let may_send = self.machine.may_send(number, Millis(all.now));
        if !may_send && all.bug != Some(Bug::IgnoresFence) {
            return self.conclude(&open, &vec![Verdict::Unsent; open.clicks.len()], all);
        }
        let is_ours = all.locks.holder().is_some_and(|holder| holder.tab == self.id);
        if all.plan.has_locks && !is_ours {
            // It takes a moment until one hears of a theft, the shorter the better.
            all.ledger.races += 1;
            if all.now > all.locks.stolen_at + HEARSAY {
                all.expect(Err(format!("tab {} sends without the lock", self.id)));
            }
        }
        let tenure = if is_ours { all.locks.tenure() } else { 0 };
        let place = all.depart(Parcel::new(self.id, number, open.clicks.clone(), tenure));
        self.requests.push(Open { parcel: Some(place), ..open });
    }

    fn hear(&mut self, message: Message, all: &mut Surroundings) {
        let now = Millis(all.now);
        match message {
            Message::Hello => self.machine.asked(true, now),
            Message::Ping => self.machine.asked(false, now),
            Message::Beat(pending) => self.machine.heard(pending, now),
            Message::Cleared => {
                // Clicks of the moment until this is heard are forgotten too.
                all.ledger.clear();
                self.forget_all();
            }
            Message::Settled(click, fate) => {
                let Click { memory, stamp, .. } = all.ledger.clicks[click];
                self.machine.found_settled(memory as u32, stamp, fate, now);
            }
        }
    }

    fn committed(&mut self, changes: &[(Change, usize)], is_written: bool, all: &mut Surroundings) {
        for (change, click) in changes {
            if is_written {
                all.disk.erase_line(all.now, all.ledger.clicks[*click].stamp);
            }
            // What is superseded goes only when the newer one is safe.
            if let Change::Remove(_, fate) = change
                && (is_written || *fate != Fate::Superseded)
            {
                self.tell(Message::Settled(*click, *fate), all);
            }
        }
        let luck = all.luck.word();
        self.machine.committed(is_written, true, Millis(all.now), luck);
        if is_written && all.plan.has_no_lines {
            // Nobody has overheard what went into the database alone.
            self.tell(Message::Hello, all);
        }
    }

    fn read(&mut self, number: u32, page: Page, all: &mut Surroundings) {
        let now = Millis(all.now);
        let luck = all.luck.word();
        match page {
            Page::Failed => {
                self.failed_readings += 1;
                all.ledger.is_order_known &= self.failed_readings < BLIND;
                all.ledger.are_people_known &= !self.is_thief;
                self.machine.loaded(number, false, now, luck);
            }
            Page::Read { settled, clicks, next } => {
                for (memory, stamp, fate) in settled {
                    self.clock = self.clock.max(stamp.clock & !Stamp::PERSON);
                    self.machine.found_settled(memory as u32, stamp, fate, now);
                }
                for click in clicks {
                    let record = self.record(click, all);
                    self.machine.found(record, true, now);
                }
                if next.is_some() {
                    let wait = all.luck.delay(20);
                    all.after(wait, Event::Read(self.id, number, next));
                } else {
                    self.failed_readings = 0;
                    self.is_thief = false;
                    self.machine.loaded(number, true, now, luck);
                    all.purge();
                }
            }
        }
    }

    /// Forgets all, here and in other tabs.
    pub fn clear(&mut self, all: &mut Surroundings) {
        all.ledger.clear();
        all.disk.clear(all.now);
        self.tell(Message::Cleared, all);
        self.forget_all();
        self.run(all);
    }

    fn forget_all(&mut self) {
        self.unwanted.extend(self.requests.iter().flat_map(|it| &it.clicks));
        self.machine.clear();
    }

    /// The network is said to be back.
    pub fn hint(&mut self, all: &mut Surroundings) {
        let clock = all.clock();
        self.machine.hint(clock);
        self.run(all);
    }

    /// The page is hidden or shown.
    pub fn hide(&mut self, is_hidden: bool, all: &mut Surroundings) {
        self.is_hidden = is_hidden;
        let clock = all.clock();
        self.machine.leave(is_hidden, clock);
        self.run(all);
    }

    /// Without locks it may have sent something old that it cannot make up for now.
    fn leave_behind(&self, all: &mut Surroundings) {
        all.ledger.is_order_known &= all.plan.has_locks || self.handles.is_empty();
    }

    /// The page goes into the back-forward cache.
    pub fn put_away(&mut self, all: &mut Surroundings) {
        self.hide(true, all);
        // In microtasks, which end before the page stops.
        let begun = self.requests.iter().filter(|it| it.parcel.is_none()).map(|it| it.number);
        for number in begun.collect::<Vec<_>>() {
            self.leaves(number, all);
        }
        self.leave_behind(all);
        self.machine.rest();
        self.reading = None;
        self.run(all);
        self.life = Life::Away;
        all.falls_asleep(self.id);
    }

    /// The page is back from there.
    pub fn come_back(&mut self, all: &mut Surroundings) {
        self.wake(all);
        self.machine.come_back();
        self.hide(false, all);
    }

    /// The page goes on, with all that it has missed.
    pub fn wake(&mut self, all: &mut Surroundings) {
        self.life = Life::Awake;
        while let Some(happening) = self.backlog.pop(&mut all.luck) {
            self.take_in(happening, all);
        }
    }

    /// The tab is no more.
    pub fn die(&mut self, all: &mut Surroundings) {
        self.life = Life::Gone;
        self.leave_behind(all);
        self.is_armed = false;
        for click in self.handles.keys() {
            all.ledger.clicks[*click].knowing -= 1;
        }
        self.abandon(all);
        all.living.retain(|id| *id != self.id);
        all.stop_requests(self.id);
    }
}
