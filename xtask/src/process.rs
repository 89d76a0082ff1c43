//! Other programs, run in front of the viewer's eyes.

use anyhow::{Context, Result, bail};
use std::process::{Command, Stdio};
use std::time::Instant;

/// Says what begins, runs it, says how long it took. What the program prints is shown only when
/// it fails.
pub fn run(what: &str, command: &mut Command) -> Result<()> {
    let start = Instant::now();
    eprintln!("  {what} …");
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot run {}", program(command)))?;
    if !output.status.success() {
        eprint!("{}", String::from_utf8_lossy(&output.stdout));
        eprint!("{}", String::from_utf8_lossy(&output.stderr));
        bail!("{what}: {} ended with {}", program(command), output.status);
    }
    eprintln!("  {what}: {:.1} s", start.elapsed().as_secs_f32());
    Ok(())
}

/// What a program prints.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("cannot run {}", program(command)))?;
    if !output.status.success() {
        bail!("{} ended with {}", program(command), output.status);
    }
    Ok(String::from_utf8(output.stdout)?)
}

fn program(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}
