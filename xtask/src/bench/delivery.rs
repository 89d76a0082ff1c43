//! What becomes of twenty clicks when pages, browsers and servers fail: this package's queue beside
//! what others use. See `benches/delivery`.

use super::table::Section;
use crate::{root, setup};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::process::{Command, Stdio};

/// Two-sided 95 %.
const Z: f64 = 1.959_963_984_540_054;
const QUEUE: &str = "queue";

/// What came of one course with one sender.
struct Cell {
    sender: String,
    title: String,
    settings: String,
    course: String,
    what: String,
    runs: u64,
    clicks: u64,
    lost: u64,
    doubled: u64,
}

/// Makes the runs that are still missing of so many a cell, and counts all.
pub fn delivery(runs: Option<&str>) -> Result<Section> {
    setup::npm_packages("tests")?;
    setup::npm_packages("benches/peers")?;
    setup::package()?;
    let browser = setup::chromium()?;
    let mut node = Command::new("node");
    node.current_dir(root())
        .arg("benches/delivery/run.mjs")
        .args(runs.into_iter().flat_map(|runs| ["--runs", runs]))
        .env("CHROMIUM", browser.program)
        .env("CHROMEDRIVER", browser.driver);
    let done = node.stderr(Stdio::inherit()).output().context("cannot run node")?;
    if !done.status.success() {
        bail!("benches/delivery/run.mjs ended with {}", done.status);
    }
    let said = String::from_utf8(done.stdout)?;
    section(&said.lines().map(cell).collect::<Result<Vec<_>>>()?)
}

fn cell(line: &str) -> Result<Cell> {
    let said: Value = serde_json::from_str(line).with_context(|| format!("no cell: {line}"))?;
    let text = |name: &str| said.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let count = |name: &str| {
        said.get(name).and_then(Value::as_u64).with_context(|| format!("no {name}: {line}"))
    };
    Ok(Cell {
        sender: text("sender"),
        title: text("title"),
        settings: text("settings"),
        course: text("course"),
        what: text("what"),
        runs: count("runs")?,
        clicks: count("clicks")?,
        lost: count("lost")?,
        doubled: count("doubled")?,
    })
}

fn section(cells: &[Cell]) -> Result<Section> {
    let mut section = Section::default();
    let ours = cells.iter().filter(|cell| cell.sender == QUEUE);
    let lost: u64 = ours.map(|cell| cell.lost).sum();
    section.target("clicks that the queue lost", lost as f64, 0.0, "");
    let runs = cells.iter().map(|cell| cell.runs).min().context("no runs")?;
    section.paragraph(&format!(
        "{runs} runs a cell at the least, in Chromium, each with a profile and a server of its own. \
         Shares of the clicks in percent, in brackets Wilson's interval at 95 %; clicks of one run \
         share its fate, so that the true intervals are wider. S0 is there to see that every \
         library sends, and that the server counts rightly."
    ));
    grid(&mut section, "Lost", cells, |cell| cell.lost);
    grid(&mut section, "Doubled", cells, |cell| cell.doubled);
    picture(&mut section, cells);
    let rows = courses(cells).into_iter().map(|cell| vec![cell.course.clone(), cell.what.clone()]);
    section.table("What happens", &["", "to twenty clicks"], &rows.collect::<Vec<_>>());
    let rows =
        senders(cells).into_iter().map(|cell| vec![cell.title.clone(), cell.settings.clone()]);
    section.table("Settings", &["", "beyond the address"], &rows.collect::<Vec<_>>());
    Ok(section)
}

/// One cell for each of the courses, in their order.
fn courses(cells: &[Cell]) -> Vec<&Cell> {
    let first = cells.first().map(|cell| cell.sender.as_str()).unwrap_or_default();
    cells.iter().filter(|cell| cell.sender == first).collect()
}

