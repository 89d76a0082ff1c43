//! Many clients, each with a tab and a journal of its own, and one host: do they storm it?

use super::luck::Luck;
use mem0_feedback::core::queue::circuit::Weather;
use mem0_feedback::core::queue::command::{Clock, Command};
use mem0_feedback::core::queue::record::{Limits, Record};
use mem0_feedback::core::queue::stamp::Stamp;
use mem0_feedback::core::queue::tab::Tab;
use mem0_feedback::core::queue::verdict::Verdict;
use mem0_feedback::core::time::Millis;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The wall clock at the beginning.
const EPOCH: u64 = 1_800_000_000_000;
/// A request and its answer, at the most.
const ROUND_TRIP: u64 = 120;

/// What the host says at a time.
pub type Answer = fn(u64) -> Verdict;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Task {
    Timer(u64),
    Commit,
    Written,
    Loaded(u32),
    Leaves(u32),
    Answered(u32),
    Reload,
}

#[derive(Debug)]
struct Client {
    tab: Tab,
    /// The items that are in no request, and not delivered.
    items: Vec<u32>,
    /// What each request carries.
    requests: Vec<(u32, u32)>,
    included: u32,
    timer: u64,
    weather: Option<Weather>,
}

/// What the host has seen of a crowd.
#[derive(Debug, Default)]
pub struct Log {
    /// When each request came.
    pub requests: Vec<u64>,
    pub delivered: u64,
}

impl Log {
    /// Requests in each second in which any came and `counts` is true.
    pub fn by_second(&self, counts: impl Fn(u64) -> bool) -> Vec<u64> {
        let mut seconds = std::collections::BTreeMap::new();
        for second in self.requests.iter().map(|at| at / 1000).filter(|second| counts(*second)) {
            *seconds.entry(second).or_insert(0) += 1;
        }
        seconds.into_values().collect()
    }
}

/// Clients of one host.
#[derive(Debug)]
pub struct Crowd {
    luck: Luck,
    now: u64,
    clients: Vec<Client>,
    answer: Answer,
    due: BinaryHeap<Reverse<(u64, u64, usize, Task)>>,
    order: u64,
    pub log: Log,
}

fn new_tab() -> Tab {
    let max_age = Millis::from_secs(30 * 24 * 3600);
    Tab::new(Limits { concurrency: 6, items: 1, bytes: 16_000, max_age, remembered: 1000 }, false)
}

impl Crowd {
    /// So many clients, each of which is given so many items at the beginning.
    pub fn new(seed: u64, clients: usize, items: u32, answer: Answer) -> Self {
        let client = |_| Client {
            tab: new_tab(),
            items: (0..items).collect(),
            requests: Vec::new(),
            included: 0,
            timer: 0,
            weather: None,
        };
        let mut crowd = Self {
            luck: Luck::new(seed),
            now: 0,
            clients: (0..clients).map(client).collect(),
            answer,
            due: BinaryHeap::new(),
            order: 0,
            log: Log::default(),
        };
        (0..clients).for_each(|client| crowd.start(client));
        crowd
    }

    /// All pages are loaded anew at that time.
    pub fn reload_at(&mut self, at: u64) {
        (0..self.clients.len()).for_each(|client| self.after(at - self.now, client, Task::Reload));
    }

    /// Lets time pass until then, or until there is nothing more to do.
    pub fn run(&mut self, until: u64) {
        while let Some(Reverse((at, ..))) = self.due.peek()
            && *at <= until
            && let Some(Reverse((at, _, client, task))) = self.due.pop()
        {
            self.now = at;
            self.take_in(client, task);
        }
        self.now = until;
    }

    fn clock(&mut self) -> Clock {
        Clock { now: Millis(self.now), wall: Millis(EPOCH + self.now), luck: self.luck.word() }
    }

    fn after(&mut self, wait: u64, client: usize, task: Task) {
        self.order += 1;
        self.due.push(Reverse((self.now + wait, self.order, client, task)));
    }

    fn start(&mut self, number: usize) {
        let clock = self.clock();
        let client = &mut self.clients[number];
        if let Some(weather) = client.weather {
            client.tab.resume(weather, clock.now, clock.wall);
        }
        for item in client.items.clone() {
            let stamp = Stamp { clock: EPOCH * Stamp::TICKS + u64::from(item), tab: 0 };
            client.tab.click(Record { handle: item, memory: item, stamp, bytes: 300 }, clock.now);
        }
        self.poll(number);
    }

    fn poll(&mut self, number: usize) {
        loop {
            let clock = self.clock();
            let client = &mut self.clients[number];
            match client.tab.poll(clock) {
                Command::Wait(moment) => {
                    client.timer += 1;
                    let timer = Task::Timer(client.timer);
                    return self.after(moment.0 - self.now, number, timer);
                }
                Command::Rest => {
                    client.timer += 1;
                    return;
                }
                Command::Load(reading) => self.after(5, number, Task::Loaded(reading)),
                Command::Task => self.after(1, number, Task::Commit),
                Command::Commit => self.after(5, number, Task::Written),
                Command::Include(item) => client.included = item,
                Command::Send { request, .. } => {
                    client.requests.push((request, client.included));
                    let wait = self.luck.between(0, ROUND_TRIP / 2);
                    self.after(wait, number, Task::Leaves(request));
                }
                Command::Keep(weather) => client.weather = Some(weather),
                _ => {}
            }
        }
    }

    fn take_in(&mut self, number: usize, task: Task) {
        let clock = self.clock();
        let client = &mut self.clients[number];
        match task {
            Task::Timer(timer) if timer != client.timer => return,
            Task::Timer(_) => {}
            Task::Commit => client.tab.commit(),
            Task::Written => client.tab.committed(true, true, clock.now, clock.luck),
            Task::Loaded(reading) => client.tab.loaded(reading, true, clock.now, clock.luck),
            Task::Leaves(request) => {
                self.log.requests.push(self.now);
                let wait = self.luck.between(0, ROUND_TRIP / 2);
                return self.after(wait, number, Task::Answered(request));
            }
            Task::Answered(request) => {
                let verdict = (self.answer)(self.now);
                let place = client.requests.iter().position(|(it, _)| *it == request);
                // A page that was loaded anew waits for no answer to what was sent before.
                let Some(place) = place else { return };
                let (_, item) = client.requests.swap_remove(place);
                if verdict == Verdict::Delivered {
                    self.log.delivered += 1;
                    client.items.retain(|it| *it != item);
                }
                client.tab.settled(request, &[verdict], clock);
            }
            Task::Reload => {
                client.tab = new_tab();
                client.requests.clear();
                return self.start(number);
            }
        }
        self.poll(number);
    }
}
