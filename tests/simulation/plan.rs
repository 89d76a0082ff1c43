//! What a seed makes happen.

use super::host::Mode;
use super::luck::Luck;

const MONTH: u64 = 30 * 24 * 3_600_000;
/// So long after the last fault somebody looks in again.
const VISIT: u64 = 3 * 60 * 1000;

/// Something that a person, a browser or a host does.
#[derive(Clone, Copy, Debug)]
pub enum Deed {
    Open,
    /// As many clicks, one right after the other.
    Click(u64),
    Close,
    Reload,
    Crash,
    /// The browser is killed, and opened again after that time.
    Kill(u64),
    Freeze(u64),
    PutAway(u64),
    Hide(u64),
    Thaw(usize),
    ComeBack(usize),
    Show(usize),
    SetClock(i64),
    Host(Mode),
    /// Transactions fail that often in a hundred.
    Storage(u64),
    /// Somebody signs out: all is forgotten.
    Clear,
    /// All faults are over.
    Calm,
    /// Somebody comes back, long after.
    Visit,
}

#[derive(Clone, Debug)]
pub struct Plan {
    pub has_locks: bool,
    /// Where there are none it is found out by asking for one.
    pub refuses_locks: bool,
    /// `localStorage` refuses to be written to, though not where there are no locks either.
    pub has_no_lines: bool,
    pub memories: usize,
    /// Clicks that are a judge's: in a hundred.
    pub judges: u64,
    pub refused: Option<usize>,
    pub unknown: Option<usize>,
    pub concurrency: usize,
    /// In a request.
    pub items: usize,
    /// Requests that are lost, slow, or lose their answer: in a hundred, each.
    pub network_trouble: u64,
    /// Milliseconds after which what waits is refused.
    pub max_age: u64,
    /// Memories that a tab keeps in mind once they are settled.
    pub remembered: usize,
    pub calm_at: u64,
    pub deeds: Vec<(u64, Deed)>,
}

impl Plan {
    /// Whether feedback may become too old.
    pub fn has_expiry(&self) -> bool {
        self.max_age < MONTH
    }

    pub fn draw(luck: &mut Luck) -> Self {
        let is_forgetful = luck.percent(10);
        let memories = luck.between(1, if is_forgetful { 60 } else { 6 }) as usize;
        let has_locks = luck.percent(85);
        let mut plan = Self {
            has_locks,
            refuses_locks: false,
            has_no_lines: has_locks && luck.percent(5),
            memories,
            judges: 0,
            refused: luck.percent(15).then(|| luck.place(memories)),
            unknown: luck.percent(10).then(|| luck.place(memories)),
            concurrency: luck.between(1, 6) as usize,
            items: if luck.percent(30) { 10 } else { 1 },
            network_trouble: if luck.percent(50) { luck.between(0, 20) } else { 0 },
            max_age: if luck.percent(10) { luck.between(1, 600) * 1000 } else { MONTH },
            remembered: if is_forgetful { 20 } else { 1000 },
            calm_at: luck.between(5_000, 60_000) * luck.between(1, 10),
            deeds: Vec::new(),
        };
        let tabs = luck.between(1, 5);
        (0..tabs).for_each(|_| {
            let at = if luck.percent(70) { luck.delay(500) } else { luck.between(0, plan.calm_at) };
            plan.deeds.push((at, Deed::Open));
        });
        plan.draw_clicks(luck);
        let faults = luck.between(0, 12);
        (0..faults).for_each(|_| plan.draw_fault(luck));
        if luck.percent(10) {
            plan.deeds.push((luck.between(10, plan.calm_at - 1), Deed::Clear));
        }
        plan.deeds.push((plan.calm_at, Deed::Calm));
        plan.deeds.push((plan.calm_at + VISIT, Deed::Visit));
        plan
    }

    fn draw_clicks(&mut self, luck: &mut Luck) {
        let mut left = luck.between(1, 60);
        while left > 0 {
            let burst = luck.between(1, 6).min(left);
            left -= burst;
            self.deeds.push((luck.between(10, self.calm_at - 1), Deed::Click(burst)));
        }
    }

    fn draw_fault(&mut self, luck: &mut Luck) {
        // Faults are worst close to a click.
        let near = self.deeds[luck.place(self.deeds.len())].0 + luck.delay(3000);
        let at = if luck.percent(60) { near } else { luck.between(10, self.calm_at) };
        let at = at.min(self.calm_at - 1);
        let reach = 1 << luck.between(8, 21);
        let while_it_lasts = luck.between(0, reach);
        let deed = match luck.between(0, 15) {
            0 => Deed::Open,
            1 => Deed::Close,
            2 => Deed::Reload,
            3 | 4 => Deed::Crash,
            5 | 6 => Deed::Kill(while_it_lasts),
            7 | 8 => Deed::Freeze(while_it_lasts),
            9 => Deed::PutAway(while_it_lasts),
            10 => Deed::Hide(while_it_lasts),
            11 => {
                let hours = luck.between(1, 5 * 3_600_000) as i64;
                Deed::SetClock(if luck.percent(50) { hours } else { -hours })
            }
            12 => {
                self.deeds.push((at + while_it_lasts, Deed::Storage(0)));
                Deed::Storage(luck.between(10, 100))
            }
            _ => {
                self.deeds.push((at + while_it_lasts, Deed::Host(Mode::Up)));
                Deed::Host(Self::draw_mode(luck))
            }
        };
        self.deeds.push((at, deed));
    }

    fn draw_mode(luck: &mut Luck) -> Mode {
        match luck.between(0, 5) {
            0 => Mode::Confused,
            1 => Mode::Busy(luck.between(1, 60) * 1000),
            2 => Mode::Unreachable,
            3 => Mode::Flaky(luck.between(10, 90)),
            _ => Mode::Down,
        }
    }
}
