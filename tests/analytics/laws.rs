//! Merging is associative, commutative and idempotent, and nothing depends on the order of records.

use mem0_feedback::core::analytics::Analytics;
use mem0_feedback::core::analytics::report::Options;
use mem0_feedback::core::analytics::rows::Source;
use mem0_feedback::core::analytics::snapshot::{Limits, Record, Snapshot, Wrong};
use mem0_feedback::core::time::Millis;
use proptest::prelude::*;
use serde_json::{Value, json};

type Records = Vec<Record<'static>>;

/// Few ids and moments, so that records meet.
fn any_record() -> impl Strategy<Value = Record<'static>> {
    let id = |letters: &'static [&'static str]| prop::sample::select(letters);
    let memory = || id(&["a", "b", "c"]);
    let whose = || (id(&["", "ada", "bob"]), id(&["", "s1", "s2"]));
    let when = || (0u64..6, 0u64..3);
    let grade = prop::option::of(id(&["POSITIVE", "NEGATIVE", "VERY_NEGATIVE"]));
    let source = prop::sample::select(&Source::ALL[..]);
    let code = prop::option::of(id(&["outdated", "timely"]));
    let says = prop::option::of(id(&["Lives in Porto", "lives in Porto.", "x"]));
    let deleted = prop::option::of(prop::option::of(0u64..6));
    prop_oneof![
        2 => (memory(), whose(), any::<bool>(), when()).prop_map(
            |(memory, (rater, session), asked, (at, seq))| Record::Exposure {
                memory_id: memory.into(), rater: rater.into(), session: session.into(), asked, at, seq,
            }
        ),
        4 => (memory(), whose(), source, grade, code, when()).prop_map(
            |(memory, (rater, session), source, grade, code, (at, seq))| Record::Vote {
                memory_id: memory.into(), rater: rater.into(), session: session.into(), source,
                feedback: grade.map(Into::into),
                reason_codes: code.into_iter().map(Into::into).collect(), at, seq,
            }
        ),
        1 => (whose(), 1u8..6, when()).prop_map(|((rater, session), score, (at, seq))| {
            Record::Outcome {
                rater: rater.into(), session: session.into(), score: f64::from(score), at, seq,
            }
        }),
        2 => (memory(), says, prop::option::of(0u64..6), deleted, when()).prop_map(
            |(memory, text, updated_at, deleted_at, (at, seq))| Record::Memory {
                memory_id: memory.into(), text: text.map(Into::into), updated_at, deleted_at, at, seq,
            }
        ),
    ]
}

fn any_records() -> impl Strategy<Value = Records> {
    prop::collection::vec(any_record(), 0..40)
}

fn of(records: &[Record<'_>]) -> Analytics {
    let mut analytics = Analytics::default();
    records.iter().for_each(|record| analytics.record(record, Limits::NONE).unwrap());
    analytics
}

/// Both of what it holds and of what it says.
fn state(analytics: &mut Analytics) -> Value {
    let options = Options { votes: 2, change: Some(Millis(3)), ..Options::default() };
    let report = serde_json::to_value(analytics.report(&options)).unwrap();
    json!([serde_json::to_value(analytics.snapshot()).unwrap(), report])
}

fn merged(parts: &[&Analytics]) -> Value {
    let mut all = Analytics::default();
    parts.iter().for_each(|part| all.merge(part));
    state(&mut all)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn merging_is_commutative_associative_and_idempotent(
        one in any_records(), two in any_records(), three in any_records(),
    ) {
        let [one, two, three] = [of(&one), of(&two), of(&three)];
        let expected = merged(&[&one, &two, &three]);
        prop_assert_eq!(&merged(&[&three, &one, &two]), &expected);
        let mut right = two.clone();
        right.merge(&three);
        prop_assert_eq!(&merged(&[&one, &right]), &expected);
        prop_assert_eq!(&merged(&[&one, &two, &right, &one, &three]), &expected);
    }

    #[test]
    fn the_order_of_records_does_not_matter(
        (records, other) in any_records().prop_flat_map(|it| (Just(it.clone()), Just(it).prop_shuffle())),
    ) {
        prop_assert_eq!(state(&mut of(&records)), state(&mut of(&other)));
    }

    #[test]
    fn reports_in_between_change_nothing(records in any_records(), place in 0usize..40) {
        let (before, after) = records.split_at(place.min(records.len()));
        let mut analytics = of(before);
        state(&mut analytics);
        after.iter().for_each(|record| analytics.record(record, Limits::NONE).unwrap());
        prop_assert_eq!(state(&mut analytics), state(&mut of(&records)));
    }

    #[test]
    fn what_is_restored_is_what_was_written(records in any_records()) {
        let mut analytics = of(&records);
        let text = serde_json::to_string(&analytics.snapshot()).unwrap();
        let snapshot: Snapshot<'_> = serde_json::from_str(&text).unwrap();
        let mut other = Analytics::restore(&snapshot, Limits::NONE).unwrap();
        prop_assert_eq!(state(&mut other), state(&mut analytics));
    }

    #[test]
    fn whatever_is_forgotten_was_older(records in any_records(), since in 0u64..6) {
        let mut analytics = of(&records);
        analytics.forget_before(Millis(since));
        let at = |record: &Record<'_>| match record {
            Record::Memory { .. } => u64::MAX,
            Record::Exposure { at, .. } | Record::Vote { at, .. } | Record::Outcome { at, .. } => *at,
        };
        let kept: Records = records.into_iter().filter(|record| at(record) >= since).collect();
        prop_assert_eq!(state(&mut analytics), state(&mut of(&kept)));
    }

    #[test]
    fn no_text_is_a_snapshot_that_panics(text in ".{0,80}", number in any::<f64>()) {
        let body = json!({ "version": 1, "records": [
            { "type": "vote", "memoryId": text, "feedback": text, "at": number },
            { "type": "outcome", "score": number, "at": 1 },
        ] });
        for body in [body.to_string(), text] {
            if let Ok(snapshot) = serde_json::from_str::<Snapshot<'_>>(&body) {
                let _ = Analytics::restore(&snapshot, Limits::NONE);
            }
        }
    }
}

