//! What was clicked and what became of it, and the promises that are held against it.

use super::disk::Disk;
use super::host::Host;
use mem0_feedback::core::queue::command::State;
use mem0_feedback::core::queue::journal::Fate;
use mem0_feedback::core::queue::stamp::Stamp;

/// A feedback that somebody gave.
#[derive(Clone, Debug)]
pub struct Click {
    pub memory: usize,
    pub stamp: Stamp,
    /// Not a person's.
    pub is_judges: bool,
    pub bytes: u32,
    /// In which tab.
    pub tab: usize,
    /// When.
    pub at: u64,
    /// It was reported as saved.
    pub is_saved: bool,
    /// What its own tab, or else the sender, reported first.
    pub fate: Option<Fate>,
    /// A kill took it before it was promised to outlive one.
    pub is_excused: bool,
    /// How often it reached the host.
    pub arrivals: u32,
    /// How often the host took it.
    pub copies: u32,
    /// How many living tabs know it.
    pub knowing: u32,
    /// That it was delivered need not be known any more: from then on a judge may speak.
    pub is_forgotten: bool,
}

impl Click {
    /// Of a person. The clock is that of the stamp.
    pub fn new(memory: usize, clock: u64, bytes: u32, tab: usize, at: u64) -> Self {
        Self {
            memory,
            stamp: Stamp { clock: clock | Stamp::PERSON, tab: tab as u32 },
            is_judges: false,
            bytes,
            tab,
            at,
            is_saved: false,
            fate: None,
            is_excused: false,
            arrivals: 0,
            copies: 0,
            knowing: 0,
            is_forgotten: false,
        }
    }

    /// The same of a judge.
    pub fn by_judge(mut self) -> Self {
        self.stamp.clock &= !Stamp::PERSON;
        Self { is_judges: true, ..self }
    }

    /// The clock, whoever speaks.
    pub fn clock(&self) -> u64 {
        self.stamp.clock & !Stamp::PERSON
    }

    /// What counts among two on a memory: that a person speaks, then when.
    fn rank(&self) -> (bool, u64, u32) {
        (!self.is_judges, self.clock(), self.stamp.tab)
    }
}

#[derive(Debug, Default)]
pub struct Ledger {
    pub clicks: Vec<Click>,
    /// Of each memory, in the order in which they count.
    of_memory: Vec<Vec<usize>>,
    /// Stamps below an earlier one: the clock was set back, and a kill took the line that keeps
    /// it. The documentation names this gap.
    pub clock_gaps: u32,
    /// Requests whose sender had given them up, and that came after a newer one: another gap
    /// that is named.
    pub overtaken: u32,
    /// What is delivered could be noted, and the notes be read. Where not, an older feedback may be
    /// sent again after a crash: the third gap, where storage fails every time, or where there are
    /// no locks.
    pub is_order_known: bool,
    /// Whoever took the lock from a frozen tab could read what people have said. Where not, a judge
    /// may speak over it: the fourth gap.
    pub are_people_known: bool,
    /// Requests that left just when the lock was taken from their sender.
    pub races: u32,
}

impl Ledger {
    pub fn new(memories: usize) -> Self {
        let of_memory = vec![Vec::new(); memories];
        Self { of_memory, is_order_known: true, are_people_known: true, ..Self::default() }
    }

    /// The clock of the newest feedback on that memory.
    pub fn newest(&self, memory: usize) -> u64 {
        let clocks = self.of_memory[memory].iter().map(|number| self.clicks[*number].clock());
        clocks.max().unwrap_or_default()
    }

    pub fn add(&mut self, click: Click) -> usize {
        let number = self.clicks.len();
        let Self { clicks, of_memory, .. } = self;
        let of_memory = &mut of_memory[click.memory];
        let place = of_memory.partition_point(|it| clicks[*it].rank() < click.rank());
        of_memory.insert(place, number);
        clicks.push(click);
        number
    }

    /// Nobody has to know any more what has become of the feedback on a memory up to that stamp.
    pub fn forget(&mut self, memory: usize, stamp: Stamp) {
        let clicks = self.clicks.iter_mut();
        let old = clicks.filter(|click| click.memory == memory && click.stamp <= stamp);
        old.for_each(|click| click.is_forgotten = true);
    }

    /// Whether no judge may speak any more, if that is a person's that was delivered.
    fn remembers(&self, click: &Click) -> bool {
        self.are_people_known && !click.is_forgotten
    }

