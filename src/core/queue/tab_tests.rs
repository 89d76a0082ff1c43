use super::KEEPALIVE_BYTES;
use super::circuit::Weather;
use super::command::{Clock, Command, State};
use super::journal::{Change, Fate};
use super::record::{Limits, Record};
use super::stamp::Stamp;
use super::tab::Tab;
use super::tenure::Duty;
use super::verdict::{LONGEST_HOLD, Verdict};
use crate::core::time::Millis;

mod judges;

const NOW: Millis = Millis(1000);
const CLOCK: Clock = Clock { now: NOW, wall: NOW, luck: u32::MAX };

fn tab(has_locks: bool) -> Tab {
    let max_age = Millis::from_secs(3600);
    Tab::new(Limits { concurrency: 2, items: 1, bytes: 1000, max_age, remembered: 100 }, has_locks)
}

/// A person's; its number is its handle and its age.
fn record(number: u32, memory: u32) -> Record {
    let stamp = Stamp { clock: u64::from(number) | Stamp::PERSON, tab: 0 };
    Record { handle: number, memory, stamp, bytes: 10 }
}

/// The same of a judge.
fn judged(number: u32, memory: u32) -> Record {
    let stamp = Stamp { clock: u64::from(number), tab: 0 };
    Record { stamp, ..record(number, memory) }
}

fn commands_at(tab: &mut Tab, now: Millis) -> Vec<Command> {
    let is_rest = |command: &Command| matches!(command, Command::Wait(_) | Command::Rest);
    let mut commands = Vec::new();
    while !commands.last().is_some_and(is_rest) {
        commands.push(tab.poll(Clock { now, ..CLOCK }));
    }
    commands
}

fn commands(tab: &mut Tab) -> Vec<Command> {
    commands_at(tab, NOW)
}

fn sent(commands: &[Command]) -> Vec<u32> {
    let handle = |command: &Command| match command {
        Command::Include(handle) => Some(*handle),
        _ => None,
    };
    commands.iter().filter_map(handle).collect()
}

/// Has read the journal, in which there is nothing, and sends.
fn sender(has_locks: bool) -> Tab {
    let mut tab = tab(has_locks);
    commands(&mut tab);
    if has_locks {
        tab.granted(NOW);
        commands(&mut tab);
    }
    tab.loaded(1, true, NOW, 0);
    commands(&mut tab);
    tab
}

#[test]
fn a_probe_that_gets_a_bare_500_is_not_repeated_at_once() {
    let mut tab = sender(false);
    (1..=3).for_each(|number| tab.click(record(number, number), NOW));
    commands(&mut tab);
    for request in 1..=3 {
        tab.settled(request, &[Verdict::HostDown], CLOCK);
        commands(&mut tab);
    }
    let later = Clock { now: Millis(10_000), ..CLOCK };
    let mut attempts = 0;
    for request in 4..100 {
        let sent = sent(&commands_at(&mut tab, later.now));
        attempts += sent.len();
        tab.settled(request, &[Verdict::Unclear], later);
    }
    assert!((1..=3).contains(&attempts), "{attempts}");
}

#[test]
fn what_is_read_while_it_is_being_removed_is_settled_only_once() {
    let mut tab = sender(true);
    tab.click(record(1, 0), NOW);
    commands(&mut tab);
    tab.settled(1, &[Verdict::Refused], CLOCK);
    tab.found(record(1, 0), true, NOW);
    let reports = commands(&mut tab);
    assert!(reports.contains(&Command::Report(1, State::Settled(Fate::Refused))));
    assert!(!reports.contains(&Command::Report(1, State::Settled(Fate::Sent))));
    tab.commit();
    let removals = commands(&mut tab);
    let removals = removals.iter().filter(|it| matches!(it, Command::Change(Change::Remove(..))));
    assert_eq!(removals.count(), 1);
}

