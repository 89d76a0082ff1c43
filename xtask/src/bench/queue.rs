//! What the queue costs: its rules alone, in Node, and the main thread of a page.

use super::series::Samples;
use super::table::{Section, number};
use crate::process::{cargo, output};
use crate::{root, setup};
use anyhow::Result;
use std::process::Command;

/// How many are pending.
const SIZES: [u32; 4] = [100, 1_000, 10_000, 100_000];
/// The cost of one feedback among 100,000, to that among 1,000.
const GROWTH: f64 = 1.5;

/// Measures it.
pub fn queue() -> Result<Section> {
    setup::npm_packages("tests")?;
    setup::package()?;
    let mut section = Section::default();
    native(&mut section)?;
    node(&mut section)?;
    page(&mut section)?;
    Ok(section)
}

fn native(section: &mut Section) -> Result<()> {
    // So that memory is taken from the system once, and not for each sample.
    let kept = [("MALLOC_MMAP_THRESHOLD_", "1000000000"), ("MALLOC_TRIM_THRESHOLD_", "2000000000")];
    let bench = || {
        let mut bench = cargo();
        bench.args(["bench", "--quiet", "--package=mem0-feedback", "--bench=queue"]);
        bench.args(["--no-default-features", "--features=queue"]);
        bench
    };
    let samples = Samples::read(&output(bench().envs(kept))?)?;
    let fresh = Samples::read(&output(&mut bench())?)?;
    let mut rows = Vec::new();
    let mut bars = Vec::new();
    for size in SIZES {
        let (push, drain) = (format!("push {size}"), format!("drain {size}"));
        let both = samples.spread_of_sums(&push, &drain)?;
        rows.push(vec![
            size.to_string(),
            samples.spread(&push)?.to_string(),
            samples.spread(&drain)?.to_string(),
            both.to_string(),
            fresh.spread_of_sums(&push, &drain)?.to_string(),
            number(samples.spread(&format!("bytes {size}"))?.median),
        ]);
        bars.push((size.to_string(), both.median));
    }
    let columns =
        ["pending", "to take in, ns", "to deliver, ns", "both, ns", "both, fresh memory", "bytes"];
    section.table("The rules alone, natively, for each feedback", &columns, &rows);
    section.bars("ns", &bars);
    section.paragraph(
        "Fresh memory: every sample takes its memory from the operating system, whose page faults \
         are counted too. Otherwise the process has it already.",
    );
    let growth = |samples| growth(samples, "push", "drain");
    section.target("rules: 10⁵ to 10³, each feedback", growth(&samples)?, GROWTH, "×");
    section.target("rules: the same with fresh memory", growth(&fresh)?, GROWTH, "×");
    Ok(())
}

fn node(section: &mut Section) -> Result<()> {
    let mut node = Command::new("node");
    let samples = Samples::read(&output(
        node.current_dir(root()).args(["--expose-gc", "benches/queue/node.mjs"]),
    )?)?;
    let mut rows = Vec::new();
    let mut bars = Vec::new();
    for batch in [1, 200] {
        for size in SIZES {
            let (add, drain) = (format!("add {batch} {size}"), format!("drain {batch} {size}"));
            let both = samples.spread_of_sums(&add, &drain)?;
            rows.push(vec![
                format!("{size}, {batch} at most in a request"),
                samples.spread(&add)?.to_string(),
                samples.spread(&drain)?.to_string(),
                both.to_string(),
            ]);
            bars.push((format!("{size}, by {batch}"), both.median));
        }
        section.target(
            &format!("Node: 10⁵ to 10³, each feedback, {batch} at most in a request"),
            growth(&samples, &format!("add {batch}"), &format!("drain {batch}"))?,
            GROWTH,
            "×",
        );
    }
    let columns = ["pending", "to add, µs", "to deliver, µs", "both, µs"];
    section.table("`FeedbackQueue` in Node, for each feedback", &columns, &rows);
    section.bars("µs", &bars);
    let bytes = |series| samples.spread(series).map(|spread| number(spread.median));
    section.paragraph(&format!(
        "Bytes for each of 10⁵ that are pending: {} of JavaScript's heap, its journal in memory \
         included, and {} of WebAssembly's memory. Bytes of heap that each leaves behind when all \
         are delivered: {}.",
        bytes("heap waiting")?,
        bytes("wasm waiting")?,
        bytes("heap delivered")?,
    ));
    Ok(())
}

fn page(section: &mut Section) -> Result<()> {
    let mut node = Command::new("node");
    let samples = Samples::read(&output(
        node.current_dir(root())
            .arg("benches/queue/page.mjs")
            .env("CHROMIUM", setup::chromium()?.program),
    )?)?;
    let rows = [
        ("`add()`, µs", "add"),
        ("`localStorage.setItem` of the same bytes, µs", "line"),
        ("2,000 offline, until all are saved: main thread, ms", "offline"),
        ("of these in calls of IndexedDB, ms", "offline database"),
        ("the longest task of these, ms", "offline longest"),
        ("the page's own loop of 2,000 `add()`, ms", "offline calls"),
        ("such a loop of `localStorage.setItem` of the same bytes, ms", "offline lines"),
        ("100,000 stored, found at the next visit: main thread, ms", "load busy"),
        ("2,000 more: main thread, ms", "fill busy"),
        ("102,000 delivered, 200 at most in a request: main thread, ms", "drain busy"),
        ("the same by the clock, ms", "drain wall"),
    ];
    let row = |(what, series): (&str, &str)| -> Result<Vec<String>> {
        Ok(vec![what.to_owned(), samples.spread(series)?.to_string()])
    };
    let rows = rows.into_iter().map(row).collect::<Result<Vec<_>>>()?;
    section.table("In a page, in Chromium", &["", "median"], &rows);
    let bar = |name: &str, series| samples.spread(series).map(|it| (name.to_owned(), it.median));
    section.bars("µs", &[bar("add()", "add")?, bar("setItem()", "line")?]);
    section.paragraph(
        "Tasks of 50 ms and less are not reported by the browser, and count as 0. Among the tasks of \
         2,000 offline is one of the page's own, which calls `add()` that often in a row. Beside it \
         stand as many `localStorage.setItem` in one task of the same page, before the queue has \
         anything. A longest task far above the loop is one that the queue makes by itself.",
    );

    let beside = samples.spread_of_quotients("add", "line")?.median;
    section.target("page: `add()` to `localStorage.setItem`", beside, 2.0, "×");
    let offline = samples.spread("offline")?.median;
    section.target("page: main thread for 2,000 added offline", offline, 500.0, " ms");
    section.target(
        "page: longest task of these, the caller's loop included",
        samples.most("offline longest")?,
        50.0,
        " ms",
    );
    for (what, series) in
        [("loaded", "load longest"), ("2,000 more", "fill longest"), ("delivered", "drain longest")]
    {
        let figure = format!("page: longest task of all runs with 100,000 stored, {what}");
        section.target(&figure, samples.most(series)?, 50.0, " ms");
    }
    Ok(())
}

fn growth(samples: &Samples, first: &str, second: &str) -> Result<f64> {
    let of =
        |size: u32| samples.spread_of_sums(&format!("{first} {size}"), &format!("{second} {size}"));
    Ok(of(100_000)?.median / of(1_000)?.median)
}