    /// What is wrong, if anything is, with a feedback that the host takes after another one.
    pub fn wrong(&self, later: Stamp, before: Stamp) -> Option<&'static str> {
        let find = |stamp| self.clicks.iter().find(move |click| click.stamp == stamp);
        let (later, before) = (find(later)?, find(before)?);
        let overrules = later.is_judges && !before.is_judges && self.remembers(before);
        let is_older = later.is_judges == before.is_judges && later.rank() < before.rank();
        match () {
            () if before.is_excused => None,
            () if overrules => Some("overrules"),
            () => is_older.then_some("came after"),
        }
    }

    /// A tab says what became of a click; whether that is true.
    /// `has_expiry`: it may have become too old, and is a dead letter like one that was refused.
    pub fn report(
        &mut self,
        number: usize,
        state: State,
        disk: &Disk,
        has_expiry: bool,
    ) -> Result<(), String> {
        let click = &self.clicks[number];
        let is_newest = self.of_memory[click.memory].last() == Some(&number);
        let is_true = match state {
            State::Queued | State::Sending => true,
            State::Saved => {
                let is_kept = disk.records.contains_key(&click.stamp);
                is_kept || click.fate.is_some() || click.is_excused
            }
            State::Settled(Fate::Sent) => click.copies > 0,
            State::Settled(Fate::Superseded) => !is_newest || click.is_excused,
            State::Settled(Fate::Refused) => click.arrivals > 0 || has_expiry,
            State::Settled(Fate::Expired) => has_expiry,
        };
        let click = &mut self.clicks[number];
        match state {
            State::Saved => click.is_saved = true,
            State::Settled(fate) => _ = click.fate.get_or_insert(fate),
            State::Queued | State::Sending => {}
        }
        if is_true { Ok(()) } else { Err(format!("click {number} is not {state:?}")) }
    }

    /// What a kill, or a crash where nothing could be stored, may take: it was given after
    /// `since`, nobody had said that it is saved, and it has left no trace. It may even have been
    /// delivered, and be undone by one before it.
    pub fn excuse(&mut self, since: u64, disk: &Disk) {
        for click in self.clicks.iter_mut().filter(|click| click.at >= since && !click.is_saved) {
            let is_known = click.knowing > 0 || disk.delivered.contains_key(&click.stamp);
            click.is_excused |= !is_known && !disk.has(click.stamp);
        }
    }

    /// All is forgotten, the notes of what was delivered as well. What another tab was just saving
    /// may still be sent.
    pub fn clear(&mut self) {
        self.clicks.iter_mut().for_each(|click| click.is_excused = true);
        self.is_order_known = false;
    }

    /// The first promise: each click is pending somewhere, or settled.
    pub fn none_lost(&self, disk: &Disk) -> Result<(), String> {
        for clicks in &self.of_memory {
            let mut is_newer_safe = false;
            // Of what was forgotten a tab may still know that a person has spoken.
            let mut may_overrule = false;
            for number in clicks.iter().rev() {
                let click = &self.clicks[*number];
                let is_refused = matches!(click.fate, Some(Fate::Refused | Fate::Expired));
                let is_safe = click.copies > 0 || is_refused || click.knowing > 0;
                if is_safe || disk.has(click.stamp) {
                    is_newer_safe = true;
                } else if click.is_excused {
                    may_overrule |= !click.is_judges;
                } else if !is_newer_safe && (!may_overrule || !click.is_judges) {
                    return Err(format!("click {number} is lost: {click:?}"));
                }
            }
        }
        Ok(())
    }

    /// Once all is over: nothing is pending, and the last intent stands at the host.
    pub fn all_settled(&self, disk: &Disk, host: &Host) -> Result<(), String> {
        if let Some((stamp, click)) = disk.lines().iter().chain(&disk.records).next() {
            return Err(format!("click {click}, {stamp:?}, is still in the journal"));
        }
        for (memory, clicks) in self.of_memory.iter().enumerate() {
            let is_refused = |click: &Click| {
                let is_dead = disk.dead_letters.contains_key(&click.stamp);
                is_dead || matches!(click.fate, Some(Fate::Refused | Fate::Expired))
            };
            let mut clicks = clicks.iter().map(|number| &self.clicks[*number]);
            let last = clicks.rfind(|click| !click.is_excused || is_refused(click));
            let wanted = last.filter(|click| !is_refused(click));
            let stands = host.standing[memory];
            let is_missing = |click: &Click| {
                let may_differ = !stands.is_human() && !self.remembers(click);
                stands < click.stamp && !may_differ
            };
            if wanted.is_some_and(is_missing) && self.is_order_known {
                return Err(format!("on memory {memory} stands {stands:?}, not {wanted:?}"));
            }
        }
        let refused = self.clicks.iter().find(|click| {
            let is_later = |(stamp, memory): (&Stamp, &usize)| {
                *memory == click.memory && *stamp >= click.stamp
            };
            click.fate == Some(Fate::Refused)
                && !click.is_excused
                && host.standing[click.memory] < click.stamp
                && !disk.dead_letters.iter().any(is_later)
        });
        refused.map_or(Ok(()), |click| Err(format!("{click:?} is in no dead-letter list")))
    }

    /// How many copies the host took, and of how many feedbacks.
    pub fn copies(&self) -> (u64, u64) {
        let reached = self.clicks.iter().filter(|click| click.copies > 0);
        reached.fold((0, 0), |(copies, items), it| (copies + u64::from(it.copies), items + 1))
    }
}