#[test]
fn what_another_sender_refused_is_not_reported_as_sent() {
    let mut tab = sender(true);
    tab.found_settled(0, record(1, 0).stamp, Fate::Refused, NOW);
    tab.found(record(1, 0), true, NOW);
    let expected = Command::Report(1, State::Settled(Fate::Refused));
    assert!(commands(&mut tab).contains(&expected));
}

#[test]
fn a_sender_makes_sure_of_its_lock_after_any_sleep() {
    let mut tab = sender(true);
    let later = Millis(60_000);
    tab.click(record(1, 0), later);
    let commands = commands_at(&mut tab, later);
    assert!(commands.contains(&Command::Lock(Duty::Verify)));
    assert!(sent(&commands).is_empty());
    tab.verified();
    assert_eq!(sent(&commands_at(&mut tab, later)), [1]);
}

#[test]
fn a_beat_from_before_the_lock_came_here_keeps_nobody_awake() {
    let mut tab = sender(true);
    tab.heard(3, NOW);
    assert_eq!(commands(&mut tab), [Command::Rest]);
}

#[test]
fn who_has_missed_the_end_of_its_feedback_looks_it_up() {
    let mut tab = tab(true);
    tab.click(record(1, 0), NOW);
    commands(&mut tab);
    tab.heard(0, NOW);
    assert!(commands(&mut tab).contains(&Command::Load(1)));
    tab.found_settled(0, record(1, 0).stamp, Fate::Sent, NOW);
    tab.loaded(1, true, NOW, 0);
    let expected = Command::Report(1, State::Settled(Fate::Sent));
    assert!(commands(&mut tab).contains(&expected));
}

#[test]
fn a_page_that_comes_back_keeps_what_is_in_flight_and_reads_again() {
    let mut tab = sender(true);
    tab.found(record(1, 0), true, NOW);
    assert_eq!(sent(&commands(&mut tab)), [1]);
    tab.rest();
    commands(&mut tab);
    tab.found(record(1, 0), true, NOW);
    assert!(!commands(&mut tab).contains(&Command::Release(1)));
    tab.come_back();
    tab.granted(NOW);
    assert!(commands(&mut tab).contains(&Command::Load(2)));
}

#[test]
fn without_locks_a_page_that_is_put_away_sends_nothing() {
    let mut tab = sender(false);
    tab.rest();
    tab.click(record(1, 0), NOW);
    assert!(sent(&commands(&mut tab)).is_empty());
    tab.come_back();
    commands(&mut tab);
    tab.loaded(2, true, NOW, 0);
    assert_eq!(sent(&commands(&mut tab)), [1]);
}

#[test]
fn without_locks_the_last_intent_goes_again_after_what_may_come_too_late() {
    let mut tab = sender(false);
    tab.click(record(1, 0), NOW);
    assert_eq!(sent(&commands(&mut tab)), [1]);
    tab.click(record(2, 0), NOW);
    tab.found_settled(0, record(2, 0).stamp, Fate::Sent, NOW);
    commands(&mut tab);
    tab.settled(1, &[Verdict::Delivered], CLOCK);
    assert_eq!(sent(&commands(&mut tab)), [2]);
}

#[test]
fn with_locks_what_the_sender_has_settled_is_not_sent_again() {
    let mut tab = tab(true);
    tab.click(record(1, 0), NOW);
    tab.found_settled(0, record(1, 0).stamp, Fate::Sent, NOW);
    commands(&mut tab);
    tab.granted(NOW);
    commands(&mut tab);
    tab.loaded(1, true, NOW, 0);
    assert!(sent(&commands(&mut tab)).is_empty());
}

#[test]
fn a_journal_that_cannot_be_read_holds_nothing_up_for_long() {
    let mut tab = tab(true);
    tab.click(record(1, 0), NOW);
    commands(&mut tab);
    tab.granted(NOW);
    let mut now = NOW;
    for number in 1..=3 {
        assert!(commands_at(&mut tab, now).contains(&Command::Load(number)));
        tab.loaded(number, false, now, u32::MAX);
        assert_eq!(sent(&commands_at(&mut tab, now)).len(), usize::from(number == 3));
        now = now + Millis(2000);
    }
    assert!(now - NOW <= Millis(6000));
}

