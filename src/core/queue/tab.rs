//! A queue in one of many tabs: the queue itself, the part that the tab has in sending, and the
//! journal that they share. All that a driver does is to carry out [`Command`]s, and to tell what
//! came of them.

mod leaving;

use super::circuit::Weather;
use super::command::{Clock, Command, State};
use super::item::{Item, Items};
use super::journal::{Change, Fate, Journal};
use super::reading::Reading;
use super::record::{Limits, Pushed, Record};
use super::stamp::Stamp;
use super::tenure::Tenure;
use super::verdict::Verdict;
use super::{Poll, Queue};
use crate::core::time::Millis;
use alloc::collections::VecDeque;

/// One tab's share of a queue.
#[derive(Debug)]
pub struct Tab {
    queue: Queue,
    tenure: Tenure,
    journal: Journal,
    items: Items,
    commands: VecDeque<Command>,
    reading: Reading,
    is_task_due: bool,
    is_durable: bool,
    /// Feedback of other tabs is pending somewhere.
    others_wait: bool,
    weather: Weather,
    next_send: Option<Millis>,
    /// What is pending as far as this tab knows is not what the sender says.
    is_uncertain: bool,
    /// Something that a judge has said was given here, or found.
    has_judge: bool,
}

impl Tab {
    /// A tab that has just come. `has_locks`: whether tabs can agree on a sender here.
    pub fn new(limits: Limits, has_locks: bool) -> Self {
        Self {
            queue: Queue::new(limits),
            tenure: Tenure::new(has_locks),
            journal: Journal::default(),
            items: Items::default(),
            commands: VecDeque::new(),
            reading: Reading::default(),
            is_task_due: false,
            is_durable: true,
            others_wait: false,
            weather: Weather::default(),
            next_send: None,
            is_uncertain: false,
            has_judge: false,
        }
    }

    /// Feedbacks pending as far as this tab knows.
    pub fn len(&self) -> usize {
        self.queue.len()
    }

    /// Whether nothing is pending as far as this tab knows.
    pub fn is_empty(&self) -> bool {
        self.queue.is_empty()
    }

    /// A feedback was given in this tab, and stands in the journal's first half.
    pub fn click(&mut self, record: Record, now: Millis) {
        self.items.at(record.handle).is_mine = true;
        self.take(record, false, now);
    }

    /// A feedback was found in the journal, or written into it by another tab.
    pub fn found(&mut self, record: Record, is_saved: bool, now: Millis) {
        if !self.items.at(record.handle).is_settled {
            self.take(record, is_saved, now);
        }
        // Else it is being removed, and was read before it had gone.
    }

    fn take(&mut self, record: Record, is_saved: bool, now: Millis) {
        self.tenure.wake(now);
        self.has_judge |= !record.stamp.is_human();
        let pushed = self.queue.push(record);
        let item = self.items.at(record.handle);
        match pushed {
            Pushed::Known => item.is_saved |= is_saved,
            Pushed::Settled(fate) => self.settle(record.handle, fate),
            Pushed::Taken { superseded } => {
                item.is_saved = is_saved;
                if item.is_mine || superseded.is_some() {
                    self.save(record.handle);
                }
                superseded.into_iter().for_each(|old| self.settle(old, Fate::Superseded));
            }
            Pushed::Superseded { by } => {
                by.into_iter().for_each(|newer| self.save(newer));
                self.settle(record.handle, Fate::Superseded);
            }
        }
    }

    /// The journal says, or another tab, that a memory's feedback up to `stamp` is settled, the
    /// last one by `fate`.
    pub fn found_settled(&mut self, memory: u32, stamp: Stamp, fate: Fate, now: Millis) {
        self.tenure.wake(now);
        if self.tenure.is_free() && self.queue.makes_up_for(memory, stamp) {
            // An older one of ours may arrive after that one, which is sent again behind it.
            return;
        }
        if let Some(out) = self.queue.settle_up_to(memory, stamp, fate) {
            let fate = if out.stamp == stamp { fate } else { Fate::Superseded };
            self.settle(out.handle, fate);
        }
    }

