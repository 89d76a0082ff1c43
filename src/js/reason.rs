//! `reason.wasm`.

use crate::core::feedback::Rating;
use crate::core::reason::{Lang, Tables, check_by};
use alloc::string::String;
use wasm_bindgen::prelude::*;

/// What is read of a reason, in bytes: a longer one has said what it is about by then.
const LONGEST: usize = 4096;

/// First a line with the tags of the languages whose tables are wanted, if any; then the codes of
/// what was found, a line each, and behind them a line with the suggestion. `rating` is an index
/// into `Rating::ALL`, `lang` a BCP 47 tag or nothing, `words` how many words a segmenter has
/// counted, `written` what [`Tables::written`] has written of languages other than English.
#[wasm_bindgen(js_name = checkReason)]
pub fn check_reason(
    text: &str,
    rating: Option<u32>,
    lang: &str,
    words: Option<u32>,
    written: &str,
) -> String {
    let text = text.get(..text.floor_char_boundary(LONGEST)).unwrap_or(text);
    let rating = rating.and_then(|index| Rating::ALL.get(index as usize).copied());
    let lang = Some(lang).filter(|tag| !tag.is_empty()).map(Lang::parse);
    let mut tables = Tables::english();
    tables.add(written);
    let verdict = check_by(&tables, text, rating, lang, words.map(|count| count as usize));
    let mut lines = String::new();
    for lang in verdict.wanted() {
        lines.push_str(lang.tag());
        lines.push(' ');
    }
    for finding in verdict.findings() {
        lines.push('\n');
        lines.push_str(finding.as_str());
    }
    lines.push('\n');
    lines.push_str(verdict.suggestion().unwrap_or_default());
    lines
}
