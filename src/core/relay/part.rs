//! A part of a page's analytics, and what of it a scope allows: the body of a request, and the rows
//! that a shard keeps of it.

use super::refusal::Refusal;
use super::request::{Body, ID_BYTES, bad, forbidden};
use super::scope::Scope;
use crate::core::feedback::Rating;
use crate::core::reason_code::{ReasonCode, ReasonCodes};
use crate::core::time::Millis;
use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde_json::{Map, Value, json};

/// Bytes of what a memory says at the most.
const TEXT_BYTES: usize = 4096;
/// JavaScript's numbers hold every whole one up to this.
const MOST: u64 = (1 << 53) - 1;

/// A body as it was read.
#[derive(Debug)]
pub struct Part {
    /// The token of its scope.
    pub token: String,
    /// At least one, unchecked.
    pub records: Vec<Value>,
}

/// A record that a scope allows, by its key. Of two with one key the later is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What tells it from others of its rater.
    pub key: String,
    /// When it was made, and its place among those of one millisecond.
    pub moment: [u64; 2],
    /// As a snapshot has it.
    pub record: Value,
}

impl Part {
    /// Reads a body.
    ///
    /// # Errors
    ///
    /// 413 for one that is too large, 400 for one that is none, 401 for one without a token.
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        let Body { token, mut fields } = Body::read(bytes, "{token, snapshot}")?;
        let snapshot = fields.get_mut("snapshot").map(Value::take).unwrap_or_default();
        if snapshot.get("version").and_then(Value::as_u64) != Some(1) {
            return Err(bad("snapshot is missing, or its version is not 1"));
        }
        match snapshot {
            Value::Object(mut fields) => match fields.get_mut("records").map(Value::take) {
                Some(Value::Array(records)) if !records.is_empty() => Ok(Self { token, records }),
                _ => Err(bad("snapshot.records is missing or empty: pass an array of records")),
            },
            _ => Err(bad("snapshot is no object: pass {version, records}")),
        }
    }

    /// Its rows, all of them the scope's own rater's, and none later than `now`. What memories say, and
    /// what became of them, is left out unless a back end says it: who is shown one may rate it, and
    /// not rewrite it for all.
    ///
    /// # Errors
    ///
    /// 400 with the field that is wrong; 403 for what the scope does not allow. Then it has none.
    pub fn allowed_by(&self, scope: &Scope, now: Millis) -> Result<Vec<Row>, Refusal> {
        let rows = self.records.iter().enumerate().map(|(place, record)| {
            let path = format!("snapshot.records[{place}]");
            let Value::Object(fields) = record else {
                return Err(bad(format!("{path} is no object: pass {{type, …}}")));
            };
            Reader { path, fields, scope }.row(now)
        });
        let is_taken = |row: &Row| scope.is_of_back_end() || !row.is_of_memory();
        rows.filter(|row| row.as_ref().map_or(true, is_taken)).collect()
    }
}

impl Row {
    fn is_of_memory(&self) -> bool {
        self.record.get("type").and_then(Value::as_str) == Some("memory")
    }

    /// As a shard reads it.
    pub fn to_json(&self) -> Value {
        let [at, seq] = self.moment;
        json!([self.key, at, seq, self.record])
    }
}

/// A record in its place.
struct Reader<'a> {
    path: String,
    fields: &'a Map<String, Value>,
    scope: &'a Scope,
}