#[test]
fn a_tab_that_does_not_send_knows_what_earlier_visits_left_and_leaves_it_to_the_sender() {
    let mut tab = tab(true);
    commands(&mut tab);
    tab.heard(1, NOW);
    assert!(commands(&mut tab).contains(&Command::Load(1)));
    tab.found(record(1, 0), true, NOW);
    tab.loaded(1, true, NOW, 0);
    assert_eq!(tab.len(), 1);
    assert!(sent(&commands(&mut tab)).is_empty());
    tab.found_settled(0, record(1, 0).stamp, Fate::Sent, NOW);
    // Read once more, by a reading that began before.
    tab.found(record(1, 0), true, NOW);
    let expected = [Command::Report(1, State::Settled(Fate::Sent)), Command::Release(1)];
    assert_eq!(commands(&mut tab)[..2], expected);
    assert!(tab.is_empty());
}

#[test]
fn a_page_that_is_put_away_reads_nothing() {
    let mut tab = sender(false);
    tab.rest();
    assert!(!commands(&mut tab).iter().any(|command| matches!(command, Command::Load(_))));
}

/// Whether the requests among the commands may outlive the page.
fn keepalives(commands: &[Command]) -> Vec<bool> {
    let keepalive = |command: &Command| match command {
        Command::Send { keepalive, .. } => Some(*keepalive),
        _ => None,
    };
    commands.iter().filter_map(keepalive).collect()
}

#[test]
fn who_has_failed_does_without_keepalive_until_the_page_goes() {
    let mut tab = sender(false);
    tab.click(record(1, 1), NOW);
    assert_eq!(keepalives(&commands(&mut tab)), [true]);
    tab.settled(1, &[Verdict::HostDown], CLOCK);
    tab.click(record(2, 2), NOW);
    assert_eq!(keepalives(&commands(&mut tab)), [false]);
    tab.leave(true, CLOCK);
    tab.click(record(3, 3), NOW);
    assert_eq!(keepalives(&commands(&mut tab)), [true]);
    tab.leave(false, CLOCK);
    tab.settled(2, &[Verdict::Delivered], CLOCK);
    tab.click(record(4, 4), NOW);
    assert_eq!(keepalives(&commands(&mut tab)), [true]);
}

#[test]
fn what_is_too_large_to_outlive_a_page_stands_in_the_way_of_nothing_in_a_hidden_one() {
    let mut tab = sender(true);
    tab.leave(true, CLOCK);
    tab.click(Record { bytes: KEEPALIVE_BYTES + 1, ..record(1, 1) }, NOW);
    tab.click(record(2, 2), NOW);
    let commands = commands(&mut tab);
    assert_eq!(sent(&commands), [1, 2]);
    assert_eq!(keepalives(&commands), [false, true]);
}

#[test]
fn where_each_request_for_the_lock_is_refused_a_tab_sends_without() {
    let mut tab = tab(true);
    tab.click(record(1, 1), NOW);
    assert!(commands(&mut tab).contains(&Command::Lock(Duty::Lock)));
    tab.refused();
    let locks = |it: &Command| matches!(it, Command::Lock(_));
    assert!(!commands(&mut tab).iter().any(locks));
    tab.loaded(1, true, NOW, 0);
    assert_eq!(sent(&commands(&mut tab)), [1]);
}

#[test]
fn a_page_on_its_way_out_sends_what_it_was_given_before_the_journal_is_read() {
    let mut tab = tab(true);
    commands(&mut tab);
    tab.granted(NOW);
    commands(&mut tab);
    // Of an earlier visit: what has become of it may stand in what was not read.
    tab.found(record(1, 1), false, NOW);
    (2..=9).for_each(|number| tab.click(record(number, number), NOW));
    assert!(sent(&commands(&mut tab)).is_empty());
    tab.leave(true, CLOCK);
    let commands = commands(&mut tab);
    assert_eq!(sent(&commands), [2, 3, 4, 5, 6, 7, 8, 9]);
    assert_eq!(keepalives(&commands), [true; 8]);
    assert!(commands.contains(&Command::Load(2)));
}

