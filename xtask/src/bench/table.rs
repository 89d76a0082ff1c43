//! Figures as Markdown.

use super::series::Spread;
use std::fmt::{self, Display, Formatter};

/// Characters of the longest bar.
const LONGEST: f64 = 30.0;

/// What one bench has measured.
#[derive(Debug, Default)]
pub struct Section {
    targets: Vec<Target>,
    programs: Vec<String>,
    text: String,
}

#[derive(Debug)]
struct Target {
    figure: String,
    measured: f64,
    most: f64,
    unit: &'static str,
}

impl Section {
    /// Adds a figure that is to be at most so much.
    pub fn target(&mut self, figure: &str, measured: f64, most: f64, unit: &'static str) {
        self.targets.push(Target { figure: figure.to_owned(), measured, most, unit });
    }

    /// Names what it was measured in besides Node and Chromium, with the version.
    pub fn measured_in(&mut self, program: &str) {
        self.programs.push(program.trim().to_owned());
    }

    /// What it was measured in besides.
    pub fn programs(&self) -> &[String] {
        &self.programs
    }

    /// Adds a paragraph.
    pub fn paragraph(&mut self, text: &str) {
        self.text += &format!("\n{text}\n");
    }

    /// Adds a heading with a table, whose first column is text.
    pub fn table(&mut self, heading: &str, columns: &[&str], rows: &[Vec<String>]) {
        self.text += &format!("\n### {heading}\n\n| {} |\n", columns.join(" | "));
        self.text += &format!("|---|{}\n", "---:|".repeat(columns.len() - 1));
        for row in rows {
            self.text += &format!("| {} |\n", row.join(" | "));
        }
    }

    /// Adds a picture: a bar for each number, of the same unit.
    pub fn bars(&mut self, unit: &str, bars: &[(String, f64)]) {
        let most = bars.iter().map(|(_, value)| *value).fold(f64::MIN_POSITIVE, f64::max);
        let width = bars.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
        self.text += "\n```\n";
        for (name, value) in bars {
            let bar = "█".repeat((value / most * LONGEST).round() as usize);
            self.text += &format!("{name:width$}  {bar} {} {unit}\n", number(*value));
        }
        self.text += "```\n";
    }

    /// Whether no figure is above what it is to be.
    pub fn is_reached(&self) -> bool {
        self.targets.iter().all(Target::is_reached)
    }
}

impl Target {
    fn is_reached(&self) -> bool {
        self.measured <= self.most
    }
}

impl Display for Section {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        writeln!(out, "| figure | at most | measured | |\n|---|---:|---:|---|")?;
        for target in &self.targets {
            let Target { figure, measured, most, unit } = target;
            let word = if target.is_reached() { "reached" } else { "**missed**" };
            let measured = number(*measured);
            writeln!(out, "| {figure} | {most}{unit} | {measured}{unit} | {word} |")?;
        }
        write!(out, "{}", self.text)
    }
}

impl Display for Spread {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        write!(out, "{} ({}–{})", number(self.median), number(self.low), number(self.high))
    }
}

/// With as many digits as mean anything.
pub fn number(value: f64) -> String {
    match value {
        _ if value.abs() >= 100.0 => format!("{value:.0}"),
        _ if value.abs() >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_above_its_target_is_missed() {
        let mut section = Section::default();
        section.target("growth", 1.5, 1.5, "×");
        assert!(section.is_reached());
        section.target("task", 64.0, 50.0, " ms");
        assert!(!section.is_reached());
        assert!(section.to_string().contains("| task | 50 ms | 64.0 ms | **missed** |"));
    }

    #[test]
    fn bars_are_in_proportion() {
        let mut section = Section::default();
        section.bars("ns", &[("one".into(), 50.0), ("eleven".into(), 100.0)]);
        let bars: Vec<usize> = section.text.lines().map(|line| line.matches('█').count()).collect();
        assert_eq!(bars, [0, 0, 15, 30, 0]);
    }
}
