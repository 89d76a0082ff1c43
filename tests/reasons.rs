//! The check of reasons against sentences that people write, and against any text at all.
#![cfg(feature = "reason")]
// Clippy knows only functions marked as tests for tests, not those that serve them.
#![allow(clippy::expect_used)]

use mem0_feedback::Rating;
use mem0_feedback::core::reason::{Finding, Lang, check};
use proptest::prelude::*;
use serde::Deserialize;

/// A reason with the verdict of a person. Rules are tuned by looking at those that are not
/// `held_out`; these show whether the rules hold beyond.
#[derive(Debug, Deserialize)]
struct Labelled {
    text: String,
    rating: Option<String>,
    good: bool,
    codes: Vec<String>,
    held_out: bool,
}

impl Labelled {
    fn found(&self) -> Vec<&'static str> {
        let rating = self.rating.as_deref().map(|name| Rating::parse(name).expect(name));
        let verdict = check(&self.text, rating, Lang::English);
        verdict.findings().iter().map(|finding| finding.as_str()).collect()
    }
}

fn labelled() -> Vec<Labelled> {
    serde_json::from_str(include_str!("reasons/en.json")).expect("the labelled reasons are JSON")
}

/// How a yes or no agrees with the labels.
#[derive(Clone, Copy, Debug, Default)]
struct Agreement {
    hits: u32,
    false_alarms: u32,
    misses: u32,
}

impl Agreement {
    fn count(&mut self, said: bool, label: bool) {
        self.hits += u32::from(said && label);
        self.false_alarms += u32::from(said && !label);
        self.misses += u32::from(!said && label);
    }

    /// Of what was said, the share that is right.
    fn precision(self) -> f64 {
        f64::from(self.hits) / f64::from((self.hits + self.false_alarms).max(1))
    }

    /// Of what should have been said, the share that was.
    fn recall(self) -> f64 {
        f64::from(self.hits) / f64::from((self.hits + self.misses).max(1))
    }

    fn print(self, of: &str) {
        let Self { hits, false_alarms, misses } = self;
        let (precision, recall) = (self.precision(), self.recall());
        println!(
            "{of:<28} precision {precision:.3}  recall {recall:.3}  ({hits} hits, {false_alarms} false alarms, {misses} misses)"
        );
    }
}

/// Agreement on what is flagged as not good, and on what passes as good.
fn agreement<'a>(reasons: impl Iterator<Item = &'a Labelled>) -> [Agreement; 2] {
    let mut both = [Agreement::default(); 2];
    for reason in reasons {
        let passes = reason.found().is_empty();
        both[0].count(!passes, !reason.good);
        both[1].count(passes, reason.good);
    }
    both
}

#[test]
fn nine_in_ten_reasons_are_judged_as_a_person_judges_them() {
    let reasons = labelled();
    let overall = agreement(reasons.iter());
    let held_out = agreement(reasons.iter().filter(|reason| reason.held_out));
    for (name, [not_good, good]) in [("all", overall), ("held out", held_out)] {
        not_good.print(&format!("{name}, flagged as not good"));
        good.print(&format!("{name}, passed as good"));
    }
    for reason in reasons.iter().filter(|reason| !reason.held_out) {
        if reason.found() != reason.codes {
            println!("  {:?} found {:?}, label {:?}", reason.text, reason.found(), reason.codes);
        }
    }
    for agreement in overall {
        assert!(agreement.precision() >= 0.9 && agreement.recall() >= 0.9, "{agreement:?}");
    }
}

/// The examples of [Mem0's guide](https://docs.mem0.ai/platform/features/feedback-mechanism), each
/// under the rating that it fits.
#[test]
fn the_examples_of_the_guide_come_out_as_the_guide_has_them() {
    use Rating::{Negative, Positive};
    for (rating, text) in [
        (Negative, "Contains outdated contact information"),
        (Positive, "Accurately captured the user’s dietary restrictions"),
        (Negative, "Irrelevant to the current conversation context"),
        (Negative, "I don't like this memory because it is not relevant."),
        (Positive, "Helpful context for user query"),
        (Positive, "Accurately captured the user's preference"),
        (Negative, "Contains outdated information"),
    ] {
        assert_eq!(check(text, Some(rating), Lang::English).findings(), [], "{text}");
        assert!(check(text, None, Lang::English).ok());
    }
    for text in ["Bad memory", "Wrong", "Not good"] {
        let verdict = check(text, Some(Negative), Lang::English);
        assert!(verdict.findings().contains(&Finding::VaguePhrase), "{text}");
    }
}

