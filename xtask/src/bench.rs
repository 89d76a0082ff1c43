//! `cargo xtask bench`: figures, each beside what it is to reach, and `benches/RESULTS.md` with all
//! that was measured.

mod machine;
mod queue;
mod relay;
mod results;
mod series;
mod table;

use anyhow::{Result, bail};
use table::Section;

type Bench = fn() -> Result<Section>;

/// What can be run by itself, by name.
const BENCHES: [(&str, Bench); 2] = [("queue", queue::queue), ("relay", relay::relay)];

/// Runs the benches named, all when none is, and writes down what they measured; says whether
/// all figures were reached.
pub fn bench(names: &[String]) -> Result<bool> {
    if let Some(unknown) = names.iter().find(|name| !BENCHES.iter().any(|(bench, _)| bench == name))
    {
        bail!(
            "there is no bench `{unknown}`; there are: {}",
            BENCHES.map(|(name, _)| name).join(", ")
        );
    }
    let chosen = |name: &str| names.is_empty() || names.iter().any(|chosen| chosen == name);
    let mut is_reached = true;
    for (name, bench) in BENCHES.iter().filter(|(name, _)| chosen(name)) {
        eprintln!("\n{name}");
        let section = bench()?;
        println!("\n{section}");
        results::write(name, &section)?;
        is_reached &= section.is_reached();
    }
    Ok(is_reached)
}
