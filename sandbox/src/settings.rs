//! How a sandbox is to run.

use std::path::PathBuf;
use std::str::FromStr;

/// How a sandbox is to run.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The port on 127.0.0.1; 0 takes any that is free.
    pub port: u16,
    /// The SQLite file; made when missing.
    pub db: PathBuf,
    /// Folders served as static files.
    pub www: Vec<Mount>,
    /// A JSON file of memories to put in when they are missing.
    pub seed: Option<PathBuf>,
    /// What a feedback on an unknown memory answers.
    pub unknown_memory: UnknownMemory,
}

/// First segments of the paths that the API itself answers.
const RESERVED: [&str; 4] = ["v1", "v2", "v3", "sandbox"];

/// A folder and the URL prefix under which it is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mount {
    /// Starts with a slash and, but for `/` itself, ends without one.
    pub prefix: String,
    /// The folder.
    pub folder: PathBuf,
}

impl FromStr for Mount {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (prefix, folder) = text
            .split_once('=')
            .ok_or_else(|| format!("{text:?} is not URLPREFIX=DIR, such as /=www"))?;
        let plain = |c: char| c.is_ascii_alphanumeric() || "/-_.~".contains(c);
        if !prefix.starts_with('/') || !prefix.chars().all(plain) || folder.is_empty() {
            return Err(format!("{text:?} is not URLPREFIX=DIR with a prefix such as / or /pkg"));
        }
        let trimmed = prefix.trim_end_matches('/');
        if RESERVED.iter().any(|taken| trimmed.split('/').nth(1) == Some(taken)) {
            return Err(format!("{prefix} is the API's: choose another prefix"));
        }
        let prefix = if trimmed.is_empty() { "/" } else { trimmed };
        Ok(Self { prefix: prefix.to_owned(), folder: folder.into() })
    }
}

/// What a feedback on a well-formed but unknown memory answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UnknownMemory {
    /// 500, as Mem0 does today.
    #[default]
    ServerError,
    /// 404, as its clients are written for.
    NotFound,
}

impl FromStr for UnknownMemory {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "500" => Ok(Self::ServerError),
            "404" => Ok(Self::NotFound),
            _ => Err(format!("{text:?} is neither 500 nor 404")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mount_names_prefix_and_folder() {
        let mount: Mount = "/pkg/=a=b".parse().unwrap();
        assert_eq!(mount, Mount { prefix: "/pkg".into(), folder: "a=b".into() });
        assert_eq!("/=www".parse::<Mount>().unwrap().prefix, "/");
        for wrong in ["www", "pkg=dir", "/pkg=", "/{a}=dir", "/v1/=dir", "/sandbox/x=dir"] {
            assert!(wrong.parse::<Mount>().is_err(), "{wrong}");
        }
    }
}
