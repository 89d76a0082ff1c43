//! Other programs, run in front of the viewer's eyes.

use crate::root;
use anyhow::{Context, Result, bail};
use std::env;
use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

/// A step that takes longer shows that it is alive.
const SIGN_OF_LIFE: Duration = Duration::from_secs(15);
/// So long the words of a program that has ended may take to arrive.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// Says what begins, runs it, says how long it took, and every 15 s how far it is. What the
/// program prints is shown only when it fails.
pub fn run(what: &str, command: &mut Command) -> Result<()> {
    let start = Instant::now();
    eprintln!("  {what} …");
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot run {}", program(command)))?;
    let (status, said) = watch(what, &mut child)?;
    if !status.success() {
        eprint!("{said}");
        bail!("{what}: {} ended with {status}", program(command));
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

/// Cargo in this repository, its output where ours is.
pub fn cargo() -> Command {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(root()).env("CARGO_TARGET_DIR", root().join("target"));
    cargo
}

/// Whether a program runs and is content.
pub fn succeeds(command: &mut Command) -> bool {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// The first of the programs that is in `PATH`.
pub fn found(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    let places = |name| folders.iter().map(move |folder| folder.join(name));
    names.iter().flat_map(places).find(|place| place.is_file())
}

/// Gathers what a program prints until it has ended.
fn watch(what: &str, child: &mut Child) -> Result<(ExitStatus, String)> {
    let start = Instant::now();
    let (sender, lines) = mpsc::channel();
    forward(child.stdout.take(), sender.clone());
    forward(child.stderr.take(), sender);
    let mut said = String::new();
    let mut last = String::new();
    let mut next_sign = SIGN_OF_LIFE;
    let mut ended: Option<Instant> = None;
    loop {
        match lines.recv_timeout(Duration::from_millis(100)) {
            Ok(line) => {
                said.push_str(&line);
                last = line;
            }
            Err(RecvTimeoutError::Disconnected) => break,
            // What outlives the program, a browser say, may hold its pipes open.
            Err(RecvTimeoutError::Timeout) if ended.is_some_and(|at| at.elapsed() > LAST_WORDS) => {
                break;
            }
            Err(RecvTimeoutError::Timeout) => {
                if ended.is_none() && child.try_wait()?.is_some() {
                    ended = Some(Instant::now());
                }
            }
        }
        if start.elapsed() > next_sign {
            eprintln!("    {} s: {}", start.elapsed().as_secs(), last.trim());
            next_sign += SIGN_OF_LIFE;
        }
    }
    let status = child.wait().with_context(|| format!("{what}: lost"))?;
    Ok((status, said))
}

fn forward(pipe: Option<impl Read + Send + 'static>, lines: Sender<String>) {
    let Some(pipe) = pipe else { return };
    thread::spawn(move || {
        let mut pipe = BufReader::new(pipe);
        let mut line = Vec::new();
        while pipe.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
            if lines.send(String::from_utf8_lossy(&line).into_owned()).is_err() {
                return;
            }
            line.clear();
        }
    });
}

fn program(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}
