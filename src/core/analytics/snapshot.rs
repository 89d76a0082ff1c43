//! Records with their texts, as they are written down and read.

use super::Analytics;
use super::ledger::Moment;
use super::names::{Name, Names};
use super::rows::{Exposure, Fact, Known, Outcome, Source, Vote};
use crate::core::feedback::Rating;
use crate::core::reason_code::{ReasonCode, ReasonCodes};
use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::fmt;
use serde::{Deserialize, Serialize};

/// The version that is written, and the only one that is read.
pub const VERSION: u32 = 1;
/// JavaScript's numbers hold every whole one up to this.
pub const MOST: u64 = (1 << 53) - 1;

/// All records, in an order that does not depend on how they came.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Snapshot<'a> {
    /// Of the form.
    pub version: u32,
    /// By kind, memory, rater, session and moment.
    #[serde(borrow)]
    pub records: Vec<Record<'a>>,
}

/// A record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase", rename_all_fields = "camelCase")]
#[allow(missing_docs)]
pub enum Record<'a> {
    /// Of one kind of fact each.
    Memory {
        memory_id: Cow<'a, str>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<Cow<'a, str>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        updated_at: Option<u64>,
        #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
        deleted_at: Option<Option<u64>>,
        at: u64,
        #[serde(default)]
        seq: u64,
    },
    Exposure {
        memory_id: Cow<'a, str>,
        #[serde(default)]
        rater: Cow<'a, str>,
        #[serde(default)]
        session: Cow<'a, str>,
        #[serde(default)]
        asked: bool,
        at: u64,
        #[serde(default)]
        seq: u64,
    },
    Vote {
        memory_id: Cow<'a, str>,
        #[serde(default)]
        rater: Cow<'a, str>,
        #[serde(default)]
        session: Cow<'a, str>,
        #[serde(default)]
        source: Source,
        feedback: Option<Cow<'a, str>>,
        #[serde(default)]
        reason_codes: Vec<Cow<'a, str>>,
        at: u64,
        #[serde(default)]
        seq: u64,
    },
    Outcome {
        #[serde(default)]
        rater: Cow<'a, str>,
        #[serde(default)]
        session: Cow<'a, str>,
        score: f64,
        at: u64,
        #[serde(default)]
        seq: u64,
    },
}

/// What a snapshot from elsewhere may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Records.
    pub records: usize,
    /// Bytes of an id of a memory, rater or session.
    pub id_bytes: usize,
    /// Bytes of what a memory says.
    pub text_bytes: usize,
}

impl Limits {
    /// None but what the numbers themselves can hold.
    pub const NONE: Self =
        Self { records: usize::MAX, id_bytes: usize::MAX, text_bytes: usize::MAX };
}

/// What is wrong with a snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It is of another version.
    Version(u32),
    /// It has too many records.
    Records(usize),
    /// A field of a record, by its place: too long, too large, blank, or none of the values known.
    Field(usize, &'static str),
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Version(version) => {
                write!(f, "version is {version}: this one reads version {VERSION}")
            }
            Self::Records(most) => write!(f, "records has more than {most} records"),
            Self::Field(place, field) => {
                write!(f, "records[{place}].{field} is missing, too long or of another kind")
            }
        }
    }
}

impl core::error::Error for Wrong {}

