//! Who answers, and what that does to the figures: where unhappy people answer four times as often,
//! an approval of 80 % reads as one of 50 %.

use super::mending::{Tally, tally};
use super::view::View;
use crate::core::analytics::figure::{Figure, Why};
use crate::core::analytics::interval::{Z, share};
use crate::core::analytics::names::{Name, Names};
use crate::core::analytics::rows::{Exposure, Source, Vote};
use crate::core::feedback::Rating;
use alloc::vec::Vec;
use libm::sqrt;
use serde::Serialize;

/// Answers of who was asked outright, below which nothing is said of all.
const FEWEST: f64 = 20.0;

/// Who answers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Answering {
    /// Where chance chose to ask.
    pub asked: Who,
    /// All others.
    pub unasked: Who,
    /// The share of positive votes as they came in.
    pub raw: Figure,
    /// The same for all exposures.
    pub weighted: Figure,
}

/// Exposures of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Who {
    pub exposures: f64,
    pub answers: f64,
    /// Answers of exposures.
    pub response: Figure,
    /// The share of positive answers.
    pub positive: Figure,
}

pub fn answering(view: &View<'_>) -> Answering {
    let [mut asked, mut unasked] = [Answers::default(), Answers::default()];
    for (exposure, grade) in answered(view) {
        let answers = if exposure.asked { &mut asked } else { &mut unasked };
        answers.add(grade);
    }
    let Tally { positive, n } = tally(view.human.iter());
    Answering {
        asked: asked.who(),
        unasked: unasked.who(),
        raw: share(positive, n, Why::NoVotes),
        weighted: weighted(asked, unasked),
    }
}

/// The exposures of the period, each with the last grade that answers it. A vote answers the
/// exposure of its session, or without a session the last one before it.
pub fn answered<'a>(view: &'a View<'_>) -> Vec<(&'a Exposure, Option<Rating>)> {
    let mut answered: Vec<(&Exposure, Option<Rating>)> =
        view.exposures().map(|exposure| (exposure, None)).collect();
    let key = |exposure: &Exposure| (exposure.memory, exposure.rater);
    let mut groups = answered.chunk_by_mut(|one, two| key(one.0) == key(two.0)).peekable();
    for votes in view.histories(Source::Human) {
        let Some(first) = votes.first() else { continue };
        let sought = (first.memory, first.rater);
        let is_before = |group: &&mut [(&Exposure, _)]| {
            group.first().is_some_and(|(exposure, _)| key(exposure) < sought)
        };
        while groups.next_if(is_before).is_some() {}
        let is_it = |group: &&mut [(&Exposure, _)]| {
            group.first().is_some_and(|(exposure, _)| key(exposure) == sought)
        };
        let Some(group) = groups.next_if(is_it) else { continue };
        for vote in votes {
            if let Some((_, grade)) = of(vote, group, view.names) {
                *grade = vote.rating;
            }
        }
    }
    answered
}

fn of<'g, 'a>(
    vote: &Vote,
    group: &'g mut [(&'a Exposure, Option<Rating>)],
    names: &Names,
) -> Option<&'g mut (&'a Exposure, Option<Rating>)> {
    let by_session = group.iter().position(|(exposure, _)| exposure.session == vote.session);
    let before = || {
        let places = group.iter().enumerate();
        let before = places.filter(|(_, (exposure, _))| exposure.moment <= vote.moment);
        before
            .max_by_key(|(_, (it, _))| (it.moment, names.text(it.session)))
            .map(|(place, _)| place)
    };
    let place = if vote.session == Name::EMPTY { by_session.or_else(before) } else { by_session };
    place.and_then(|place| group.get_mut(place))
}

/// Of exposures of one kind.
#[derive(Clone, Copy, Debug, Default)]
pub struct Answers {
    pub exposures: f64,
    pub answers: f64,
    pub positive: f64,
}

impl Answers {
    fn add(&mut self, grade: Option<Rating>) {
        self.exposures += 1.0;
        self.answers += f64::from(u8::from(grade.is_some()));
        self.positive += f64::from(u8::from(grade == Some(Rating::Positive)));
    }

    fn who(self) -> Who {
        let Self { exposures, answers, positive } = self;
        Who {
            exposures,
            answers,
            response: share(answers, exposures, Why::NoExposures),
            positive: share(positive, answers, Why::NoVotes),
        }
    }
}

/// The share of positive answers, had all answered. Who answers unasked counts for such people, and
/// what asking adds counts for all the rest, as in double sampling
/// ([Hansen and Hurwitz 1946](https://doi.org/10.1080/01621459.1946.10501894)); the variance is
/// that of a smooth function of shares, to the first order.
pub fn weighted(asked: Answers, unasked: Answers) -> Figure {
    let n = asked.answers + unasked.answers;
    if asked.exposures <= 0.0 {
        return Figure::unknown(Why::NobodyAsked, n);
    }
    if asked.answers < FEWEST {
        return Figure::unknown(Why::TooFew, n);
    }
    let of = |count: f64, all: f64| if all > 0.0 { count / all } else { 0.0 };
    // Shares of exposures: positive and answered, of either kind.
    let (a, b) = (of(unasked.positive, unasked.exposures), of(unasked.answers, unasked.exposures));
    let (c, d) = (of(asked.positive, asked.exposures), of(asked.answers, asked.exposures));
    let added = d - b;
    if added <= 0.0 {
        return Figure::unknown(Why::AskingAddedNothing, n);
    }
    let rest = (1.0 - b) / added;
    let value = a + rest * (c - a);
    let turn = (c - a) / (added * added);
    let unasked = variance(a, b, 1.0 - rest, turn * (1.0 - d), unasked.exposures);
    let asked = variance(c, d, rest, -turn * (1.0 - b), asked.exposures);
    let reach = Z * sqrt(unasked + asked);
    Figure::known(value, (value - reach, value + reach), (0.0, 1.0), n)
}

/// Of a function with these slopes, of a share and of another one that it is a part of.
fn variance(part: f64, whole: f64, slope: f64, other: f64, n: f64) -> f64 {
    if n <= 0.0 {
        return 0.0;
    }
    let squares = slope * slope * part * (1.0 - part) + other * other * whole * (1.0 - whole);
    (squares + 2.0 * slope * other * part * (1.0 - whole)) / n
}
