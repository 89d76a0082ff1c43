//! `benches/RESULTS.md`: a section for each bench, of its last run.

use super::machine::{load, machine, versions};
use super::table::Section;
use crate::root;
use anyhow::Result;
use std::fs;

const INTRODUCTION: &str = "\
# Results

Written by `cargo xtask bench`. Medians, and in brackets the middle half of the samples; what is
compared was measured in turns, in one run.
";

/// Puts a section in place of the one that a bench wrote before.
pub fn write(bench: &str, section: &Section) -> Result<()> {
    let path = root().join("benches/RESULTS.md");
    let before = if path.exists() { fs::read_to_string(&path)? } else { INTRODUCTION.to_owned() };
    let load =
        load().map_or(String::new(), |load| format!(" Load of the machine afterwards: {load}."));
    let text = format!("{}; {}.{load}\n\n{section}", machine(), versions(section.programs())?);
    Ok(fs::write(path, with_section(&before, bench, &text))?)
}

fn with_section(before: &str, bench: &str, text: &str) -> String {
    let heading = format!("\n## {bench}\n");
    let section = format!("{heading}\n{}\n", text.trim());
    let Some(start) = before.find(&heading) else { return format!("{before}{section}") };
    let (above, rest) = before.split_at(start);
    let (_, rest) = rest.split_at(heading.len());
    let below = rest.find("\n## ").map_or("", |end| rest.split_at(end).1);
    format!("{above}{section}{below}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_takes_the_place_of_its_own_older_one() {
        let one = with_section("# Results\n", "one", "old");
        let two = with_section(&one, "two", "### kept\n");
        let again = with_section(&two, "one", "new");
        assert_eq!(again, "# Results\n\n## one\n\nnew\n\n## two\n\n### kept\n");
        assert_eq!(with_section(&again, "two", "### kept"), again);
    }
}
