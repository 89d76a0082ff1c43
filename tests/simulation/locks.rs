//! The lock that all tabs share ([Web Locks](https://w3c.github.io/web-locks/)).

use std::collections::VecDeque;

/// A request for the lock: of that tab, and its how-manieth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    pub tab: usize,
    pub number: u32,
}

#[derive(Debug, Default)]
pub struct Locks {
    holder: Option<Claim>,
    waiting: VecDeque<Claim>,
    /// Grows with each new holder.
    tenure: u64,
    pub stolen_at: u64,
}

impl Locks {
    pub fn holder(&self) -> Option<Claim> {
        self.holder
    }

    /// Tells one holding of the lock from another.
    pub fn tenure(&self) -> u64 {
        self.tenure
    }

    fn grant(&mut self) -> Option<Claim> {
        if self.holder.is_none() {
            self.holder = self.waiting.pop_front();
            self.tenure += 1;
            return self.holder;
        }
        None
    }

    /// Waits for the lock, in place of whatever the tab waited for; who has got it now.
    pub fn request(&mut self, claim: Claim) -> Option<Claim> {
        self.withdraw(claim.tab);
        self.waiting.push_back(claim);
        self.grant()
    }

    /// Takes the lock at once; from whom it was taken.
    pub fn steal(&mut self, now: u64, claim: Claim) -> Option<Claim> {
        self.withdraw(claim.tab);
        self.tenure += 1;
        self.stolen_at = now;
        self.holder.replace(claim)
    }

    /// The tab wants nothing of it any more; who has got it instead.
    pub fn release(&mut self, tab: usize) -> Option<Claim> {
        self.withdraw(tab);
        self.holder.take_if(|holder| holder.tab == tab)?;
        self.grant()
    }

    fn withdraw(&mut self, tab: usize) {
        self.waiting.retain(|claim| claim.tab != tab);
    }
}
