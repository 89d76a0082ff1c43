//! A shard in virtual time, with a host that fails and a shard that dies.

use super::world::{Book, DAY, START, World, feedback, id};
use super::*;
use crate::core::failure::{Code, Kind};
use crate::core::feedback::Rating;
use crate::core::queue::verdict::MOST_ATTEMPTS_AT_500;
use crate::core::relay::ledger::mine;
use alloc::collections::BTreeMap;
use alloc::string::ToString;
use proptest::prelude::*;

const RATERS: [&str; 3] = ["ada", "bob", "eve"];

fn down(status: u16) -> Result<(), Failure> {
    Err(Failure::from_status(status, None))
}

fn at(clock: u64, tab: u32) -> Option<Stamp> {
    Some(Stamp { clock: START.0 * Stamp::TICKS + clock, tab })
}

const GOOD: Option<Rating> = Some(Rating::Positive);
const BAD: Option<Rating> = Some(Rating::Negative);

#[test]
fn every_shard_gets_its_share_and_a_memory_always_the_same() {
    assert_eq!(shard_of(""), 5);
    assert_eq!(shard_of("3c90c3cc-0d44-4b50-8888-8dd25736052a"), 4);
    assert_eq!(shard_of("mémoire"), 26);
    for name in [|n: u32| alloc::format!("memory-{n}"), |n: u32| alloc::format!("{n:032x}")] {
        let mut shares = [0; SHARDS as usize];
        (0..32_000).for_each(|number| shares[shard_of(&name(number)) as usize] += 1);
        assert!(shares.iter().all(|share| (700..1300).contains(share)), "{shares:?}");
    }
}

#[test]
fn a_late_retry_does_not_undo_a_newer_vote() {
    let mut world = World::new();
    world.vote("m", "ada", BAD, at(2, 7));
    world.vote("m", "ada", GOOD, at(1, 7));
    world.run(|| Ok(()));
    world.vote("m", "ada", GOOD, at(1, 7));
    world.vote("m", "ada", None, at(0, 9));
    world.run(|| Ok(()));
    assert_eq!((world.has("m"), world.sent), (BAD, 1));
}

#[test]
fn a_judge_yields_to_a_person_and_speaks_again_when_that_one_takes_back() {
    let mut world = World::new();
    world.say("m", "model", Source::Judge, GOOD, None);
    world.run(|| Ok(()));
    assert_eq!(world.has("m"), GOOD);
    world.vote("m", "ada", BAD, None);
    world.say("m", "model", Source::Judge, Some(Rating::VeryNegative), None);
    world.run(|| Ok(()));
    assert_eq!((world.has("m"), world.sent), (BAD, 2));
    world.vote("m", "ada", None, None);
    world.run(|| Ok(()));
    assert_eq!(world.has("m"), Some(Rating::VeryNegative));
    world.say("m", "model", Source::Judge, None, None);
    world.run(|| Ok(()));
    assert_eq!(world.host[&id("m")], feedback("m", None));
}

#[test]
fn a_judge_yields_even_to_a_person_whose_vote_is_no_longer_kept() {
    let mut world = World::new();
    world.vote("m", "ada", GOOD, None);
    world.run(|| Ok(()));
    world.book.0.borrow_mut().votes.clear();
    world.say("m", "model", Source::Judge, BAD, None);
    world.run(|| Ok(()));
    assert_eq!((world.has("m"), world.sent), (GOOD, 1));
    // Nobody knows whose vote it was; a person who takes back is taken at their word.
    world.vote("m", "ada", None, None);
    world.run(|| Ok(()));
    assert_eq!(world.has("m"), BAD);
}

#[test]
fn of_several_people_the_latest_that_stands_speaks() {
    let mut world = World::new();
    world.vote("m", "ada", GOOD, at(5, 1));
    world.vote("m", "bob", BAD, at(3, 2));
    world.run(|| Ok(()));
    assert_eq!((world.has("m"), world.sent), (GOOD, 1));
    world.vote("m", "ada", None, at(6, 1));
    world.run(|| Ok(()));
    assert_eq!((world.has("m"), world.sent), (BAD, 2));
    world.vote("m", "bob", BAD, at(7, 2));
    world.run(|| Ok(()));
    assert_eq!(world.sent, 2, "Mem0 has it already");
}