impl Reader<'_> {
    fn row(&self, now: Millis) -> Result<Row, Refusal> {
        // A clock that is ahead must not outlast all that is said later.
        let at = self.whole("at")?.ok_or_else(|| self.wrong("at"))?.min(now.0);
        let seq = self.whole("seq")?.unwrap_or_default();
        let kind = self.fields.get("type").and_then(Value::as_str).unwrap_or_default();
        let (key, mut record) = match kind {
            "memory" => self.memory()?,
            "exposure" => self.exposure()?,
            "vote" => self.vote(at, seq)?,
            "outcome" => self.outcome()?,
            _ => return Err(self.wrong("type")),
        };
        record.insert("type".into(), kind.into());
        record.insert("at".into(), at.into());
        record.insert("seq".into(), seq.into());
        let key = json!([kind, key]).to_string();
        Ok(Row { key, moment: [at, seq], record: record.into() })
    }

    fn memory(&self) -> Result<(Value, Map<String, Value>), Refusal> {
        let memory = self.memory_id()?;
        let mut record = Map::from_iter([("memoryId".to_owned(), memory.clone().into())]);
        if self.fields.contains_key("text") {
            record.insert("text".into(), self.text("text", TEXT_BYTES)?.into());
        }
        for field in ["updatedAt", "deletedAt"] {
            match self.fields.get(field) {
                Some(Value::Null) if field == "deletedAt" => {
                    record.insert(field.into(), Value::Null);
                }
                _ => {
                    if let Some(moment) = self.whole(field)? {
                        record.insert(field.into(), moment.into());
                    }
                }
            }
        }
        // What is known of it is told field by field, and so stands field by field.
        let key = json!([memory, record.keys().collect::<Vec<_>>()]);
        Ok((key, record))
    }

    fn exposure(&self) -> Result<(Value, Map<String, Value>), Refusal> {
        let (memory, session) = (self.memory_id()?, self.id("session")?);
        let asked = match self.fields.get("asked") {
            None => false,
            Some(asked) => asked.as_bool().ok_or_else(|| self.wrong("asked"))?,
        };
        let key = json!([memory, session]);
        Ok((key, self.of_rater([("memoryId", memory.into()), ("asked", asked.into())], session)))
    }

    /// All of a rater's votes on a memory are kept: how minds were changed is a part of the report.
    fn vote(&self, at: u64, seq: u64) -> Result<(Value, Map<String, Value>), Refusal> {
        let (memory, session) = (self.memory_id()?, self.id("session")?);
        let rating = match self.fields.get("feedback") {
            Some(Value::Null) => None,
            feedback => {
                let name = feedback.and_then(Value::as_str);
                Some(name.and_then(Rating::parse).ok_or_else(|| self.wrong("feedback"))?)
            }
        };
        if !self.scope.allows_rating(rating) {
            return Err(self.forbidden("rating_not_in_scope", "feedback", "ratings"));
        }
        let codes = self.codes().ok_or_else(|| self.wrong("reasonCodes"))?;
        if codes != ReasonCodes::default() && !self.scope.allows_reasons() {
            return Err(self.forbidden("reason_not_in_scope", "reasonCodes", "reasons"));
        }
        let codes: Vec<&str> = codes.iter().map(ReasonCode::as_str).collect();
        let key = json!([memory, self.scope.source(), at, seq]);
        let fields = [
            ("memoryId", memory.into()),
            ("source", json!(self.scope.source())),
            ("feedback", rating.map(Rating::as_str).into()),
            ("reasonCodes", codes.into()),
        ];
        Ok((key, self.of_rater(fields, session)))
    }

    fn outcome(&self) -> Result<(Value, Map<String, Value>), Refusal> {
        let session = self.id("session")?;
        let score = self.fields.get("score").filter(|score| score.is_number());
        let score = score.ok_or_else(|| self.wrong("score"))?.clone();
        Ok((json!(session), self.of_rater([("score", score)], session)))
    }

    /// A record of the scope's rater, whoever it says that it is of.
    fn of_rater<const N: usize>(
        &self,
        fields: [(&str, Value); N],
        session: String,
    ) -> Map<String, Value> {
        let whose = [("rater", self.scope.sub.clone().into()), ("session", session.into())];
        let fields = fields.into_iter().chain(whose);
        fields.map(|(name, value)| (name.to_owned(), value)).collect()
    }

    fn memory_id(&self) -> Result<String, Refusal> {
        let memory = self.id("memoryId")?;
        if memory.trim_ascii().is_empty() {
            return Err(self.wrong("memoryId"));
        }
        if !self.scope.covers(&memory) {
            return Err(self.forbidden("memory_not_in_scope", "memoryId", "memories"));
        }
        Ok(memory)
    }

    /// Empty where it is left out.
    fn id(&self, field: &str) -> Result<String, Refusal> {
        if self.fields.contains_key(field) { self.text(field, ID_BYTES) } else { Ok(String::new()) }
    }

    fn text(&self, field: &str, most: usize) -> Result<String, Refusal> {
        let text = self.fields.get(field).and_then(Value::as_str);
        let text = text.filter(|text| text.len() <= most);
        text.map(ToString::to_string).ok_or_else(|| self.wrong(field))
    }

    fn whole(&self, field: &str) -> Result<Option<u64>, Refusal> {
        let Some(value) = self.fields.get(field) else { return Ok(None) };
        let number = value.as_u64().filter(|number| *number <= MOST);
        number.map(Some).ok_or_else(|| self.wrong(field))
    }

    fn codes(&self) -> Option<ReasonCodes> {
        match self.fields.get("reasonCodes") {
            None | Some(Value::Null) => Some(ReasonCodes::default()),
            Some(Value::Array(codes)) => {
                codes.iter().map(|code| code.as_str().and_then(ReasonCode::parse)).collect()
            }
            Some(_) => None,
        }
    }

    fn wrong(&self, field: &str) -> Refusal {
        bad(format!("{}.{field} is missing, too long or of another kind", self.path))
    }

    fn forbidden(&self, code: &'static str, field: &str, claim: &str) -> Refusal {
        forbidden(code, format!("{}.{field} is not in the token's {claim}", self.path))
    }
}

#[cfg(test)]
#[path = "part_tests.rs"]
mod tests;