fn vote(rater: &'static str, grade: Option<&'static str>, at: u64) -> Record<'static> {
    Record::Vote {
        memory_id: "m".into(),
        rater: rater.into(),
        session: "".into(),
        source: Source::Human,
        feedback: grade.map(Into::into),
        reason_codes: Vec::new(),
        at,
        seq: 0,
    }
}

#[test]
fn a_changed_vote_replaces_its_older_one() {
    let records = [
        vote("ada", Some("NEGATIVE"), 1),
        vote("ada", Some("POSITIVE"), 2),
        vote("bob", Some("NEGATIVE"), 1),
        vote("bob", None, 3),
    ];
    let distribution = of(&records).report(&Options::default()).distribution;
    assert_eq!(distribution.shares.map(|share| share.count), [1, 0, 0]);
    let early = Options { to: Some(Millis(2)), ..Options::default() };
    let distribution = of(&records).report(&early).distribution;
    assert_eq!(distribution.shares.map(|share| share.count), [0, 2, 0], "as it stood then");
}

#[test]
fn of_a_mind_that_is_changed_all_day_the_last_sixteen_votes_are_kept() {
    let grades = ["POSITIVE", "NEGATIVE"];
    let records: Records =
        (0..1000).map(|it| vote("ada", Some(grades[it % 2]), it as u64)).collect();
    let mut analytics = of(&records);
    assert_eq!(analytics.len(), 16);
    assert_eq!(analytics.report(&Options::default()).distribution.shares[1].count, 1);
}

#[test]
fn a_snapshot_from_elsewhere_is_held_to_limits() {
    let limits = Limits { records: 1, id_bytes: 3, text_bytes: 5 };
    let read = |records: Value, version: u32| {
        let text = json!({ "version": version, "records": records }).to_string();
        let snapshot: Snapshot<'_> = serde_json::from_str(&text).unwrap();
        Analytics::restore(&snapshot, limits).map(|_| ())
    };
    let outcome = json!({ "type": "outcome", "score": 1, "at": 1 });
    assert_eq!(read(json!([outcome]), 1), Ok(()));
    assert_eq!(read(json!([]), 2), Err(Wrong::Version(2)));
    assert_eq!(read(json!([outcome, outcome]), 1), Err(Wrong::Records(1)));
    for (record, field) in [
        (json!({ "type": "memory", "memoryId": "long", "at": 1 }), "memoryId"),
        (json!({ "type": "memory", "memoryId": " ", "at": 1 }), "memoryId"),
        (json!({ "type": "memory", "memoryId": "m", "text": "longer", "at": 1 }), "text"),
        (json!({ "type": "exposure", "memoryId": "m", "rater": "long", "at": 1 }), "rater"),
        (json!({ "type": "exposure", "memoryId": "m", "at": 1u64 << 53 }), "at"),
        (json!({ "type": "vote", "memoryId": "m", "feedback": "GOOD", "at": 1 }), "feedback"),
        (
            json!({ "type": "vote", "memoryId": "m", "feedback": null, "reasonCodes": ["x"], "at": 1 }),
            "reasonCodes",
        ),
    ] {
        assert_eq!(read(json!([record]), 1), Err(Wrong::Field(0, field)), "{record}");
    }
}