#[test]
fn a_rater_reads_back_what_was_said_and_how_far_it_is() {
    let mut world = World::new();
    let read = |world: &World, rater: &str, source| {
        let mine = mine(&world.book, &id("m"), source, rater).unwrap();
        mine.map(|mine| (mine.said.feedback.rating, mine.state))
    };
    assert_eq!(read(&world, "ada", Source::Human), None);
    world.vote("m", "ada", GOOD, at(5, 1));
    assert_eq!(read(&world, "ada", Source::Human), Some((GOOD, "saved")));
    assert_eq!(read(&world, "ada", Source::Judge), None);
    world.run(|| Ok(()));
    assert_eq!(read(&world, "ada", Source::Human), Some((GOOD, "sent")));
    world.vote("m", "bob", BAD, at(6, 2));
    world.say("m", "model", Source::Judge, GOOD, None);
    assert_eq!(read(&world, "ada", Source::Human), Some((GOOD, "superseded")));
    assert_eq!(read(&world, "model", Source::Judge), Some((GOOD, "superseded")));
    world.run(|| down(422));
    assert_eq!(read(&world, "bob", Source::Human), Some((BAD, "refused")));
    world.vote("m", "bob", None, at(7, 2));
    assert_eq!(read(&world, "bob", Source::Human), Some((None, "superseded")));
    world.vote("m", "ada", None, at(8, 1));
    world.say("m", "model", Source::Judge, None, None);
    assert_eq!(read(&world, "ada", Source::Human), Some((None, "saved")));
    let sequence = mine(&world.book, &id("m"), Source::Human, "ada").unwrap().unwrap().said;
    assert_eq!(sequence.sequence, at(8, 1));
}

#[test]
fn what_was_not_written_is_not_sent() {
    let mut world = World::new();
    assert_eq!(world.poll(), Step::Idle);
    let said = Said { feedback: feedback("m", GOOD), sequence: None };
    world.shard.take(&Book::default(), said, Source::Human, "ada", world.now).unwrap();
    world.shard.written(false);
    assert_eq!(world.poll(), Step::Idle);
    assert!(world.shard.is_idle());
}

#[test]
fn what_mem0_refuses_is_set_aside_and_may_be_said_again() {
    let mut world = World::new();
    world.vote("m", "ada", GOOD, None);
    world.run(|| down(404));
    assert_eq!(world.book.state("m"), State::Refused(404));
    assert_eq!(world.shard.refused(), [Refused { memory: id("m"), status: 404 }]);
    assert!(world.shard.refused().is_empty() && world.shard.is_idle());
    world.vote("m", "ada", GOOD, None);
    world.run(|| Ok(()));
    assert_eq!((world.book.state("m"), world.has("m")), (State::Sent, GOOD));
    world.vote("unknown", "ada", GOOD, None);
    world.sent = 0;
    world.run(|| down(500));
    assert_eq!(world.book.state("unknown"), State::Refused(500));
    assert_eq!(world.sent, MOST_ATTEMPTS_AT_500 as usize);
}

#[test]
fn a_key_that_is_not_accepted_costs_no_vote() {
    let mut world = World::new();
    world.vote("m", "ada", GOOD, None);
    let mut left = 20;
    world.run(|| {
        left -= 1;
        if left > 0 { down(401 + left % 2 * 2) } else { Ok(()) }
    });
    assert_eq!(world.has("m"), GOOD);
}

#[test]
fn an_outage_of_hours_costs_few_calls_and_no_vote() {
    let mut world = World::new();
    (0..50).for_each(|number| world.vote(&number.to_string(), "ada", GOOD, None));
    let end = START + Millis::from_secs(6 * 60 * 60);
    while world.now < end {
        match world.poll() {
            Step::Send(number, feedback) => {
                world.sent += 1;
                world.answer(number, feedback, down(503));
            }
            Step::Wait(moment) => world.now = moment,
            Step::Idle => unreachable!("there is work"),
        }
    }
    // One probe in fifteen seconds: half of the longest wait, by the luck that is given here.
    assert!((1000..1600).contains(&world.sent), "{}", world.sent);
    world.run(|| Ok(()));
    assert_eq!(world.host.len(), 50);
    // The next probe is half a minute away at most, and fifty take as long at the pace of a recovery.
    assert!(world.now < end + Millis::from_secs(60));
}

