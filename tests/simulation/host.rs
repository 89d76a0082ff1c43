//! The host that feedback is sent to, in good and bad weather.

use super::luck::Luck;
use mem0_feedback::core::queue::stamp::Stamp;
use mem0_feedback::core::queue::verdict::Verdict;
use mem0_feedback::core::time::Millis;

/// What the host does with whatever reaches it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Up,
    /// 503.
    Down,
    /// A bare 500.
    Confused,
    /// 429, with `Retry-After` of that many milliseconds.
    Busy(u64),
    /// Nothing reaches it.
    Unreachable,
    /// That many of a hundred requests fail, before or after they were applied.
    Flaky(u64),
}

/// A request on its way.
#[derive(Clone, Debug)]
pub struct Parcel {
    pub tab: usize,
    pub request: u32,
    pub clicks: Vec<usize>,
    pub tenure: u64,
    /// Its sender has given it up: it timed out there, or the tab is gone, or sends no more.
    pub is_orphan: bool,
    /// It was stopped on its way.
    pub is_cancelled: bool,
}

impl Parcel {
    pub fn new(tab: usize, request: u32, clicks: Vec<usize>, tenure: u64) -> Self {
        Self { tab, request, clicks, tenure, is_orphan: false, is_cancelled: false }
    }
}

/// What arrived: the memory and the stamp of a feedback.
pub type Arrival = (usize, Stamp);

#[derive(Debug)]
pub struct Host {
    pub mode: Mode,
    /// The last feedback on each memory.
    pub standing: Vec<Stamp>,
    /// Each feedback on it is refused.
    pub refused: Option<usize>,
    /// A bare 500 for each feedback on it.
    pub unknown: Option<usize>,
}

impl Host {
    pub fn new(memories: usize) -> Self {
        let standing = vec![Stamp::default(); memories];
        Self { mode: Mode::Up, standing, refused: None, unknown: None }
    }

    pub fn takes(&self, memory: usize) -> bool {
        self.refused != Some(memory) && self.unknown != Some(memory)
    }

    /// What is applied, and the answer; without one the connection breaks.
    pub fn answer(&self, items: &[Arrival], luck: &mut Luck) -> (Vec<Arrival>, Vec<Verdict>) {
        let all = |verdict: Verdict| vec![verdict; items.len()];
        let verdict = |memory: usize| match () {
            () if self.refused == Some(memory) => Verdict::Refused,
            () if self.unknown == Some(memory) => Verdict::Unclear,
            () => Verdict::Delivered,
        };
        let applied = || items.iter().filter(|(it, _)| self.takes(*it)).copied().collect();
        match self.mode {
            Mode::Flaky(share) if luck.percent(share) => {
                let applied = if luck.percent(50) { applied() } else { Vec::new() };
                let kinds = [Verdict::HostDown, Verdict::HostDown, Verdict::Unclear];
                (applied, all(kinds[luck.place(kinds.len())]))
            }
            Mode::Up | Mode::Flaky(_) => {
                (applied(), items.iter().map(|(memory, _)| verdict(*memory)).collect())
            }
            Mode::Down => (Vec::new(), all(Verdict::on_failure(503, Millis(0)))),
            Mode::Confused => (Vec::new(), all(Verdict::on_failure(500, Millis(0)))),
            Mode::Busy(wait) => (Vec::new(), all(Verdict::on_failure(429, Millis(wait)))),
            Mode::Unreachable => (Vec::new(), all(Verdict::on_failure(0, Millis(0)))),
        }
    }
}