/// One cell for each of the senders, in their order.
fn senders(cells: &[Cell]) -> Vec<&Cell> {
    let first = cells.first().map(|cell| cell.course.as_str()).unwrap_or_default();
    cells.iter().filter(|cell| cell.course == first).collect()
}

fn grid(section: &mut Section, heading: &str, cells: &[Cell], count: impl Fn(&Cell) -> u64) {
    let courses = courses(cells);
    let columns: Vec<&str> =
        [""].into_iter().chain(courses.iter().map(|cell| cell.course.as_str())).collect();
    let row = |sender: &Cell| {
        let mine = cells.iter().filter(|cell| cell.sender == sender.sender);
        let shares = mine.map(|cell| share(count(cell), cell.clicks));
        [sender.title.clone()].into_iter().chain(shares).collect()
    };
    let rows: Vec<Vec<String>> = senders(cells).into_iter().map(row).collect();
    section.table(heading, &columns, &rows);
}

/// Of all clicks of S1 and what follows, those that never arrived.
fn picture(section: &mut Section, cells: &[Cell]) {
    let calm = courses(cells).first().map(|cell| cell.course.clone()).unwrap_or_default();
    let bar = |sender: &Cell| {
        let mine =
            || cells.iter().filter(|cell| cell.sender == sender.sender && cell.course != calm);
        let lost: u64 = mine().map(|cell| cell.lost).sum();
        let clicks: u64 = mine().map(|cell| cell.clicks).sum();
        (sender.title.clone(), 100.0 * lost as f64 / (clicks as f64).max(1.0))
    };
    let bars: Vec<(String, f64)> = senders(cells).into_iter().map(bar).collect();
    section.paragraph("Lost of all clicks in S1 to S7:");
    section.bars("%", &bars);
}

fn share(count: u64, of: u64) -> String {
    let (low, high) = wilson(count, of);
    let percent = |share: f64| (100.0 * share).round();
    let share = count as f64 / (of as f64).max(1.0);
    format!("{} ({}–{})", percent(share), percent(low), percent(high))
}

/// The interval of a share. Wilson, "Probable inference, the law of succession, and statistical
/// inference", 1927.
fn wilson(count: u64, of: u64) -> (f64, f64) {
    let n = of as f64;
    if of == 0 {
        return (0.0, 1.0);
    }
    let share = count as f64 / n;
    let scale = 1.0 + Z * Z / n;
    let middle = share + Z * Z / (2.0 * n);
    let half = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    (((middle - half) / scale).max(0.0), ((middle + half) / scale).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines() -> Vec<Cell> {
        let line = |sender, course, lost| {
            let line = format!(
                r#"{{"sender":"{sender}","title":"{sender} 1","settings":"defaults","course":"{course}",
                "what":"it","runs":20,"clicks":400,"lost":{lost},"doubled":1}}"#
            );
            cell(&line.replace('\n', "")).unwrap()
        };
        [("queue", "S0", 0), ("queue", "S2", 0), ("peer", "S0", 0), ("peer", "S2", 40)]
            .map(|(sender, course, lost)| line(sender, course, lost))
            .into()
    }

    #[test]
    fn intervals_are_wilsons() {
        let (low, high) = wilson(40, 400);
        assert!((low - 0.0743).abs() < 1e-4 && (high - 0.1333).abs() < 1e-4, "{low} {high}");
        let (low, high) = wilson(0, 400);
        assert!(low.abs() < 1e-9 && (high - 0.0095).abs() < 1e-4, "{low} {high}");
    }

    #[test]
    fn each_sender_has_a_row_and_each_course_a_column() {
        let text = section(&lines()).unwrap().to_string();
        assert!(text.contains("|  | S0 | S2 |"), "{text}");
        assert!(text.contains("| peer 1 | 0 (0–1) | 10 (7–13) |"), "{text}");
        assert!(text.contains("| clicks that the queue lost | 0 | 0.00 | reached |"), "{text}");
    }
}