#[test]
fn who_waits_too_long_is_refused_and_said() {
    let mut world = World::new();
    world.vote("m", "ada", GOOD, None);
    world.now = START + DAY + Millis::from_secs(2);
    world.run(|| Ok(()));
    assert_eq!(world.book.state("m"), State::Refused(0));
    assert_eq!(world.shard.refused().len(), 1);
}

#[test]
fn a_shard_that_was_opened_again_waits_as_the_host_asked() {
    let mut world = World::new();
    world.vote("m", "ada", GOOD, None);
    let Step::Send(number, feedback) = world.poll() else { unreachable!() };
    let mut failure = Failure::new(Kind::RateLimit, Code::Http(429), "");
    failure.retry_after = Some(Millis::from_secs(120));
    world.answer(number, feedback, Err(failure));
    world.crash();
    let Step::Wait(moment) = world.poll() else { unreachable!() };
    assert!(moment >= START + Millis::from_secs(120));
    assert_eq!(world.shard.not_before(world.clock()), moment);
}

#[test]
fn more_changes_than_the_queue_takes_are_sent_all_the_same() {
    for crashes in [false, true] {
        let mut world = World::new();
        assert_eq!(world.poll(), Step::Idle);
        let count = LOADED as u64 * 3;
        (0..count).for_each(|number| world.vote(&number.to_string(), "ada", GOOD, None));
        assert_eq!(world.shard.queue.len(), LOADED);
        if crashes {
            world.crash();
        }
        for number in 0..count {
            let Step::Send(request, feedback) = world.poll() else { unreachable!("{number}") };
            assert!(world.shard.queue.len() <= LOADED);
            world.answer(request, feedback, Ok(()));
        }
        assert_eq!((world.poll(), world.host.len() as u64), (Step::Idle, count));
    }
}

proptest! {
    #[test]
    fn mem0_has_the_last_word_of_each_memory_whatever_happens(
        events in proptest::collection::vec((0u8..10, 0u8..4, 0usize..4, 0u8..3, 0u64..40), 1..200),
    ) {
        let mut world = World::new();
        let mut last: BTreeMap<(String, usize), (u64, Option<Rating>)> = BTreeMap::new();
        let mut in_flight: Vec<(u32, Feedback)> = Vec::new();
        for (step, (what, memory, rater, grade, age)) in events.into_iter().enumerate() {
            world.now = world.now + Millis(300);
            let step = step as u64;
            match what {
                0..=4 => {
                    let memory = memory.to_string();
                    let rating = [GOOD, BAD, None][grade as usize];
                    // What is old was given earlier, and was long on its way.
                    let clock = START.0 * Stamp::TICKS + step.saturating_sub(age);
                    let (source, name) = match RATERS.get(rater) {
                        Some(name) => (Source::Human, *name),
                        None => (Source::Judge, "model"),
                    };
                    let sequence = Some(Stamp { clock, tab: rater as u32 + 1 });
                    world.say(&memory, name, source, rating, sequence);
                    let kept = last.entry((memory, rater)).or_default();
                    if kept.0 < clock {
                        *kept = (clock, rating);
                    }
                }
                5 => {
                    // What was in flight may have arrived, but nobody hears of it.
                    for (_, feedback) in in_flight.drain(..).filter(|_| grade > 0) {
                        world.host.insert(feedback.memory_id.clone(), feedback);
                    }
                    world.crash();
                }
                6 | 7 => if let Step::Send(number, feedback) = world.poll() {
                    in_flight.push((number, feedback));
                },
                _ => if let Some((number, feedback)) = in_flight.pop() {
                    let answer = [Ok(()), down(503), down(500)][grade as usize].clone();
                    world.answer(number, feedback, answer);
                },
            }
        }
        for (number, feedback) in in_flight {
            world.answer(number, feedback, Ok(()));
        }
        world.run(|| Ok(()));
        for memory in (0..4).map(|memory| memory.to_string()) {
            let standing = |raters: ::core::ops::Range<usize>| {
                let votes = raters.filter_map(|rater| last.get(&(memory.clone(), rater)));
                votes.filter(|vote| vote.1.is_some()).max_by_key(|vote| vote.0).map(|vote| vote.1)
            };
            let Some(expected) = standing(0..3).or_else(|| standing(3..4)) else { continue };
            let refused = matches!(world.book.state(&memory), State::Refused(_));
            prop_assert!(refused || world.has(&memory) == expected);
        }
    }
}
