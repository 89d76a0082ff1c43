//! Intervals cover the truth about as often as they claim, and asking some by chance shows what all
//! would say.

use mem0_feedback::core::analytics::Analytics;
use mem0_feedback::core::analytics::correlation::{Pair, spearman};
use mem0_feedback::core::analytics::figure::{Figure, Why};
use mem0_feedback::core::analytics::interval::{difference, mean_grade, share};
use mem0_feedback::core::analytics::ledger::Moment;
use mem0_feedback::core::analytics::report::Options;
use mem0_feedback::core::analytics::rows::{Exposure, Source, Vote};
use mem0_feedback::{Rating, ReasonCodes};

/// Of each case at the least, where 95 % are claimed: as far short of that as few votes, which leave
/// only few intervals to choose from, and the sampling of `RUNS` runs explain.
const LEAST: f64 = 0.92;
/// The same of ten votes.
const LEAST_OF_TEN: f64 = 0.89;
const RUNS: u32 = 2000;

/// SplitMix64.
struct Luck(u64);

impl Luck {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ mixed >> 31) >> 11) as f64 / (1u64 << 53) as f64
    }

    fn happens(&mut self, chance: f64) -> bool {
        self.next() < chance
    }

    fn count(&mut self, n: u32, chance: f64) -> f64 {
        f64::from((0..n).filter(|_| self.happens(chance)).count() as u32)
    }
}

fn covers(figure: Figure, truth: f64) -> bool {
    matches!(figure, Figure::Known { low, high, .. } if (low..=high).contains(&truth))
}

/// The share of runs whose figure covers the truth.
fn coverage(runs: u32, mut run: impl FnMut() -> bool) -> f64 {
    f64::from((0..runs).filter(|_| run()).count() as u32) / f64::from(runs)
}

fn least(n: u32) -> f64 {
    if n > 10 { LEAST } else { LEAST_OF_TEN }
}

#[test]
fn shares_and_differences_are_covered() {
    let mut luck = Luck(1);
    let mut all = Vec::new();
    for n in [10, 30, 200] {
        for truth in [0.5, 0.8, 0.9, 0.95] {
            let wilson = coverage(RUNS, || {
                covers(share(luck.count(n, truth), f64::from(n), Why::NoVotes), truth)
            });
            let newcombe = coverage(RUNS, || {
                let of = |count| share(count, f64::from(n), Why::NoVotes);
                let (before, after) = (luck.count(n, truth), luck.count(n, truth - 0.3));
                covers(difference(of(before), of(after)), -0.3)
            });
            let least = least(n);
            assert!(wilson >= least && newcombe >= least, "{truth}, {n}: {wilson} {newcombe}");
            all.extend([wilson, newcombe]);
        }
    }
    let mean = all.iter().sum::<f64>() / all.len() as f64;
    assert!((0.94..0.97).contains(&mean), "{mean}");
}

#[test]
fn mean_grades_are_covered() {
    let grades = [1.0, -1.0, -2.0];
    let mut luck = Luck(2);
    for n in [10, 30, 200] {
        for [positive, negative] in [[0.5, 0.3], [0.8, 0.15], [0.9, 0.05]] {
            let truth = positive - negative - 2.0 * (1.0 - positive - negative);
            let found = coverage(RUNS, || {
                let mut counts = [0.0; 3];
                for _ in 0..n {
                    let draw = luck.next();
                    let place =
                        usize::from(draw >= positive) + usize::from(draw >= positive + negative);
                    counts[place] += 1.0;
                }
                covers(mean_grade(grades, counts), truth)
            });
            assert!(found >= least(n), "{positive} {negative}, {n}: {found}");
        }
    }
}

#[test]
fn correlations_are_covered() {
    let mut luck = Luck(3);
    // Of two normal values with a correlation of r, Spearman's is 6/π · asin(r/2).
    for r in [0.0f64, 0.4, 0.7] {
        let truth = 6.0 / std::f64::consts::PI * (r / 2.0).asin();
        let found = coverage(RUNS / 2, || {
            let pairs: Vec<Pair> = (0..50)
                .map(|_| {
                    let (length, turn) = (luck.next(), std::f64::consts::TAU * luck.next());
                    let length = (-2.0 * (1.0 - length).ln()).sqrt();
                    let (one, two) = (length * turn.cos(), length * turn.sin());
                    (one, r * one + (1.0 - r * r).sqrt() * two)
                })
                .collect();
            covers(spearman(&pairs), truth)
        });
        assert!((LEAST..0.98).contains(&found), "{r}: {found}");
    }
}

/// A season in which four fifths are content, and who is not answers four times as often; one in
/// eight is asked outright, and then answers whatever is felt.
fn season(luck: &mut Luck, truth: f64) -> Analytics {
    let mut analytics = Analytics::default();
    for it in 0..2000u32 {
        let [memory, rater] =
            [format!("m{}", it % 50), format!("r{it}")].map(|text| analytics.name(&text));
        let session = rater;
        let (asked, is_content) = (luck.happens(0.125), luck.happens(truth));
        let moment = Moment { at: u64::from(it), seq: 0 };
        analytics.expose(Exposure { memory, rater, session, asked, moment });
        let unasked = if is_content { 0.1 } else { 0.4 };
        let answers = luck.happens(unasked) || asked && luck.happens(0.7);
        if answers {
            let rating = Some(if is_content { Rating::Positive } else { Rating::Negative });
            let (source, codes) = (Source::Human, ReasonCodes::default());
            analytics.vote(Vote { memory, rater, session, source, rating, codes, moment });
        }
    }
    analytics
}

#[test]
fn what_is_weighted_is_nearer_to_the_truth_than_what_came_in() {
    let (truth, runs) = (0.8, 300);
    let mut luck = Luck(4);
    let (mut nearer, mut raw_error, mut weighted_error) = (0, 0.0, 0.0);
    let covered = coverage(runs, || {
        let answering = season(&mut luck, truth).report(&Options::default()).answering;
        let error = |figure: Figure| figure.value().unwrap() - truth;
        let (raw, weighted) = (error(answering.raw), error(answering.weighted));
        nearer += u32::from(weighted.abs() < raw.abs());
        raw_error += raw / f64::from(runs);
        weighted_error += weighted / f64::from(runs);
        covers(answering.weighted, truth)
    });
    assert!(raw_error < -0.15, "who is unhappy answers more often: {raw_error}");
    assert!(weighted_error.abs() < 0.01, "{weighted_error}");
    assert!(nearer >= runs * 98 / 100, "{nearer} of {runs}");
    assert!((LEAST..0.98).contains(&covered), "{covered}");
}

#[test]
fn without_a_sample_nothing_is_said_of_all() {
    let mut analytics = Analytics::default();
    let memory = analytics.name("m");
    let moment = Moment::default();
    let exposure = Exposure { memory, rater: memory, session: memory, asked: false, moment };
    analytics.expose(exposure);
    let report = analytics.report(&Options::default());
    assert_eq!(report.answering.weighted, Figure::unknown(Why::NobodyAsked, 0.0));
    analytics.expose(Exposure { asked: true, moment: Moment { at: 1, seq: 0 }, ..exposure });
    let report = analytics.report(&Options::default());
    assert_eq!(report.answering.weighted, Figure::unknown(Why::TooFew, 0.0));
}
