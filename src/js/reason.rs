//! `reason.wasm`.

use crate::core::feedback::Rating;
use crate::core::reason::{Lang, check};
use alloc::string::String;
use wasm_bindgen::prelude::*;

/// What is read of a reason, in bytes: a longer one has said what it is about by then.
const LONGEST: usize = 4096;

/// The codes of what was found, a line each, and behind them a line with the suggestion; nothing
/// when nothing was found. `rating` is an index into `Rating::ALL`, `lang` a BCP 47 tag.
#[wasm_bindgen(js_name = checkReason)]
pub fn check_reason(text: &str, rating: Option<u32>, lang: &str) -> String {
    let text = text.get(..text.floor_char_boundary(LONGEST)).unwrap_or(text);
    let rating = rating.and_then(|index| Rating::ALL.get(index as usize).copied());
    let verdict = check(text, rating, Lang::parse(lang));
    let mut lines = String::new();
    for finding in verdict.findings() {
        lines.push_str(finding.as_str());
        lines.push('\n');
    }
    lines.push_str(verdict.suggestion().unwrap_or_default());
    lines
}
