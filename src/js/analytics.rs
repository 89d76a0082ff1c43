//! `analytics.wasm`. Records come in columns of numbers, since a million objects would take longer
//! to cross than to count; what goes out is objects.

use crate::core::analytics::Analytics as Core;
use crate::core::analytics::judge::{Judged, Scale, calibrate as compare};
use crate::core::analytics::ledger::Moment;
use crate::core::analytics::names::Name;
use crate::core::analytics::report::Options;
use crate::core::analytics::rows::{Exposure, Fact, Known, Outcome, Source, Vote};
use crate::core::feedback::Rating;
use crate::core::reason_code::ReasonCodes;
use crate::core::time::Millis;
use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

/// Numbers of a record: what it is, its memory, rater and session, or the memory's text in place of the
/// rater, time, sequence, and what else there is.
const COLUMNS: usize = 7;
/// Bits of the first number, from the lowest: kind, source, rating, whether asked, reason codes.
const KIND: u32 = 0b111;
const SOURCE: u32 = 3;
const RATING: u32 = 5;
const ASKED: u32 = 7;
const CODES: u32 = 8;
/// Two bits.
const PAIR: u32 = 0b11;

/// What was recorded.
#[wasm_bindgen]
#[derive(Default)]
pub(crate) struct Analytics {
    core: Core,
}

#[wasm_bindgen]
impl Analytics {
    /// Of nothing yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in records, whose texts stand one behind the other. Numbers for texts are their lengths in
    /// bytes.
    pub fn add(&mut self, texts: &[u8], rows: &[f64]) {
        let mut rest = str::from_utf8(texts).unwrap_or_default();
        let split = |bytes: &f64| {
            let (text, after) = rest.split_at_checked(*bytes as usize).unwrap_or_default();
            rest = after;
            text
        };
        let rows = rows.as_chunks::<COLUMNS>().0;
        let texts: Vec<&str> =
            rows.iter().flat_map(|[_, one, two, three, ..]| [one, two, three]).map(split).collect();
        let names = self.core.names_of(&texts);
        for ([what, _, _, _, at, seq, value], names) in rows.iter().zip(names.as_chunks().0) {
            let moment = Moment { at: *at as u64, seq: *seq as u64 };
            self.record(*what as u32, *names, moment, *value);
        }
    }

    /// Takes in all that another one holds.
    pub fn merge(&mut self, other: &Self) {
        self.core.merge(&other.core);
    }

    /// All that it holds, in columns as in `add`. Numbers for texts are their places in `texts`.
    pub fn rows(&mut self) -> Vec<f64> {
        let [facts, exposures, votes, outcomes] = self.core.sorted();
        let count = facts.len() + exposures.len() + votes.len() + outcomes.len();
        let mut rows = Vec::with_capacity(count * COLUMNS);
        for fact in facts.iter().map(Fact::from) {
            let (kind, text, value) = match fact.known {
                Known::Text(text) => (3, text, 0.0),
                Known::Updated(at) => (4, Name::EMPTY, at as f64),
                Known::Deleted(at) => (5, Name::EMPTY, at.map_or(-1.0, |at| at as f64)),
            };
            let names = [fact.memory, text, Name::EMPTY];
            rows.extend(numbers(kind, names, fact.moment, value));
        }
        for it in exposures.iter().map(Exposure::from) {
            let what = u32::from(it.asked) << ASKED;
            rows.extend(numbers(what, [it.memory, it.rater, it.session], it.moment, 0.0));
        }
        for it in votes.iter().map(Vote::from) {
            let rating = it.rating.map_or(Rating::ALL.len() as u32, |rating| rating as u32);
            let source = (it.source as u32) << SOURCE;
            let what = 1 | source | rating << RATING | it.codes.bits() << CODES;
            rows.extend(numbers(what, [it.memory, it.rater, it.session], it.moment, 0.0));
        }
        for it in outcomes.iter().map(Outcome::from) {
            rows.extend(numbers(2, [Name::EMPTY, it.rater, it.session], it.moment, it.score));
        }
        rows
    }

