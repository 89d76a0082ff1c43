//! What the client costs a page, a program and a Worker, beside what would be used instead.

use super::series::Samples;
use super::table::{Section, number};
use crate::process::output;
use crate::{root, setup, workerd};
use anyhow::{Context, Result};
use serde_json::Value;
use std::process::Command;

/// Of a page that sends one feedback, after brotli.
const BYTES: f64 = 14_000.0;
/// Microseconds of one call.
const CALL: f64 = 25.0;
/// 0.9 times as fast.
const POOL: f64 = 1.11;
const RELAY_REQUESTS: f64 = 5.0;
/// What a feedback among 100,000 may take, to one among 1,000.
const GROWTH: f64 = 1.25;
const MEGABYTE: f64 = 1e6;
const WORKER: f64 = 1.1;
/// Bytes that 9,000 more feedbacks may leave: what the engine compiles as it goes. Of 90,000 more
/// after these it was less than of the 9,000.
const KEPT: f64 = 16_384.0;
const WORKERS: [&str; 2] =
    ["client-worker=benches/client/worker.js", "plain-worker=benches/client/plain-worker.js"];

/// Measures it.
pub fn client() -> Result<Section> {
    setup::npm_packages("tests")?;
    setup::npm_packages("benches/peers")?;
    setup::package()?;
    let mut section = Section::default();
    section.measured_in(&workerd::version()?);
    page(&mut section)?;
    call(&mut section)?;
    batch(&mut section)?;
    worker(&mut section)?;
    idle(&mut section)?;
    Ok(section)
}

/// What a script of `benches/client` prints.
fn samples(script: &str) -> Result<Samples> {
    eprintln!("  {script}");
    let mut node = Command::new("node");
    node.current_dir(root())
        .args(["--expose-gc", &format!("benches/client/{script}")])
        .env("CHROMIUM", setup::chromium()?.program)
        .env("WORKERD", workerd::program()?)
        // It would send an event for each call, over the network.
        .env("MEM0_TELEMETRY", "false");
    Samples::read(&output(&mut node)?)
}

/// The senders by name, with what is said of them.
fn senders() -> Result<Vec<Value>> {
    let mut node = Command::new("node");
    let said = output(node.current_dir(root()).arg("benches/peers/list.mjs"))?;
    serde_json::from_str(&said).context("benches/peers/list.mjs")
}

fn page(section: &mut Section) -> Result<()> {
    let samples = samples("page.mjs")?;
    let median =
        |name: &str, what| samples.spread(&format!("{name} {what}")).map(|spread| spread.median);
    let (mut rows, mut bars, mut least) = (Vec::new(), Vec::new(), f64::INFINITY);
    for sender in senders()? {
        let text = |field: &str| sender.get(field).and_then(Value::as_str).unwrap_or_default();
        let (name, title) = (text("name"), text("title"));
        let is = |field: &str| sender.get(field).and_then(Value::as_bool).unwrap_or_default();
        let bytes = median(name, "bytes")?;
        let retries = is("retries");
        if retries && !is("isOurs") {
            least = least.min(bytes);
        }
        rows.push(vec![
            title.to_owned(),
            if retries { "yes" } else { "no" }.to_owned(),
            number(bytes),
            number(median(name, "requests")?),
            number(median(name, "wire")?),
        ]);
        bars.push((title.to_owned(), bytes));
    }
    let ours = median("client", "bytes")?;
    section.target("bytes for one feedback", ours, BYTES, " B");
    section.target("the same, to the smallest peer that retries", ours / least, 1.0, "×");
    let requests = median("client", "requests")?;
    section.target("requests for one feedback, cross origin, by relay", requests, 1.0, "");
    let columns = ["", "retries", "bytes loaded", "requests for one", "bytes sent"];
    section.table("A page that sends one feedback to another origin", &columns, &rows);
    section.bars("B", &bars);
    section.paragraph(
        "Built by Vite; bytes after brotli of every script and .wasm that Chromium loads until the \
         feedback arrives. Requests with preflights and what a library sends besides; bytes of \
         their heads and bodies as far as they reach the server.",
    );
    starts(section, &samples)
}

fn starts(section: &mut Section, samples: &Samples) -> Result<()> {
    for (cache, peer, most) in
        [("warm", "mem0ai", 0.6), ("cold", "mem0ai", 0.6), ("warm", "fetch", 1.25)]
    {
        let quotients =
            samples.spread_of_quotients(&format!("client {cache}"), &format!("{peer} {cache}"))?;
        let figure = format!("start, {cache} cache, to {peer}'s");
        section.target(&figure, quotients.median, most, "×");
    }
    let row = |name: &str, series: &str| -> Result<Vec<String>> {
        let cell = |cache| samples.spread(&format!("{series} {cache}")).map(|it| it.to_string());
        Ok(vec![name.to_owned(), cell("cold")?, cell("warm")?])
    };
    let rows = [
        row("mem0-feedback", "client")?,
        row("mem0-feedback/slim", "slim")?,
        row("mem0ai", "mem0ai")?,
        row("bare fetch", "fetch")?,
    ];
    let columns = ["", "nothing cached, ms", "all cached, ms"];
    section.table("From the request for the page to the feedback's arrival", &columns, &rows);
    Ok(())
}

