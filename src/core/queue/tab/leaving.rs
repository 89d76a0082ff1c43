//! How a tab leaves what waits to others, and goes.

use super::Tab;
use crate::core::queue::command::{Clock, Command};

impl Tab {
    /// The page becomes visible, or is on its way out. Then the sender does not wait for the
    /// journal: nothing in it is later than what people gave here.
    pub fn leave(&mut self, is_leaving: bool, clock: Clock) {
        self.tenure.wake(clock.now);
        self.queue.leave(is_leaving);
        // A judge waits until it is known what people have said.
        let is_early = !self.reading.is_done() && !self.has_judge;
        if is_leaving && self.tenure.may_send() && is_early {
            self.hand_over();
            // Of what others gave, a later one may stand in what was not read.
            let Self { queue, items, .. } = self;
            queue.remove_if(&mut |handle| !items.get(handle).is_mine);
            while self.send(clock) {}
        }
    }

    /// The page is put away, and may come back. What is in flight goes on, and its answer may
    /// still be heard.
    pub fn rest(&mut self) {
        self.tenure.leave();
        self.hand_over();
        self.commands.push_back(Command::Unlock);
    }

    /// The page is there again.
    pub fn come_back(&mut self) {
        self.tenure.come_back();
    }

    pub(super) fn hand_over(&mut self) {
        self.leave_to_others();
        self.reading.renew();
        self.is_uncertain = false;
    }

    /// Keeps nothing waiting but what was given in this tab, or is still to be saved by it: the
    /// rest is for the sender.
    pub(super) fn leave_to_others(&mut self) {
        let Self { queue, items, .. } = self;
        let left = queue.remove_if(&mut |handle| {
            let item = items.get(handle);
            !item.is_mine && !item.is_save_due
        });
        left.into_iter().for_each(|handle| self.release(handle));
    }
}
