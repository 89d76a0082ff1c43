//! What a host in trouble sees of those who have something to send.

use super::crowd::Crowd;
use mem0_feedback::core::queue::verdict::Verdict;
use mem0_feedback::core::time::Millis;

const SECOND: u64 = 1000;
const MINUTE: u64 = 60 * SECOND;
const HOUR: u64 = 60 * MINUTE;

fn unavailable() -> Verdict {
    Verdict::on_failure(503, Millis(0))
}

/// For five minutes 503 for 30 seconds, then 200 for five.
fn flapping(now: u64) -> Verdict {
    if now >= 5 * MINUTE || is_up(now / SECOND) { Verdict::Delivered } else { unavailable() }
}

fn is_up(second: u64) -> bool {
    second % 35 >= 30
}

/// Bursts are measured by the second: the requests that reach the host in one in which it is up,
/// against their mean over those among these seconds, in the five minutes, in which any come.
/// Requests are counted until the last item is delivered.
#[test]
fn twenty_clients_do_not_storm_a_host_that_flaps() {
    for seed in 0..if cfg!(debug_assertions) { 20 } else { 200 } {
        let mut crowd = Crowd::new(seed, 20, 100, flapping);
        crowd.run(10 * MINUTE);
        assert_eq!(crowd.log.delivered, 2000);
        let an_item = crowd.log.requests.len() as f64 / 2000.0;
        let seconds = crowd.log.by_second(|second| second < 5 * 60 && is_up(second));
        let mean = seconds.iter().sum::<u64>() as f64 / seconds.len() as f64;
        let burst = *seconds.iter().max().unwrap() as f64 / mean;
        assert!(an_item <= 1.5, "seed {seed}: {an_item} requests an item");
        assert!(burst <= 3.0, "seed {seed}: a burst of {burst} times {mean} a second");
    }
}

#[test]
fn a_host_that_is_down_for_hours_is_hardly_asked_and_then_gets_everything() {
    fn down(now: u64) -> Verdict {
        if now < 6 * HOUR { unavailable() } else { Verdict::Delivered }
    }
    let mut crowd = Crowd::new(1, 1, 300, down);
    crowd.run(6 * HOUR);
    // A probe waits for 15 seconds on average.
    let probes = crowd.log.requests.len() as u64;
    assert!((6 * HOUR / (20 * SECOND)..6 * HOUR / (12 * SECOND)).contains(&probes), "{probes}");
    crowd.run(6 * HOUR + 2 * MINUTE);
    assert_eq!(crowd.log.delivered, 300);
}

#[test]
fn a_wait_that_the_host_asks_for_is_kept_by_all_requests_and_across_reloads() {
    fn busy(now: u64) -> Verdict {
        let wait = Millis(MINUTE);
        if now < SECOND { Verdict::on_failure(429, wait) } else { Verdict::Delivered }
    }
    for seed in 0..20 {
        let mut crowd = Crowd::new(seed, 1, 50, busy);
        (2..20).for_each(|seconds| crowd.reload_at(seconds * 3 * SECOND));
        crowd.run(10 * MINUTE);
        let early = crowd.log.requests.iter().filter(|at| **at < MINUTE).count();
        // Those that were on their way when the first answer came.
        assert!(early <= 6, "{early}");
        assert_eq!(crowd.log.delivered, 50);
    }
}

#[test]
fn loading_the_page_again_and_again_while_the_host_is_down_makes_no_storm() {
    fn down(_: u64) -> Verdict {
        unavailable()
    }
    for seed in 0..20 {
        let mut crowd = Crowd::new(seed, 1, 100, down);
        (1..300).for_each(|seconds| crowd.reload_at(seconds * 2 * SECOND));
        crowd.run(10 * MINUTE);
        let later = crowd.log.requests.iter().filter(|at| **at > MINUTE).count();
        // Every 15 seconds on average.
        assert!(later <= 9 * 60 / 15 * 2, "{later}");
    }
}
