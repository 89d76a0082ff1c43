//! The check of reasons against sentences that people write, and against any text at all.
#![cfg(feature = "reason")]
// Clippy knows only functions marked as tests for tests, not those that serve them.
#![allow(clippy::expect_used)]

use mem0_feedback::Rating;
use mem0_feedback::core::reason::{Finding, Lang, Tables, check};
use proptest::prelude::*;
use serde::Deserialize;
use std::path::{Path, PathBuf};

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
    /// What is found where nobody says which language the reason is in.
    fn found(&self) -> Vec<&'static str> {
        self.found_in(None)
    }

    fn found_in(&self, lang: Option<Lang>) -> Vec<&'static str> {
        let rating = self.rating.as_deref().map(|name| Rating::parse(name).expect(name));
        let verdict = check(&self.text, rating, lang, None);
        verdict.findings().iter().map(|finding| finding.as_str()).collect()
    }
}

const LABELLED: [(Lang, &str); 6] = [
    (Lang::English, include_str!("reasons/en.json")),
    (Lang::German, include_str!("reasons/de.json")),
    (Lang::French, include_str!("reasons/fr.json")),
    (Lang::Spanish, include_str!("reasons/es.json")),
    (Lang::Japanese, include_str!("reasons/ja.json")),
    (Lang::Arabic, include_str!("reasons/ar.json")),
];

fn labelled() -> impl Iterator<Item = (Lang, Vec<Labelled>)> {
    LABELLED.into_iter().map(|(lang, json)| {
        (lang, serde_json::from_str(json).expect("the labelled reasons are JSON"))
    })
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
fn agreement<'a>(
    reasons: impl Iterator<Item = &'a Labelled>,
    found: impl Fn(&Labelled) -> Vec<&'static str>,
) -> [Agreement; 2] {
    let mut both = [Agreement::default(); 2];
    for reason in reasons {
        let passes = found(reason).is_empty();
        both[0].count(!passes, !reason.good);
        both[1].count(passes, reason.good);
    }
    both
}

#[test]
fn nine_in_ten_reasons_are_judged_as_a_person_judges_them() {
    for (lang, reasons) in labelled() {
        let tag = lang.tag();
        let found = |reason: &Labelled| reason.found_in(Some(lang));
        let all = agreement(reasons.iter(), found);
        let held_out = agreement(reasons.iter().filter(|reason| reason.held_out), found);
        let untold = agreement(reasons.iter(), Labelled::found);
        for (name, [not_good, good]) in [("all", all), ("held out", held_out), ("untold", untold)] {
            not_good.print(&format!("{tag} {name}, flagged as not good"));
            good.print(&format!("{tag} {name}, passed as good"));
        }
        for reason in reasons.iter().filter(|reason| !reason.held_out) {
            let found = found(reason);
            if found != reason.codes {
                println!("  {tag} {:?} found {found:?}, label {:?}", reason.text, reason.codes);
            }
        }
        for (agreements, least) in [(all, 0.9), (untold, 0.9), (held_out, 0.85)] {
            for agreement in agreements {
                let worse = agreement.precision().min(agreement.recall());
                assert!(worse >= least, "{tag}: {agreement:?}");
            }
        }
    }
}

#[test]
fn the_language_of_a_reason_is_found_when_nobody_tells() {
    for (lang, reasons) in labelled() {
        let mut agreement = Agreement::default();
        for reason in reasons.iter().filter(|reason| reason.text.chars().any(char::is_alphabetic)) {
            agreement.count(check(&reason.text, None, None, None).lang() == lang, true);
        }
        agreement.print(&format!("{} is recognised", lang.tag()));
        // Ideograms alone may be Chinese as well.
        assert!(agreement.recall() >= 0.85, "{}", lang.tag());
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
        assert_eq!(check(text, Some(rating), Some(Lang::English), None).findings(), [], "{text}");
        assert!(check(text, None, None, None).ok());
    }
    for text in ["Bad memory", "Wrong", "Not good"] {
        let verdict = check(text, Some(Negative), None, None);
        assert!(verdict.findings().contains(&Finding::VaguePhrase), "{text}");
    }
}

