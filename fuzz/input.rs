//! Bytes as things that happen to a tab.

use mem0_feedback::core::queue::circuit::Weather;
use mem0_feedback::core::queue::command::{Clock, Command};
use mem0_feedback::core::queue::journal::Fate;
use mem0_feedback::core::queue::record::{Limits, Record};
use mem0_feedback::core::queue::stamp::Stamp;
use mem0_feedback::core::queue::tab::Tab;
use mem0_feedback::core::queue::verdict::Verdict;
use mem0_feedback::core::time::Millis;

/// Commands in a row after which a tab should have come to rest: a few for each of the feedbacks
/// that the numbers here can name.
const ENDLESS: usize = 5000;

struct Input<'a>(&'a [u8]);

impl Input<'_> {
    fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        *first
    }

    fn is_set(&mut self) -> bool {
        self.byte() & 1 == 1
    }

    fn number(&mut self) -> u32 {
        u32::from(self.byte())
    }

    /// Few are small and many large, up to the end of all time.
    fn long(&mut self) -> u64 {
        u64::from(self.byte()) << (self.byte() % 57)
    }

    fn stamp(&mut self) -> Stamp {
        Stamp { clock: self.long(), tab: self.number() }
    }

    fn record(&mut self) -> Record {
        Record {
            handle: self.number(),
            memory: self.number(),
            stamp: self.stamp(),
            bytes: self.number() * self.number(),
        }
    }

    fn fate(&mut self) -> Fate {
        [Fate::Sent, Fate::Superseded, Fate::Refused, Fate::Expired][usize::from(self.byte() % 4)]
    }

    fn verdict(&mut self) -> Verdict {
        match self.byte() % 6 {
            0 => Verdict::Delivered,
            1 => Verdict::Refused,
            2 => Verdict::HostDown,
            3 => Verdict::Held(Millis(self.long())),
            4 => Verdict::Unclear,
            _ => Verdict::Unsent,
        }
    }

    fn verdicts(&mut self) -> Vec<Verdict> {
        let count = self.byte() % 8;
        (0..count).map(|_| self.verdict()).collect()
    }
}

fn start(input: &mut Input<'_>) -> Tab {
    let limits = Limits {
        concurrency: usize::from(input.byte() % 8),
        items: usize::from(input.byte() % 8),
        bytes: input.number() * 64,
        max_age: Millis(input.long()),
        remembered: 3,
    };
    Tab::new(limits, input.is_set())
}

fn happen(tab: &mut Tab, clock: Clock, input: &mut Input<'_>) {
    let Clock { now, wall, luck } = clock;
    match input.byte() % 20 {
        0 => tab.click(input.record(), now),
        1 => tab.found(input.record(), input.is_set(), now),
        2 => tab.found_settled(input.number(), input.stamp(), input.fate(), now),
        3 => tab.loaded(input.number(), input.is_set(), now, luck),
        4 => {
            let weather = Weather { until: Millis(input.long()), openings: input.number() };
            tab.resume(weather, now, wall);
        }
        5 => tab.granted(now),
        6 => tab.lost(),
        7 | 10 => tab.verified(),
        8 => tab.asked(input.is_set(), now),
        9 => tab.heard(input.number(), now),
        11 => tab.settled(input.number(), &input.verdicts(), clock),
        12 => _ = tab.may_send(input.number(), now),
        13 => tab.commit(),
        14 => tab.committed(input.is_set(), input.is_set(), now, luck),
        15 => tab.leave(input.is_set(), clock),
        16 => tab.hint(clock),
        17 => tab.rest(),
        18 => tab.come_back(),
        _ => tab.clear(),
    }
}

/// Lets all this happen to a tab.
///
/// # Panics
///
/// When the tab does, when it does not come to rest, or when it waits for what has been.
pub fn play(bytes: &[u8]) {
    let mut input = Input(bytes);
    let mut tab = start(&mut input);
    let mut now = Millis(0);
    while !input.0.is_empty() {
        now = now + Millis(input.long());
        let wall = Millis(input.long());
        let luck = input.number() << 24;
        let clock = Clock { now, wall, luck };
        happen(&mut tab, clock, &mut input);
        let rest = (0..ENDLESS).map(|_| tab.poll(clock)).find(is_rest);
        assert!(rest.is_some(), "the tab does not come to rest");
        if let Some(Command::Wait(moment)) = rest {
            assert!(moment > now || now.0 > u64::MAX / 2, "{moment:?} has been, it is {now:?}");
        }
    }
}

fn is_rest(command: &Command) -> bool {
    matches!(command, Command::Wait(_) | Command::Rest)
}