    /// The reading of that number has come to its end; `is_whole`: of the journal too.
    pub fn loaded(&mut self, number: u32, is_whole: bool, now: Millis, luck: u32) {
        self.reading.ended(number, is_whole, now, luck);
        self.is_uncertain = false;
    }

    /// What another visit left of the host's state.
    pub fn resume(&mut self, weather: Weather, now: Millis, wall: Millis) {
        self.queue.resume(weather, now, wall);
        self.weather = weather;
    }

    /// The lock was granted.
    pub fn granted(&mut self, now: Millis) {
        self.tenure.wake(now);
        self.reading.renew();
        if self.tenure.granted() {
            self.reading.hurry();
        }
        self.others_wait = false;
        self.commands.push_back(Command::Beat(self.queue.len() as u32));
    }

    /// The lock was taken away, or turned out to be lost.
    pub fn lost(&mut self) {
        self.tenure.lost();
        self.stand_down();
    }

    /// The lock is nobody's: the browser refuses each request for one.
    pub fn refused(&mut self) {
        self.tenure.refused();
        self.hand_over();
    }

    /// The lock turned out to be ours still.
    pub fn verified(&mut self) {
        self.tenure.verified();
    }

    /// Another tab asks for the sender. `has_news`: it may have written what we have not seen.
    pub fn asked(&mut self, has_news: bool, now: Millis) {
        self.tenure.wake(now);
        if self.tenure.is_holder() {
            if has_news {
                self.reading.want();
            }
            self.commands.push_back(Command::Beat(self.queue.len() as u32));
        }
    }

    /// The sender was heard, with so many feedbacks pending.
    pub fn heard(&mut self, pending: u32, now: Millis) {
        self.tenure.wake(now);
        if self.tenure.is_holder() {
            // Said before the lock came here.
            return;
        }
        self.tenure.heard();
        self.others_wait = pending > 0;
        let is_behind = if pending == 0 {
            // What became of ours was said when nobody listened here. Of others' there is more, or
            // it has gone.
            self.leave_to_others();
            !self.queue.is_empty()
        } else {
            !self.reading.is_done()
        };
        if is_behind {
            self.is_uncertain = true;
            self.reading.want();
        }
    }

    /// A request has come to its end.
    pub fn settled(&mut self, request: u32, verdicts: &[Verdict], clock: Clock) {
        self.tenure.wake(clock.now);
        for (handle, fate) in self.queue.settled(request, verdicts, clock.now, clock.luck) {
            self.conclude(handle, fate);
        }
        let weather = self.queue.weather(clock.now, clock.wall);
        if weather != self.weather {
            self.weather = weather;
            self.commands.push_back(Command::Keep(weather));
        }
    }

    /// Whether a request that was begun may still go out.
    pub fn may_send(&self, request: u32, now: Millis) -> bool {
        self.tenure.may_start(now) && self.queue.in_request(request).next().is_some()
    }

    /// Begins a transaction, if there is anything to be written.
    pub fn commit(&mut self) {
        self.is_task_due = false;
        if self.journal.due().is_none() {
            return;
        }
        let Self { journal, items, commands, .. } = self;
        let changes = journal.begin(|change| match change {
            Change::Save(handle) => {
                let item = items.get(handle);
                !item.is_settled && !item.is_saved
            }
            Change::Remove(..) => true,
        });
        if !changes.is_empty() {
            commands.extend(changes.iter().copied().map(Command::Change));
            commands.push_back(Command::Commit);
        }
    }

    /// A transaction is over. `is_durable`: whether what was written outlives the page.
    pub fn committed(&mut self, is_written: bool, is_durable: bool, now: Millis, luck: u32) {
        self.is_durable = is_durable;
        for change in self.journal.committed(is_written, now, luck) {
            match change {
                Change::Save(handle) => self.saved(handle),
                Change::Remove(handle, _) => self.release(handle),
            }
        }
    }

    /// The network is said to be back.
    pub fn hint(&mut self, clock: Clock) {
        self.tenure.wake(clock.now);
        self.queue.hint(clock.now, clock.luck);
    }

    /// Forgets all; what is in flight is not sent again.
    pub fn clear(&mut self) {
        let waiting = self.queue.clear();
        waiting.into_iter().for_each(|handle| self.settle(handle, Fate::Superseded));
        self.journal.clear().into_iter().for_each(|handle| self.release(handle));
    }