#[test]
fn on_its_way_out_a_page_sends_nothing_of_others_that_it_still_has_to_save() {
    for give in [record, judged] {
        let mut tab = tab(true);
        commands(&mut tab);
        tab.granted(NOW);
        commands(&mut tab);
        tab.found(give(1, 1), false, NOW);
        tab.found(give(2, 1), false, NOW);
        tab.leave(true, CLOCK);
        assert!(sent(&commands(&mut tab)).is_empty());
        // For a person's the reading begins anew; for a judge's it went on.
        tab.found(give(2, 1), false, NOW);
        (1..=2).for_each(|reading| tab.loaded(reading, true, NOW, 0));
        assert_eq!(sent(&commands(&mut tab)), [2]);
    }
}

#[test]
fn what_a_page_begins_to_send_when_it_is_put_away_goes_out_at_once_or_never() {
    let mut tab = sender(true);
    tab.click(record(1, 1), NOW);
    tab.leave(true, CLOCK);
    assert_eq!(sent(&commands(&mut tab)), [1]);
    tab.rest();
    commands(&mut tab);
    assert!(tab.may_send(1, NOW));
    assert!(!tab.may_send(1, NOW + Millis::from_secs(1)));
    tab.come_back();
    assert!(!tab.may_send(1, NOW));
}

#[test]
fn whatever_an_earlier_visit_left_a_wait_is_no_longer_than_a_host_may_ask_for() {
    let mut tab = sender(false);
    tab.resume(Weather { until: Millis(u64::MAX), openings: 1 }, NOW, NOW);
    tab.click(record(1, 1), NOW);
    tab.commit();
    tab.committed(true, true, NOW, 0);
    assert_eq!(commands(&mut tab).last(), Some(&Command::Wait(NOW + LONGEST_HOLD)));
}

#[test]
fn what_is_in_flight_when_all_is_forgotten_does_not_wait_again() {
    for verdict in [Verdict::HostDown, Verdict::Refused] {
        let mut tab = sender(false);
        tab.click(record(1, 0), NOW);
        assert_eq!(sent(&commands(&mut tab)), [1]);
        tab.clear();
        tab.settled(1, &[verdict], CLOCK);
        let expected = Command::Report(1, State::Settled(Fate::Superseded));
        assert!(commands(&mut tab).contains(&expected));
        assert!(sent(&commands_at(&mut tab, Millis(60_000))).is_empty());
    }
}

#[test]
fn who_loses_the_lock_waits_for_nothing_that_was_forgotten() {
    let mut tab = sender(true);
    tab.click(record(1, 0), NOW);
    commands(&mut tab);
    tab.clear();
    tab.lost();
    assert!(tab.is_empty());
}

#[test]
fn what_was_forgotten_in_flight_stands_in_the_way_of_nothing_newer() {
    let mut tab = sender(false);
    tab.click(record(1, 0), NOW);
    commands(&mut tab);
    tab.clear();
    tab.click(record(2, 0), NOW);
    tab.settled(1, &[Verdict::HostDown], CLOCK);
    assert_eq!(sent(&commands_at(&mut tab, Millis(60_000))), [2]);
}

#[test]
fn nothing_that_is_too_old_is_sent_behind_another() {
    let mut tab = sender(false);
    (1..=2).for_each(|number| tab.click(record(number, number), NOW));
    let clock = Clock { wall: Millis(3600 * 1000 + 10), ..CLOCK };
    let said: Vec<Command> = (0..9).map(|_| tab.poll(clock)).collect();
    assert!(sent(&said).is_empty(), "{said:?}");
}