#[test]
fn every_finding_is_labelled_in_every_language() {
    for (lang, reasons) in labelled() {
        for finding in Finding::ALL {
            let mut agreement = Agreement::default();
            for reason in &reasons {
                let label = reason.codes.iter().any(|code| code == finding.as_str());
                agreement.count(reason.found().contains(&finding.as_str()), label);
            }
            agreement.print(&format!("{} {}", lang.tag(), finding.as_str()));
            assert!(agreement.hits > 0);
        }
    }
}

#[test]
fn the_labelled_sets_are_fit_to_prove_something() {
    for (_, reasons) in labelled() {
        let good = reasons.iter().filter(|reason| reason.good).count();
        let held_out = reasons.iter().filter(|reason| reason.held_out).count();
        assert!(reasons.len() >= 140);
        assert!(good * 10 >= reasons.len() * 4 && good * 10 <= reasons.len() * 6);
        assert!(held_out * 10 >= reasons.len() * 3 && held_out * 10 <= reasons.len() * 6);
        assert!(reasons.iter().all(|reason| reason.good == reason.codes.is_empty()));
    }
}

/// The tables that the package fetches when a reason calls for them.
fn packaged(lang: Lang) -> Option<(PathBuf, String)> {
    let table = Tables::all().written(lang).filter(|_| lang != Lang::English)?;
    let file = format!("pkg/src/reason/words/{}.ts", lang.tag());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let literal = table.replace('\\', r"\\").replace('`', r"\`");
    Some((path, format!("{GENERATED}export const words = `{literal}`;\n")))
}

const GENERATED: &str = "// Written by tests/reasons.rs from src/core/reason: do not edit.\n";

#[test]
fn the_package_has_the_tables_as_they_are_here() {
    for (path, expected) in Lang::KNOWN.into_iter().filter_map(packaged) {
        let there = std::fs::read_to_string(&path).unwrap_or_default();
        let name = path.display();
        assert!(there == expected, "{name}: cargo test --test reasons -- --ignored writes it anew");
    }
}

#[test]
#[ignore = "writes into the package"]
fn write_the_tables_of_the_package() -> std::io::Result<()> {
    Lang::KNOWN
        .into_iter()
        .filter_map(packaged)
        .try_for_each(|(path, text)| std::fs::write(path, text))
}

fn ratings() -> impl Strategy<Value = Option<Rating>> {
    prop::option::of(prop::sample::select(&Rating::ALL[..]))
}

fn langs() -> impl Strategy<Value = Option<Lang>> {
    let known = prop::sample::select(&Lang::KNOWN[..]);
    prop::option::of(prop_oneof![known, Just(Lang::Other)])
}

/// Any text, but often made of what the rules look at.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        r"([a-z]{1,8}|not|but|[A-Z]{2,7}|[0-9]{1,5}|[-@.,+()/'’%!]|[ \n]|👍🏽|住所|よくない|خطأ |والعنوان |l'|gut |malo |memory |good |wrong ){0,30}",
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
        let verdict = check(&text, rating, lang, None);
        prop_assert!(verdict.findings().windows(2).all(|pair| pair[0] < pair[1]));
        prop_assert_eq!(verdict.ok(), verdict.findings().is_empty());
        prop_assert_eq!(verdict.ok(), verdict.suggestion().is_none());
    }

    #[test]
    fn white_space_around_changes_nothing(
        text in texts(), before in r"\s{0,4}", after in r"\s{0,4}", rating in ratings(), lang in langs(),
    ) {
        let padded = format!("{before}{text}{after}");
        prop_assert_eq!(check(&padded, rating, lang, None), check(&text, rating, lang, None));
    }

    #[test]
    fn an_appended_address_is_personal(
        text in texts(), address in "[a-z0-9]{1,9}([._+-][a-z0-9]{1,5})?@[a-z0-9äé]{1,9}\\.[a-z]{2,6}", lang in langs(),
    ) {
        let found = check(&format!("{text}{address}"), None, lang, None);
        prop_assert!(found.findings().contains(&Finding::PersonalData));
    }

    #[test]
    fn a_card_number_is_personal_in_any_grouping(
        before in r"\D{0,9}", card in card_numbers(), after in r"\D{0,9}", lang in langs(),
    ) {
        let found = check(&format!("{before}{card}{after}"), None, lang, None);
        prop_assert!(found.findings().contains(&Finding::PersonalData), "{}", card);
    }
}
