use super::*;

fn superseded(handle: u32) -> Command {
    Command::Report(handle, State::Settled(Fate::Superseded))
}

#[test]
fn a_judge_gives_way_at_once_to_a_person_who_waits_or_is_in_flight() {
    let mut tab = tab(true);
    tab.click(record(1, 0), NOW);
    tab.click(judged(2, 0), NOW);
    assert!(commands(&mut tab).contains(&superseded(2)));
    let mut tab = sender(true);
    tab.click(record(1, 0), NOW);
    assert_eq!(sent(&commands(&mut tab)), [1]);
    tab.click(judged(2, 0), NOW);
    assert!(commands(&mut tab).contains(&superseded(2)));
    tab.settled(1, &[Verdict::HostDown], CLOCK);
    assert!(sent(&commands_at(&mut tab, Millis(60_000))).is_empty());
    tab.verified();
    assert_eq!(sent(&commands_at(&mut tab, Millis(60_000))), [1], "it is tried again");
}

#[test]
fn a_person_takes_the_place_of_a_judge_even_of_a_later_one() {
    let mut tab = sender(true);
    tab.found(judged(2, 0), true, NOW);
    tab.found(record(1, 0), true, NOW);
    let said = commands(&mut tab);
    assert!(said.contains(&superseded(2)));
    assert_eq!(sent(&said), [1]);
    // What is in flight of a judge has its end, and then the person's follows.
    tab.click(judged(4, 7), NOW);
    assert_eq!(sent(&commands(&mut tab)), [4]);
    tab.click(record(3, 7), NOW);
    assert!(sent(&commands(&mut tab)).is_empty());
    tab.settled(2, &[Verdict::Delivered], CLOCK);
    assert_eq!(sent(&commands(&mut tab)), [3]);
}

#[test]
fn after_a_person_no_judge_is_sent_and_after_a_judge_a_person_is() {
    let mut tab = sender(true);
    tab.found_settled(0, record(1, 0).stamp, Fate::Sent, NOW);
    tab.found(judged(2, 0), true, NOW);
    assert!(commands(&mut tab).contains(&superseded(2)));
    tab.found_settled(7, judged(4, 7).stamp, Fate::Sent, NOW);
    tab.found(record(3, 7), true, NOW);
    assert_eq!(sent(&commands(&mut tab)), [3]);
}

#[test]
fn before_the_journal_is_read_no_judge_speaks_even_on_the_way_out() {
    let mut tab = tab(true);
    commands(&mut tab);
    tab.granted(NOW);
    tab.click(judged(1, 1), NOW);
    tab.leave(true, CLOCK);
    assert!(sent(&commands(&mut tab)).is_empty());
    // A person has said something on an earlier visit.
    tab.found(record(2, 1), true, NOW);
    tab.loaded(1, true, NOW, 0);
    assert_eq!(sent(&commands(&mut tab)), [2]);
}

#[test]
fn among_judges_the_last_wins() {
    let mut tab = tab(true);
    tab.click(judged(1, 0), NOW);
    tab.click(judged(2, 0), NOW);
    assert!(commands(&mut tab).contains(&superseded(1)));
}

#[test]
fn a_person_and_a_judge_get_old_alike() {
    for (given, wait) in
        [(record(1, 0), 10), (judged(1, 0), 10), (record(1, 0), 0), (judged(1, 0), 0)]
    {
        let mut tab = sender(true);
        tab.click(given, NOW);
        let clock = Clock { wall: Millis(3600 * 1000 + wait), ..CLOCK };
        let said: Vec<Command> = (0..9).map(|_| tab.poll(clock)).collect();
        let expired = Command::Report(1, State::Settled(Fate::Expired));
        assert_eq!(said.contains(&expired), wait > 0, "{given:?}");
    }
}
