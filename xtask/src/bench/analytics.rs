//! What analytics cost, beside plain JavaScript and pandas: see `benches/analytics`.

use super::series::Samples;
use super::table::{Section, number};
use crate::process::output;
use crate::{root, setup};
use anyhow::Result;
use std::fs;
use std::path::Path;
use std::process::Command;

const SIZES: [u32; 3] = [10_000, 100_000, 1_000_000];
/// Milliseconds for a million records, taken in and reported on.
const MILLION: f64 = 2_000.0;
/// The time for ten times as many records.
const GROWTH: f64 = 12.0;
/// Of pandas, which takes long.
const PANDAS_ROUNDS: &str = "3";
const PYTHON: &str = "import platform; print('Python', platform.python_version())";
const PANDAS: &str = "import pandas; print('pandas', pandas.__version__)";

/// Measures it.
pub fn analytics() -> Result<Section> {
    setup::npm_packages("tests")?;
    setup::package()?;
    let mut node = Command::new("node");
    let said =
        output(node.current_dir(root()).args(["--expose-gc", "benches/analytics/node.mjs"]))?;
    let python = setup::python("analytics")?;
    let samples = Samples::read(&[said, pandas(&python)?].concat())?;
    let mut section = Section::default();
    for asked in [PYTHON, PANDAS] {
        section.measured_in(&output(Command::new(&python).args(["-c", asked]))?);
    }
    let million = samples.spread("ours 1000000")?.median;
    section.target("10⁶ records, taken in and reported on", million, MILLION, " ms");
    let growth = million / samples.spread("ours 100000")?.median;
    section.target("10⁶ to 10⁵", growth, GROWTH, "×");
    let mut rows = Vec::new();
    for size in SIZES {
        let of = |series: &str| samples.spread(&format!("{series} {size}"));
        let to_peer =
            samples.spread_of_quotients(&format!("ours {size}"), &format!("peer {size}"))?;
        rows.push(vec![
            size.to_string(),
            of("record")?.to_string(),
            of("report")?.to_string(),
            of("ours")?.to_string(),
            of("peer")?.to_string(),
            number(to_peer.median),
            of("pandas")?.to_string(),
            number(of("wasm")?.median),
        ]);
    }
    let columns = [
        "records",
        "`record()`, ms",
        "`report()`, ms",
        "both, ms",
        "plain JavaScript, ms",
        "ours to it",
        "pandas, ms",
        "bytes of WebAssembly's memory",
    ];
    section.table("In Node", &columns, &rows);
    section.paragraph(
        "Six weeks, three fifths of the records exposures and a third votes. Ours makes the whole \
         report; the others only the last votes, the three rates, the distribution, the trend by days \
         and the memories to mend, without merging, smoothing, correlations or texts. All three find \
         the same figures, or the bench fails. What is read from JSON is read before.",
    );
    Ok(section)
}

fn pandas(python: &Path) -> Result<String> {
    let place = root().join("target/bench");
    fs::create_dir_all(&place)?;
    let mut said = String::new();
    for size in SIZES {
        let path = place.join("records.jsonl");
        let mut node = Command::new("node");
        let records = node.current_dir(root()).args(["benches/analytics/records.mjs"]);
        fs::write(&path, output(records.arg(size.to_string()))?)?;
        let mut peer = Command::new(python);
        peer.current_dir(root()).args(["benches/analytics/peer.py", PANDAS_ROUNDS]);
        said += &output(peer.arg(&path))?;
    }
    Ok(said)
}
