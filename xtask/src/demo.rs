//! The demo: a page, its back end and the example's relay in workerd, with the sandbox as Mem0, all
//! on loopback ports.

mod workers;

use crate::sandbox::Sandbox;
use crate::{root, setup};
use anyhow::{Context, Result, bail};
use std::fs;
use std::io::{Write, sink, stdout};
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;
use workers::Workers;

const PORT: u16 = 8787;
/// So many ports are tried, the first one included.
const TRIES: u16 = 100;
/// Page and package, and the demo's memories.
const SANDBOX: [&str; 6] = ["--www", "/=www", "--www", "/pkg=pkg", "--seed", "demo/seed.json"];
/// How soon it is noticed that a part of it has ended.
const GLANCE: Duration = Duration::from_millis(500);

/// All that the demo is made of; ends when it is dropped.
#[derive(Debug)]
pub struct Demo {
    workers: Workers,
    /// What stands in for Mem0.
    pub sandbox: Sandbox,
}

impl Demo {
    /// Starts one with an empty database, on a port of its own, that says nothing; returns where
    /// visitors come in, too: nothing listens there yet.
    pub fn behind(name: &str) -> Result<(Self, String)> {
        let sandbox = Sandbox::start(name, &SANDBOX)?;
        let shards = sandbox.db.with_extension("shards");
        if shards.exists() {
            fs::remove_dir_all(&shards)?;
        }
        let seen = free(front_port())?;
        let demo = Self::before(sandbox, &shards, free(0)?, seen, sink())?;
        Ok((demo, format!("http://127.0.0.1:{seen}")))
    }

    fn before(
        sandbox: Sandbox,
        shards: &Path,
        port: u16,
        seen: u16,
        log: impl Write + Send + 'static,
    ) -> Result<Self> {
        setup::npm_packages("tests")?;
        fs::create_dir_all(shards)?;
        let workers = Workers::start(port, seen, &sandbox.address, shards, log)?;
        Ok(Self { workers, sandbox })
    }

    /// Where the page is, such as `http://127.0.0.1:8787`.
    pub fn address(&self) -> &str {
        &self.workers.address
    }
}

/// Builds what is not fresh and serves until Ctrl-C.
pub fn demo(arguments: &[String]) -> Result<()> {
    let wanted = match arguments {
        [] => PORT,
        [option, port] if option == "--port" => {
            port.parse().with_context(|| format!("--port {port}: not from 0 to 65535"))?
        }
        _ => bail!("`cargo xtask demo` takes --port N and nothing else"),
    };
    setup::package()?;
    let (stop, stopped) = channel();
    // When nobody waits any more, it is stopping already.
    ctrlc::set_handler(move || stop.send(()).unwrap_or_default())?;
    let sandbox = Sandbox::open(&root().join("target/demo.db"), &SANDBOX)?;
    let port = free(wanted)?;
    if port != wanted && wanted != 0 {
        println!("Port {wanted} is taken.");
    }
    let shards = root().join("target/demo.shards");
    let mut demo = Demo::before(sandbox, &shards, port, port, stdout())?;
    println!("\n  The demo:  {}/\n", demo.address());
    println!("  Its database is target/demo.db, the relay's target/demo.shards. Ctrl-C stops it.");
    println!("  Below is the relay's log.\n");
    while stopped.recv_timeout(GLANCE) == Err(RecvTimeoutError::Timeout) {
        demo.workers.check()?;
        demo.sandbox.check()?;
    }
    Ok(())
}

/// Below the ports of connections, any of which could take it as long as nothing listens there;
/// another one in each process.
fn front_port() -> u16 {
    let spread = process::id() % 10_000;
    20_000 + u16::try_from(spread).unwrap_or_default()
}

/// The port, or the next one that nobody listens on; any for 0.
fn free(wanted: u16) -> Result<u16> {
    (wanted..=wanted.saturating_add(TRIES - 1))
        .find_map(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).ok())
        .and_then(|listener| Some(listener.local_addr().ok()?.port()))
        .with_context(|| format!("no port from {wanted} on is free: choose one with --port N"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_gives_way_to_the_next() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        let next = free(port).unwrap();
        assert!(next > port && next < port + TRIES, "{next}");
        assert_ne!(free(0).unwrap(), 0);
    }
}
