//! The demo: the page, the package and the sandbox on one loopback port.

use crate::{root, sandbox, setup};
use anyhow::{Context, Result, bail};
use std::net::{Ipv4Addr, TcpListener};
use std::process::Command;

const PORT: u16 = 8787;
/// So many ports are tried, the first one included.
const TRIES: u16 = 100;

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
    let program = sandbox::build()?;
    let port = free(wanted)?;
    if port != wanted && wanted != 0 {
        println!("Port {wanted} is taken.");
    }
    println!(
        "\n  The demo:  http://127.0.0.1:{port}/\n\n  Its database is target/demo.db. Ctrl-C stops it.\n"
    );
    serve(
        Command::new(program)
            .current_dir(root())
            .args(["--port", &port.to_string(), "--db", "target/demo.db"])
            .args(sandbox::DEMO),
    )
}

/// The port, or the next one that nobody listens on; any for 0.
fn free(wanted: u16) -> Result<u16> {
    (wanted..=wanted.saturating_add(TRIES - 1))
        .find_map(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).ok())
        .and_then(|listener| Some(listener.local_addr().ok()?.port()))
        .with_context(|| format!("no port from {wanted} on is free: choose one with --port N"))
}

/// Becomes the sandbox, so that whatever signal ends us ends it.
#[cfg(unix)]
fn serve(command: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(command.exec()).context("cannot start the sandbox")
}

#[cfg(not(unix))]
fn serve(command: &mut Command) -> Result<()> {
    let status = command.status().context("cannot start the sandbox")?;
    if !status.success() {
        bail!("the sandbox ended with {status}");
    }
    Ok(())
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
