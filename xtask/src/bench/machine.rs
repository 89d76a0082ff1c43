//! On what was measured, and with which versions.

use crate::process::output;
use crate::setup;
use anyhow::Result;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;

/// The machine in one line.
pub fn machine() -> String {
    let cores = thread::available_parallelism().map_or(0, usize::from);
    let (os, arch) = (std::env::consts::OS, std::env::consts::ARCH);
    format!(
        "{}, {cores} cores, {os} {arch}",
        processor().unwrap_or_else(|| "unknown processor".into())
    )
}

/// The versions of what every bench runs in, and of what one ran in besides, in one line.
pub fn versions(besides: &[String]) -> Result<String> {
    let mut chromium = Command::new(setup::chromium()?.program);
    let said = [
        output(Command::new("rustc").arg("--version"))?,
        format!("node {}", output(Command::new("node").arg("--version"))?),
        output(chromium.arg("--version"))?,
    ];
    // What stands behind the number is the distribution's.
    let names = said.iter().chain(besides).map(|said| {
        let words: Vec<&str> = said.split_whitespace().take(2).collect();
        words.join(" ")
    });
    Ok(names.collect::<Vec<_>>().join(", "))
}

/// How many programs want a core at this moment, of the last minute: above the number of cores,
/// times are longer than they should be.
pub fn load() -> Option<f64> {
    fs::read_to_string(Path::new("/proc/loadavg")).ok()?.split_whitespace().next()?.parse().ok()
}

fn processor() -> Option<String> {
    let said = fs::read_to_string("/proc/cpuinfo").ok()?;
    let line = said.lines().find(|line| line.starts_with("model name"))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}
