//! Reads a snapshot, and writes the report on it: the same figures as in WebAssembly, made natively.

use mem0_feedback::core::analytics::Analytics;
use mem0_feedback::core::analytics::report::Options;
use mem0_feedback::core::analytics::snapshot::{Limits, Snapshot};
use std::error::Error;
use std::fs;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let (Some(from), Some(to)) = (arguments.next(), arguments.next()) else {
        return Err("pass the file of a snapshot, and the file for its report".into());
    };
    let text = fs::read_to_string(from)?;
    let snapshot: Snapshot<'_> = serde_json::from_str(&text)?;
    let report = Analytics::restore(&snapshot, Limits::NONE)?.report(&Options::default());
    Ok(fs::write(to, serde_json::to_string(&report)?)?)
}
