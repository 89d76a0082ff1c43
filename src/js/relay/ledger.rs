//! A shard's tables, which the package keeps in SQLite.

use crate::core::feedback::{Feedback, MemoryId, Rating};
use crate::core::queue::circuit::Weather;
use crate::core::queue::stamp::Stamp;
use crate::core::reason_code::ReasonCodes;
use crate::core::relay::ledger::{self, Known, State, Vote, Waiting, stands};
use crate::core::relay::order::Order;
use crate::core::relay::scope::Source;
use crate::core::time::Millis;
use crate::sys::ledger::{Ledger, Row};
use alloc::vec::Vec;
use wasm_bindgen::JsValue;

impl ledger::Ledger for Ledger {
    type Error = JsValue;

    fn vote(
        &self,
        memory: &MemoryId,
        source: Source,
        rater: &str,
    ) -> Result<Option<(Feedback, Order)>, JsValue> {
        let row = Ledger::vote(self, memory.as_str(), source as u32, rater)?;
        Ok(row.map(|row| {
            let stamp = Stamp { clock: row.clock() as u64, tab: row.tab() };
            (feedback(memory, &row), Order { stamp, counted: row.counted() as u64 })
        }))
    }

    fn keep(&self, vote: &Vote, arrival: Millis) -> Result<(), JsValue> {
        let Feedback { memory_id, rating, reason, reason_codes } = &vote.feedback;
        let Order { stamp, counted } = vote.order;
        Ledger::keep(
            self,
            memory_id.as_str(),
            vote.source as u32,
            &vote.rater,
            rating.map(Rating::as_str),
            reason.as_deref(),
            reason_codes.iter().fold(0, |bits, code| bits | 1 << code as u32),
            stands(&vote.feedback),
            stamp.clock as f64,
            stamp.tab,
            counted as f64,
            arrival.0 as f64,
        )
    }

    fn latest(&self, memory: &MemoryId, source: Source) -> Result<Option<Feedback>, JsValue> {
        let row = Ledger::latest(self, memory.as_str(), source as u32)?;
        Ok(row.map(|row| feedback(memory, &row)))
    }

    fn known(&self, memory: &MemoryId) -> Result<Option<Known>, JsValue> {
        let row = Ledger::known(self, memory.as_str())?;
        Ok(row.map(|row| Known {
            speaker: row.speaker().map(|it| if it == 0 { Source::Human } else { Source::Judge }),
            state: match row.state() {
                0 => State::Waiting,
                1 => State::Sent,
                _ => State::Refused(row.status() as u16),
            },
        }))
    }

    fn change(
        &self,
        memory: &MemoryId,
        speaker: Option<Source>,
        revision: u64,
    ) -> Result<(), JsValue> {
        let speaker = speaker.map(|speaker| speaker as u32);
        Ledger::change(self, memory.as_str(), speaker, revision as f64)
    }

    fn conclude(&self, memory: &MemoryId, revision: u64, state: State) -> Result<(), JsValue> {
        let (state, status) = match state {
            State::Waiting => (0, 0),
            State::Sent => (1, 0),
            State::Refused(status) => (2, status),
        };
        Ledger::conclude(self, memory.as_str(), revision as f64, state, u32::from(status))
    }

    fn waiting(&self, after: u64, most: u32) -> Result<Vec<Waiting>, JsValue> {
        let rows = Ledger::waiting(self, after as f64, most)?;
        let waiting = rows.iter().filter_map(|row| {
            let memory = MemoryId::new(row.memory()).ok()?;
            Some(Waiting { memory, revision: row.at_revision() as u64 })
        });
        Ok(waiting.collect())
    }

    fn revision(&self) -> Result<u64, JsValue> {
        Ledger::revision(self).map(|revision| revision as u64)
    }

    fn weather(&self) -> Result<Weather, JsValue> {
        let row = Ledger::weather(self)?;
        Ok(Weather { until: Millis(row.until() as u64), openings: row.openings() })
    }

    fn keep_weather(&self, weather: Weather) -> Result<(), JsValue> {
        Ledger::keep_weather(self, weather.until.0 as f64, weather.openings)
    }
}

fn feedback(memory: &MemoryId, row: &Row) -> Feedback {
    Feedback {
        memory_id: memory.clone(),
        rating: row.rating().and_then(|name| Rating::parse(&name)),
        reason: row.reason(),
        reason_codes: ReasonCodes::from_bits(row.codes()),
    }
}