    /// The next thing to do.
    pub fn poll(&mut self, clock: Clock) -> Command {
        if self.commands.is_empty() {
            self.tenure.wake(clock.now);
            self.plan(clock);
        }
        let command = self.commands.pop_front().unwrap_or_else(|| self.wait());
        if let Command::Release(handle) = command {
            // Not before: until then it may be found once more.
            *self.items.at(handle) = Item::default();
        }
        command
    }

    fn plan(&mut self, clock: Clock) {
        self.next_send = None;
        let has_work = !self.queue.is_empty() || self.others_wait;
        if let Some(duty) = self.tenure.duty(clock.now, has_work) {
            self.commands.push_back(Command::Lock(duty));
        } else if self.reads() && self.reading.due().is_some_and(|it| it <= clock.now) {
            let number = self.reading.begin();
            self.commands.push_back(Command::Load(number));
        } else if !self.is_task_due && self.journal.due().is_some_and(|due| due <= clock.now) {
            self.is_task_due = true;
            self.commands.push_back(Command::Task);
        } else {
            while let Some(memory) = self.queue.forgotten() {
                self.commands.push_back(Command::Forget(memory));
            }
            if self.commands.is_empty() && self.tenure.may_send() && self.reading.is_done() {
                self.send(clock);
            }
        }
    }

    /// Whether it reads the journal: to send what is there, or to know of it what the sender knows.
    fn reads(&self) -> bool {
        self.tenure.may_send() || self.is_uncertain
    }

    /// Whether there may be more to send.
    fn send(&mut self, clock: Clock) -> bool {
        match self.queue.poll(clock.now, clock.wall, clock.luck) {
            Poll::Expired(entry) => self.settle(entry.handle, Fate::Expired),
            Poll::Send { request, keepalive } => {
                for handle in self.queue.in_request(request) {
                    self.commands.push_back(Command::Report(handle, State::Sending));
                    self.commands.push_back(Command::Include(handle));
                }
                self.commands.push_back(Command::Send { request, keepalive });
            }
            Poll::Wait(moment) => {
                self.next_send = Some(moment);
                return false;
            }
            Poll::Idle => return false,
        }
        true
    }

    /// What is waited for, once there is nothing to do.
    fn wait(&self) -> Command {
        let write = self.journal.due().filter(|_| !self.is_task_due);
        let read = self.reading.due().filter(|_| self.reads());
        let moments = [self.next_send, write, read, self.tenure.next_look()];
        moments.into_iter().flatten().min().map_or(Command::Rest, Command::Wait)
    }

    fn conclude(&mut self, handle: u32, fate: Option<Fate>) {
        if let Some(fate) = fate {
            return self.settle(handle, fate);
        }
        let state = if self.items.at(handle).is_saved { State::Saved } else { State::Queued };
        self.commands.push_back(Command::Report(handle, state));
    }

    fn save(&mut self, handle: u32) {
        let item = self.items.at(handle);
        if !item.is_saved && !::core::mem::replace(&mut item.is_save_due, true) {
            self.journal.push(Change::Save(handle));
        }
    }

    fn saved(&mut self, handle: u32) {
        let is_durable = self.is_durable;
        let item = self.items.at(handle);
        item.is_saved = is_durable;
        item.is_save_due = false;
        if item.is_mine && is_durable && !item.is_settled {
            self.commands.push_back(Command::Report(handle, State::Saved));
        }
    }

    fn settle(&mut self, handle: u32, fate: Fate) {
        self.commands.push_back(Command::Report(handle, State::Settled(fate)));
        let is_holder = self.tenure.is_holder();
        let item = self.items.at(handle);
        item.is_settled = true;
        if is_holder || item.is_mine || item.is_save_due {
            self.journal.push(Change::Remove(handle, fate));
        } else {
            // Whoever settled it removes it.
            self.release(handle);
        }
    }

    fn stand_down(&mut self) {
        self.queue.recall().into_iter().for_each(|(it, fate)| self.conclude(it, fate));
        self.hand_over();
    }

    fn release(&mut self, handle: u32) {
        self.commands.push_back(Command::Release(handle));
    }
}