#[test]
fn every_finding_is_labelled_somewhere() {
    let reasons = labelled();
    for finding in Finding::ALL {
        let mut agreement = Agreement::default();
        for reason in &reasons {
            let label = reason.codes.iter().any(|code| code == finding.as_str());
            agreement.count(reason.found().contains(&finding.as_str()), label);
        }
        agreement.print(finding.as_str());
        assert!(agreement.hits > 0);
    }
}

#[test]
fn the_labelled_set_is_fit_to_prove_something() {
    let reasons = labelled();
    let good = reasons.iter().filter(|reason| reason.good).count();
    let held_out = reasons.iter().filter(|reason| reason.held_out).count();
    assert!(reasons.len() >= 120);
    assert!(good * 10 >= reasons.len() * 4 && good * 10 <= reasons.len() * 6);
    assert!(held_out * 10 >= reasons.len() * 4 && held_out * 10 <= reasons.len() * 6);
    assert!(reasons.iter().all(|reason| reason.good == reason.codes.is_empty()));
}

fn ratings() -> impl Strategy<Value = Option<Rating>> {
    prop::option::of(prop::sample::select(&Rating::ALL[..]))
}

fn langs() -> impl Strategy<Value = Lang> {
    prop::sample::select(&[Lang::English, Lang::Other][..])
}

/// Any text, but often made of what the rules look at.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        r"([a-z]{1,8}|not|but|[A-Z]{2,7}|[0-9]{1,5}|[-@.,+()/'’%!]|[ \n]|👍🏽|住所|memory |good |wrong ){0,30}",
    ]
}

/// Digits in front of a right check digit, in groups parted by separators.
fn card_numbers() -> impl Strategy<Value = String> {
    let digits = (2_u8..=6, prop::collection::vec(0_u8..=9, 11..=17));
    let separators =
        prop::collection::vec(prop::sample::select(&["", "", " ", "-", "\u{a0}"][..]), 19);
    (digits, separators).prop_map(|((first, rest), separators)| {
        let mut digits = vec![first];
        digits.extend(rest);
        let doubled = |(place, digit): (usize, &u8)| match place % 2 {
            0 => digit * 2 / 10 + digit * 2 % 10,
            _ => *digit,
        };
        let sum = digits.iter().rev().enumerate().map(doubled).sum::<u8>();
        digits.push((10 - sum % 10) % 10);
        let parts = digits.iter().zip(separators);
        let text: String =
            parts.flat_map(|(digit, gap)| [gap.to_owned(), digit.to_string()]).collect();
        text.trim_start_matches(['-', ' ', '\u{a0}']).to_owned()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gets_a_verdict_in_order(text in texts(), rating in ratings(), lang in langs()) {
        let verdict = check(&text, rating, lang);
        prop_assert!(verdict.findings().windows(2).all(|pair| pair[0] < pair[1]));
        prop_assert_eq!(verdict.ok(), verdict.findings().is_empty());
        prop_assert_eq!(verdict.ok(), verdict.suggestion().is_none());
    }

    #[test]
    fn white_space_around_changes_nothing(
        text in texts(), before in r"\s{0,4}", after in r"\s{0,4}", rating in ratings(), lang in langs(),
    ) {
        let padded = format!("{before}{text}{after}");
        prop_assert_eq!(check(&padded, rating, lang), check(&text, rating, lang));
    }

    #[test]
    fn an_appended_address_is_personal(
        text in texts(), address in "[a-z0-9]{1,9}([._+-][a-z0-9]{1,5})?@[a-z0-9äé]{1,9}\\.[a-z]{2,6}", lang in langs(),
    ) {
        let found = check(&format!("{text}{address}"), None, lang);
        prop_assert!(found.findings().contains(&Finding::PersonalData));
    }

    #[test]
    fn a_card_number_is_personal_in_any_grouping(
        before in r"\D{0,9}", card in card_numbers(), after in r"\D{0,9}", lang in langs(),
    ) {
        let found = check(&format!("{before}{card}{after}"), None, lang);
        prop_assert!(found.findings().contains(&Finding::PersonalData), "{}", card);
    }
}