impl Analytics {
    /// All that it holds. Two that hold the same have the same snapshot.
    pub fn snapshot(&mut self) -> Snapshot<'_> {
        let [facts, exposures, votes, outcomes] = self.sorted();
        let names = &self.names;
        let records = facts.iter().map(|row| fact(row.into(), names));
        let records = records.chain(exposures.iter().map(|row| exposure(row.into(), names)));
        let records = records.chain(votes.iter().map(|row| vote(row.into(), names)));
        let records = records.chain(outcomes.iter().map(|row| outcome(row.into(), names)));
        Snapshot { version: VERSION, records: records.collect() }
    }

    /// What a snapshot holds.
    ///
    /// # Errors
    ///
    /// What is wrong with it first.
    pub fn restore(snapshot: &Snapshot<'_>, limits: Limits) -> Result<Self, Wrong> {
        if snapshot.version != VERSION {
            return Err(Wrong::Version(snapshot.version));
        }
        if snapshot.records.len() > limits.records {
            return Err(Wrong::Records(limits.records));
        }
        let mut analytics = Self::default();
        for (place, record) in snapshot.records.iter().enumerate() {
            analytics.record(record, limits).map_err(|field| Wrong::Field(place, field))?;
        }
        Ok(analytics)
    }

    /// Takes a record in.
    ///
    /// # Errors
    ///
    /// The field that is wrong.
    pub fn record(&mut self, record: &Record<'_>, limits: Limits) -> Result<(), &'static str> {
        match record {
            Record::Memory { memory_id, text, updated_at, deleted_at, at, seq } => {
                let [memory] = self.ids([memory(memory_id)?], limits)?;
                let moment = moment(*at, *seq)?;
                let text = text.as_deref();
                text.map_or(Ok(()), |text| fits(text, limits.text_bytes, "text"))?;
                updated_at.map_or(Ok(()), |at| whole(at, "updatedAt"))?;
                deleted_at.flatten().map_or(Ok(()), |at| whole(at, "deletedAt"))?;
                let text = text.map(|text| Known::Text(self.name(text)));
                let known = [text, updated_at.map(Known::Updated), deleted_at.map(Known::Deleted)];
                for known in known.into_iter().flatten() {
                    self.know(Fact { memory, known, moment });
                }
            }
            Record::Exposure { memory_id, rater, session, asked, at, seq } => {
                let whose = [memory(memory_id)?, ("rater", rater), ("session", session)];
                let [memory, rater, session] = self.ids(whose, limits)?;
                let moment = moment(*at, *seq)?;
                self.expose(Exposure { memory, rater, session, asked: *asked, moment });
            }
            Record::Vote { memory_id, rater, session, source, feedback, reason_codes, at, seq } => {
                let whose = [memory(memory_id)?, ("rater", rater), ("session", session)];
                let [memory, rater, session] = self.ids(whose, limits)?;
                let moment = moment(*at, *seq)?;
                let rating = match feedback {
                    Some(name) => Some(Rating::parse(name).ok_or("feedback")?),
                    None => None,
                };
                let codes = reason_codes.iter().map(|code| ReasonCode::parse(code));
                let codes = codes.collect::<Option<ReasonCodes>>().ok_or("reasonCodes")?;
                self.vote(Vote { memory, rater, session, source: *source, rating, codes, moment });
            }
            Record::Outcome { rater, session, score, at, seq } => {
                let [rater, session] =
                    self.ids([("rater", rater), ("session", session)], limits)?;
                let moment = moment(*at, *seq)?;
                if !score.is_finite() {
                    return Err("score");
                }
                self.conclude(Outcome { rater, session, score: *score, moment });
            }
        }
        Ok(())
    }

    /// The numbers of ids, each behind its field.
    fn ids<const N: usize>(
        &mut self,
        ids: [(&'static str, &str); N],
        limits: Limits,
    ) -> Result<[Name; N], &'static str> {
        ids.iter().try_for_each(|(field, id)| fits(id, limits.id_bytes, field))?;
        Ok(ids.map(|(_, id)| self.name(id)))
    }
}

fn memory(id: &str) -> Result<(&'static str, &str), &'static str> {
    if id.trim_ascii().is_empty() { Err("memoryId") } else { Ok(("memoryId", id)) }
}

fn fits(text: &str, most: usize, field: &'static str) -> Result<(), &'static str> {
    if text.len() > most { Err(field) } else { Ok(()) }
}

fn whole(number: u64, field: &'static str) -> Result<(), &'static str> {
    if number > MOST { Err(field) } else { Ok(()) }
}

fn moment(at: u64, seq: u64) -> Result<Moment, &'static str> {
    whole(at, "at")?;
    whole(seq, "seq")?;
    Ok(Moment { at, seq })
}

fn fact(row: Fact, names: &Names) -> Record<'_> {
    let (mut text, mut updated_at, mut deleted_at) = (None, None, None);
    match row.known {
        Known::Text(name) => text = Some(names.text(name).into()),
        Known::Updated(at) => updated_at = Some(at),
        Known::Deleted(at) => deleted_at = Some(at),
    }
    let Moment { at, seq } = row.moment;
    let memory_id = names.text(row.memory).into();
    Record::Memory { memory_id, text, updated_at, deleted_at, at, seq }
}

fn exposure(row: Exposure, names: &Names) -> Record<'_> {
    Record::Exposure {
        memory_id: names.text(row.memory).into(),
        rater: names.text(row.rater).into(),
        session: names.text(row.session).into(),
        asked: row.asked,
        at: row.moment.at,
        seq: row.moment.seq,
    }
}

fn vote(row: Vote, names: &Names) -> Record<'_> {
    Record::Vote {
        memory_id: names.text(row.memory).into(),
        rater: names.text(row.rater).into(),
        session: names.text(row.session).into(),
        source: row.source,
        feedback: row.rating.map(|rating| rating.as_str().into()),
        reason_codes: row.codes.iter().map(|code| code.as_str().into()).collect(),
        at: row.moment.at,
        seq: row.moment.seq,
    }
}

fn outcome(row: Outcome, names: &Names) -> Record<'_> {
    Record::Outcome {
        rater: names.text(row.rater).into(),
        session: names.text(row.session).into(),
        score: row.score,
        at: row.moment.at,
        seq: row.moment.seq,
    }
}

/// A field that is there, `null` included.
fn present<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}