    /// The texts that the columns refer to.
    pub fn texts(&self) -> Vec<String> {
        let names = self.core.names();
        names.all().map(|name| names.text(name).into()).collect()
    }

    /// What the records say. Times and spans are in milliseconds.
    ///
    /// # Errors
    ///
    /// Here and below: none but for want of memory.
    #[allow(clippy::too_many_arguments)]
    pub fn report(
        &mut self,
        from: Option<f64>,
        to: Option<f64>,
        by: f64,
        votes: u32,
        half_life: f64,
        change: Option<f64>,
        list: u32,
    ) -> Result<JsValue, JsValue> {
        let options = Options {
            from: from.map(millis),
            to: to.map(millis),
            by: millis(by),
            votes,
            half_life: millis(half_life),
            change: change.map(millis),
            list: list as usize,
        };
        object(&self.core.report(&options))
    }

    /// Memories alike in text, and what is said of them.
    pub fn alike(&mut self, list: u32) -> Result<JsValue, JsValue> {
        let options = Options { list: list as usize, ..Options::default() };
        object(&self.core.report(&options).consistency.alike)
    }

    fn record(&mut self, what: u32, names: [Name; 3], moment: Moment, value: f64) {
        let [memory, rater, session] = names;
        let fact = |known| Fact { memory, known, moment };
        match what & KIND {
            0 => {
                let asked = what >> ASKED & 1 == 1;
                self.core.expose(Exposure { memory, rater, session, asked, moment });
            }
            1 => {
                let source = Source::ALL.get((what >> SOURCE & PAIR) as usize).copied();
                let source = source.unwrap_or_default();
                let rating = Rating::ALL.get((what >> RATING & PAIR) as usize).copied();
                let codes = ReasonCodes::from_bits(what >> CODES);
                self.core.vote(Vote { memory, rater, session, source, rating, codes, moment });
            }
            2 => self.core.conclude(Outcome { rater, session, score: value, moment }),
            3 => self.core.know(fact(Known::Text(rater))),
            4 => self.core.know(fact(Known::Updated(value as u64))),
            _ => self.core.know(fact(Known::Deleted((value >= 0.0).then_some(value as u64)))),
        }
    }
}

/// The grade of a score, by its place in `Rating::ALL`; beyond the last if it says nothing.
#[wasm_bindgen]
pub fn grade(score: f64, scale: &[f64]) -> u32 {
    let grade = scale_of(scale).grade(score);
    grade.map_or(Rating::ALL.len() as u32, |grade| grade as u32)
}

/// Compares a judge's scores with people's grades, by their places in `Rating::ALL`.
///
/// # Errors
///
/// None but for want of memory.
#[wasm_bindgen]
pub fn calibrate(scores: &[f64], grades: &[u8], scale: &[f64]) -> Result<JsValue, JsValue> {
    let grades = grades.iter().map(|grade| Rating::ALL.get(usize::from(*grade)).copied());
    let pairs = scores.iter().zip(grades);
    let pairs = pairs.filter_map(|(score, rating)| Some(Judged { score: *score, rating: rating? }));
    object(&compare(&pairs.collect::<Vec<_>>(), scale_of(scale)))
}

fn scale_of(numbers: &[f64]) -> Scale {
    let number = |place: usize| numbers.get(place).copied().unwrap_or(0.0);
    Scale {
        worst: number(0),
        best: number(1),
        negative: number(2),
        positive: number(3),
        abstain: number(4),
    }
}

fn numbers(what: u32, names: [Name; 3], moment: Moment, value: f64) -> [f64; COLUMNS] {
    let [memory, rater, session] = names.map(|name| f64::from(name.0));
    [f64::from(what), memory, rater, session, moment.at as f64, moment.seq as f64, value]
}

fn millis(number: f64) -> Millis {
    Millis(number as u64)
}

fn object(value: &impl Serialize) -> Result<JsValue, JsValue> {
    value.serialize(&Serializer::json_compatible()).map_err(JsValue::from)
}
