//! What the package costs a visitor in bytes, beside what the official client costs, and which
//! functions grew when it is too much.

mod functions;

use crate::process::output;
use crate::{root, setup};
use anyhow::{Context, Result, bail};
use functions::{accept, accepted, functions, print_grown};
use serde_json::Value;
use std::collections::BTreeMap;
use std::process::Command;

/// A page that is measured.
struct Page {
    name: &'static str,
    /// Its script in `tests/size`.
    entry: &'static str,
    /// What all files that it loads may be together, in bytes after brotli.
    budget: Option<u64>,
}

const PAGES: [Page; 13] = [
    page("mem0-feedback", OURS, Some(18_000)),
    page("mem0-feedback/slim, its .wasm by URL", "slim.js", None),
    page("mem0-feedback/queue", QUEUE, None),
    page("queue.wasm by itself", "queue.wasm", Some(10_000)),
    page("mem0-feedback/reason", "reason.js", None),
    page("mem0-feedback/analytics", "analytics.js", None),
    page("analytics.wasm by itself", "analytics.wasm", Some(40_000)),
    page("<mem0-feedback> until the first vote", "shell.js", Some(4_096)),
    page("<mem0-feedback-report> in English", "report.js", Some(12_000)),
    page("embed.js until the first vote", "embed.js", Some(5_000)),
    page("embed.full.js", "embed.full.js", Some(36_000)),
    page("mem0ai, four of Node's modules left out", OFFICIAL, None),
    page("fetch alone, with neither checks nor retries", "fetch.js", None),
];
const OURS: &str = "ours.js";
const OFFICIAL: &str = "official.js";
const QUEUE: &str = "queue.js";
/// What the queue's JavaScript may add to that of a page with the client, in bytes after brotli.
const QUEUE_SCRIPT: Page = page("the queue's JavaScript", "queue.js beyond ours.js", Some(5_000));

const fn page(name: &'static str, entry: &'static str, budget: Option<u64>) -> Page {
    Page { name, entry, budget }
}

/// Bytes after brotli, by entry.
type Totals = BTreeMap<&'static str, u64>;

/// Prints the sizes; fails over budget. `--accept` keeps the functions' sizes of now as those
/// that later ones are held against.
pub fn size(arguments: &[String]) -> Result<()> {
    setup::npm_packages("tests")?;
    setup::package()?;
    let measured = measured()?;
    let mut totals = print_pages(&measured)?;
    totals.insert(
        QUEUE_SCRIPT.entry,
        script(measured.get(QUEUE)).saturating_sub(script(measured.get(OURS))),
    );
    let total = |entry| totals.get(entry).copied().unwrap_or_default() as f64;
    println!("ours is {:.2} of the official client", total(OURS) / total(OFFICIAL));

    let functions = functions()?;
    if arguments.iter().any(|argument| argument == "--accept") {
        accept(&functions)?;
    } else {
        print_grown(&accepted()?, &functions);
    }
    check_budgets(PAGES.iter().chain([&QUEUE_SCRIPT]), &totals)
}

/// The files that each page loads, by entry.
fn measured() -> Result<Value> {
    let mut measure = Command::new("node");
    measure.arg(root().join("tests/size/measure.mjs"));
    let said = output(measure.args(PAGES.map(|page| page.entry)))?;
    serde_json::from_str(&said).context("tests/size/measure.mjs")
}

fn print_pages(measured: &Value) -> Result<Totals> {
    println!("{:<52}{:>9}{:>9}{:>9}", "bytes of the smallest page", "plain", "gzip", "brotli");
    let mut totals = Totals::new();
    for page in &PAGES {
        let files = measured[page.entry].as_array();
        let files = files.with_context(|| format!("no size of {}", page.entry))?;
        totals.insert(page.entry, print_line(page.name, files));
        for file in files.iter().filter(|_| files.len() > 1) {
            let name = file["file"].as_str().unwrap_or_default();
            print_line(&format!("  {name}"), std::slice::from_ref(file));
        }
    }
    Ok(totals)
}

/// Prints the sums of some files, and says what they are after brotli.
fn print_line(name: &str, files: &[Value]) -> u64 {
    let sum = |field: &str| files.iter().filter_map(|file| file[field].as_u64()).sum::<u64>();
    let brotli = sum("brotli");
    println!("{name:<52}{:>9}{:>9}{brotli:>9}", sum("bytes"), sum("gzip"));
    brotli
}

/// Of a page's files, the scripts: not those that are WebAssembly in a module.
fn script(files: Option<&Value>) -> u64 {
    let files = files.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let is_script = |file: &&Value| !file["file"].as_str().unwrap_or_default().contains(".inline");
    files.iter().filter(is_script).filter_map(|file| file["brotli"].as_u64()).sum()
}

/// Fails with every page that is over its budget.
fn check_budgets<'a>(pages: impl IntoIterator<Item = &'a Page>, totals: &Totals) -> Result<()> {
    let mut over = Vec::new();
    for Page { name, entry, budget } in pages {
        let Some(budget) = budget else { continue };
        let total = totals.get(entry).with_context(|| format!("no size of {entry}"))?;
        if total > budget {
            over.push(format!("{name}: {total} bytes are over the budget of {budget}"));
        } else {
            println!("{name}: {total} bytes are within the budget of {budget}");
        }
    }
    if !over.is_empty() {
        bail!("{}", over.join("\n"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_over_its_budget_is_named() {
        let pages = [
            page("one", "one.js", Some(10)),
            page("two", "two.js", Some(10)),
            page("three", "three.js", Some(10)),
            page("free", "free.js", None),
        ];
        let mut totals = Totals::from([("one.js", 11), ("two.js", 10), ("three.js", 12)]);
        assert_eq!(
            check_budgets(&pages, &totals).unwrap_err().to_string(),
            "one: 11 bytes are over the budget of 10\nthree: 12 bytes are over the budget of 10"
        );
        totals.remove("two.js");
        assert_eq!(check_budgets(&pages, &totals).unwrap_err().to_string(), "no size of two.js");
        assert!(check_budgets(&[page("free", "free.js", None)], &totals).is_ok());
    }
}
