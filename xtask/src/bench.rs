//! `cargo xtask bench`: figures, each beside what it is to reach, and `benches/RESULTS.md` with all
//! that was measured.

mod analytics;
mod client;
mod delivery;
mod machine;
mod queue;
mod relay;
mod results;
mod series;
mod table;

use anyhow::{Result, bail};
use table::Section;

/// Given the number of runs that was asked for.
type Bench = fn(Option<&str>) -> Result<Section>;

/// What can be run by itself, by name.
const BENCHES: [(&str, Bench); 5] = [
    ("analytics", |_| analytics::analytics()),
    ("queue", |_| queue::queue()),
    ("relay", |_| relay::relay()),
    ("client", |_| client::client()),
    ("delivery", delivery::delivery),
];

/// Runs the benches named, all when none is, and writes down what they measured; says whether
/// all figures were reached. `--runs N`: so many a cell, where a bench counts runs.
pub fn bench(arguments: &[String]) -> Result<bool> {
    let (names, runs) = chosen(arguments)?;
    if let Some(unknown) = names.iter().find(|name| !BENCHES.iter().any(|(bench, _)| bench == name))
    {
        bail!(
            "there is no bench `{unknown}`; there are: {}",
            BENCHES.map(|(name, _)| name).join(", ")
        );
    }
    let is_chosen = |name: &str| names.is_empty() || names.iter().any(|chosen| chosen == name);
    let mut is_reached = true;
    for (name, bench) in BENCHES.iter().filter(|(name, _)| is_chosen(name)) {
        eprintln!("\n{name}");
        let section = bench(runs.as_deref())?;
        println!("\n{section}");
        results::write(name, &section)?;
        is_reached &= section.is_reached();
    }
    Ok(is_reached)
}

/// The names among the arguments, and the number of runs.
fn chosen(arguments: &[String]) -> Result<(Vec<String>, Option<String>)> {
    let mut names = arguments.to_vec();
    let Some(at) = names.iter().position(|argument| argument == "--runs") else {
        return Ok((names, None));
    };
    names.remove(at);
    if names.get(at).is_none_or(|runs| runs.parse::<u32>().is_err()) {
        bail!("--runs needs a number");
    }
    let runs = names.remove(at);
    Ok((names, Some(runs)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_stand_anywhere_among_the_names() {
        let chosen = |words: &str| {
            chosen(&words.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).ok()
        };
        assert_eq!(chosen("queue relay"), Some((vec!["queue".into(), "relay".into()], None)));
        let both = Some((vec!["delivery".into()], Some("5".into())));
        assert_eq!(chosen("delivery --runs 5"), both);
        assert_eq!(chosen("--runs 5 delivery"), both);
        assert_eq!(chosen("delivery --runs"), None);
        assert_eq!(chosen("--runs delivery"), None);
    }
}
