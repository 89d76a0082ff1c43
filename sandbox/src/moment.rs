//! Moments: milliseconds since 1970 inside, ISO 8601 on the wire.

use jiff::civil::{Date, DateTime};
use jiff::{Timestamp, tz::TimeZone};
use serde_json::Value;

/// A moment, in milliseconds since 1970-01-01T00:00Z.
pub type Millis = i64;

/// The clock.
pub fn now() -> Millis {
    Timestamp::now().as_millisecond()
}

/// `2026-05-01T12:00:00.000Z`.
pub fn iso(at: Millis) -> Value {
    Timestamp::from_millisecond(at).map_or(Value::Null, |at| format!("{at:.3}").into())
}

/// Reads a date with or without a time and a zone; without one it is UTC.
pub fn parse(text: &str) -> Option<Millis> {
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(at.as_millisecond());
    }
    let local = text.parse::<DateTime>().or_else(|_| text.parse::<Date>().map(DateTime::from));
    let at = local.ok()?.to_zoned(TimeZone::UTC).ok()?;
    Some(at.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_as_it_is_read() {
        let at = parse("2026-05-01T14:00:00.250+02:00").unwrap();
        assert_eq!(iso(at), "2026-05-01T12:00:00.250Z");
        assert_eq!(parse("2026-05-01T12:00:00.250"), Some(at));
        assert_eq!(parse("2026-05-01").map(iso), Some("2026-05-01T00:00:00.000Z".into()));
        assert_eq!(parse("yesterday"), None);
        assert_eq!(iso(i64::MAX), Value::Null);
    }
}
