//! What the relay costs, beside one in plain JavaScript that makes the same checks: see
//! `benches/relay/peer.mjs`.

use super::series::Samples;
use super::table::{Section, number};
use crate::process::output;
use crate::{root, setup, workerd};
use anyhow::Result;
use std::process::Command;

/// Bytes of the example's Worker after gzip.
const BUNDLE: f64 = 120_000.0;
/// Ours to the peer's: as many requests a second at the least.
const TIME: f64 = 1.0;
/// By how many feedbacks a request carries.
const LOADS: [u32; 2] = [1, 40];
const ENTRIES: [&str; 2] =
    ["ours=examples/cloudflare-relay/worker.js", "peer=benches/relay/peer.mjs"];

/// Measures it.
pub fn relay() -> Result<Section> {
    setup::npm_packages("tests")?;
    setup::package()?;
    workerd::bundle(&ENTRIES, "bench")?;
    let samples = Samples::read(&output(
        Command::new("node")
            .current_dir(root())
            .arg("benches/relay/load.mjs")
            .env("WORKERD", workerd::program()?),
    )?)?;
    let mut section = Section::default();
    section.measured_in(&workerd::version()?);
    for load in LOADS {
        let times = samples
            .spread_of_quotients(&format!("ours time {load}"), &format!("peer time {load}"))?;
        let figure = format!("time for a request of {load}, to the peer's");
        section.target(&figure, times.median, TIME, "×");
    }
    let bundle = samples.spread("ours bundle")?.median;
    section.target("bundle after gzip", bundle, BUNDLE, " B");
    table(&mut section, &samples)?;
    section.paragraph(
        "The peer is plain JavaScript with `jose`, which leaves the signature to WebCrypto. Both run \
         in workerd, forward to the same stand-in for Mem0, and log a line for each request. In a \
         load of one, 32 connections send 4,000 requests; in one of 40, 8 send 300. What is added is \
         what a request takes through the relay, less what it takes without, one after another.",
    );
    Ok(section)
}

fn table(section: &mut Section, samples: &Samples) -> Result<()> {
    let rows = [
        ("requests a second, one feedback each", "requests 1"),
        ("processor for one of them, µs", "cpu 1"),
        ("requests a second, 40 feedbacks each", "requests 40"),
        ("processor for one of them, µs", "cpu 40"),
        ("added to a request, p50, µs", "added p50"),
        ("added to a request, p99, µs", "added p99"),
        ("from the start of workerd to the first answer, ms", "start"),
        ("the first answer alone, ms", "first"),
        ("bundle after gzip, bytes", "bundle"),
    ];
    let row = |(what, series): (&str, &str)| -> Result<Vec<String>> {
        let (ours, peer) = (format!("ours {series}"), format!("peer {series}"));
        Ok(vec![
            what.to_owned(),
            samples.spread(&ours)?.to_string(),
            samples.spread(&peer)?.to_string(),
            number(samples.spread_of_quotients(&ours, &peer)?.median),
        ])
    };
    let rows = rows.into_iter().map(row).collect::<Result<Vec<_>>>()?;
    section.table("In workerd, on loopback", &["", "ours", "peer", "ours to peer"], &rows);
    Ok(())
}