/// A row for each series.
fn medians(samples: &Samples, rows: &[(&str, &str)]) -> Result<Vec<Vec<String>>> {
    let row = |(what, series): &(&str, &str)| {
        Ok(vec![(*what).to_owned(), samples.spread(series)?.to_string()])
    };
    rows.iter().map(row).collect()
}

fn call(section: &mut Section) -> Result<()> {
    let samples = samples("cpu.mjs")?;
    let ours = samples.spread("call ours beyond")?;
    let quotients = samples.spread_of_quotients("call ours beyond", "call mem0ai beyond")?;
    section.target("processor for one call beyond a bare fetch", ours.median, CALL, " µs");
    section.target("the same, to mem0ai's", quotients.median, 1.0, "×");
    let rows = [
        ("mem0-feedback, beyond a bare fetch", "call ours beyond"),
        ("mem0ai without its telemetry, beyond a bare fetch", "call mem0ai beyond"),
        ("bare fetch", "call bare"),
    ];
    let heading = "One call in Node, with a `fetch` that answers at once";
    section.table(heading, &["", "µs"], &medians(&samples, &rows)?);
    Ok(())
}

fn batch(section: &mut Section) -> Result<()> {
    let samples = samples("batch.mjs")?;
    let beside = samples.spread_of_quotients("thousand ours", "thousand pool")?;
    section.target("1,000 feedbacks, to a hand-written pool's time", beside.median, POOL, "×");
    let requests = samples.most("relay requests")?;
    section.target("requests for 1,000 through a relay", requests, RELAY_REQUESTS, "");
    let each = |size| samples.spread(&format!("batch {size}"));
    let growth = each(100_000)?.median / each(1_000)?.median;
    section.target("10⁵ in a batch to 10³, each feedback", growth, GROWTH, "×");
    let beyond = samples.spread("batch beyond")?.median / MEGABYTE;
    section.target("held for 10⁵ beyond items and report, after a collection", beyond, 10.0, " MB");
    let rows = [
        ("`feedbackBatch`, 64 at once", "thousand ours"),
        ("a pool of 64, by hand", "thousand pool"),
        ("`feedbackBatch` through a relay", "thousand relay"),
        ("one after another, by hand", "thousand sequential"),
    ];
    let heading = "1,000 feedbacks, the server answers after 20 ms";
    section.table(heading, &["", "ms"], &medians(&samples, &rows)?);
    section.paragraph(
        "One after another are 100 feedbacks, shown times 10. Memory is what is held after a \
         collection at each tenth of a batch, less what was held before and the report's share, the \
         most of the ten looks; each sample is of a process of its own.",
    );
    let rows =
        [("of 1,000", "batch 1000"), ("of 10,000", "batch 10000"), ("of 100,000", "batch 100000")];
    let heading = "Each feedback of a batch, with a `fetch` that answers at once";
    section.table(heading, &["", "µs"], &medians(&samples, &rows)?);
    Ok(())
}

fn worker(section: &mut Section) -> Result<()> {
    workerd::bundle(&WORKERS, "bench")?;
    let samples = samples("worker.mjs")?;
    let mut rows = Vec::new();
    for (what, series) in [
        ("from the start of workerd to the first answer, ms", "start"),
        ("processor for that, ms", "start cpu"),
        ("processor for a request, µs", "cpu"),
    ] {
        let (ours, plain) = (format!("ours {series}"), format!("plain {series}"));
        let quotients = samples.spread_of_quotients(&ours, &plain)?;
        if series != "start cpu" {
            let figure = format!("Worker: {what}, to plain JavaScript's");
            section.target(&figure, quotients.median, WORKER, "×");
        }
        let cell = |name: &str| samples.spread(name).map(|spread| spread.to_string());
        rows.push(vec![what.to_owned(), cell(&ours)?, cell(&plain)?, number(quotients.median)]);
    }
    let columns = ["", "ours", "plain JavaScript", "ours to plain"];
    section.table("A Worker that tells Mem0, in workerd", &columns, &rows);
    Ok(())
}

fn idle(section: &mut Section) -> Result<()> {
    let samples = samples("idle.mjs")?;
    let growth = samples.spread("client growth")?.median;
    section.target("heap of an idle page, 10,000 to 1,000 feedbacks", growth, KEPT, " B");
    let row = |name: &str, series: &str| -> Result<Vec<String>> {
        let cell = |what| samples.spread(&format!("{series} {what}")).map(|it| it.to_string());
        Ok(vec![name.to_owned(), cell("idle")?, cell("growth")?])
    };
    let rows = [row("mem0-feedback", "client")?, row("bare fetch", "fetch")?];
    let columns = ["", "after 1,000, bytes", "more after 10,000, bytes"];
    section.table("An idle page", &columns, &rows);
    Ok(())
}
