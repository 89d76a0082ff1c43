//! What a feedback costs a visitor in bytes, beside what the official client costs, and which
//! functions grew when it is too much.

use crate::process::output;
use crate::{root, setup, wasm};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use wasmparser::{KnownCustom, Name, Parser, Payload};

/// Brotli bytes of all files that the smallest page with a feedback loads.
const BUDGET: u64 = 18_000;
/// How many functions are named at the most.
const MOST_NAMED: usize = 12;

/// Function names, and the bytes of their code.
type Functions = BTreeMap<String, u64>;

/// Prints the sizes; fails over budget. `--accept` keeps the functions' sizes of now as those
/// that later ones are held against.
pub fn size(arguments: &[String]) -> Result<()> {
    setup::npm_packages("tests")?;
    setup::package()?;
    let rows = output(Command::new("node").arg(root().join("tests/size/measure.mjs")))?;
    let rows: Vec<Value> = serde_json::from_str(&rows).context("tests/size/measure.mjs")?;
    println!("{:<52}{:>9}{:>9}{:>9}", "bytes of the smallest page", "plain", "gzip", "brotli");
    let mut totals = BTreeMap::new();
    for row in &rows {
        let name = row["name"].as_str().unwrap_or_default();
        totals.insert(name, print_row(name, &row["files"]));
    }
    let total = |name| totals.get(name).copied().with_context(|| format!("no size of {name}"));
    let (ours, official) = (total("ours")?, total("official")?);
    println!("ours is {:.2} of the official client", ours as f64 / official as f64);

    let functions = functions()?;
    if arguments.iter().any(|argument| argument == "--accept") {
        let lines = functions.iter().map(|(name, bytes)| format!("{bytes} {name}\n"));
        fs::write(accepted_path(), lines.collect::<String>())?;
    } else {
        print_grown(&accepted()?, &functions);
    }
    if ours > BUDGET {
        bail!("{ours} bytes are over the budget of {BUDGET}");
    }
    println!("{ours} bytes are within the budget of {BUDGET}");
    Ok(())
}

fn print_row(name: &str, files: &Value) -> u64 {
    let what = match name {
        "ours" => "mem0-feedback",
        "slim" => "mem0-feedback/slim, its .wasm by URL",
        "official" => "mem0ai, four of Node's modules left out",
        _ => "fetch alone, with neither checks nor retries",
    };
    let files = files.as_array().map(Vec::as_slice).unwrap_or_default();
    let line = |what: &str, of: &[Value]| {
        let sum = |field: &str| of.iter().filter_map(|file| file[field].as_u64()).sum::<u64>();
        let (plain, gzip, brotli) = (sum("bytes"), sum("gzip"), sum("brotli"));
        println!("{what:<52}{plain:>9}{gzip:>9}{brotli:>9}");
        brotli
    };
    let total = line(what, files);
    if files.len() > 1 {
        for file in files {
            line(
                &format!("  {}", file["file"].as_str().unwrap_or_default()),
                std::slice::from_ref(file),
            );
        }
    }
    total
}

/// The functions of the last build of the client.
fn functions() -> Result<Functions> {
    let path = wasm::named("client");
    let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let (mut names, mut sizes, mut imports) = (BTreeMap::new(), Vec::new(), 0);
    for payload in Parser::new(0).parse_all(&bytes) {
        match payload? {
            Payload::ImportSection(section) => {
                imports = section.into_iter().filter_map(Result::ok).map(functions_in).sum();
            }
            Payload::CodeSectionEntry(body) => sizes.push(body.range().len() as u64),
            Payload::CustomSection(section) => {
                let KnownCustom::Name(section) = section.as_known() else { continue };
                for name in section.into_iter().filter_map(Result::ok) {
                    let Name::Function(map) = name else { continue };
                    names.extend(map.into_iter().flatten().map(|it| (it.index as usize, it.name)));
                }
            }
            _ => {}
        }
    }
    let mut functions = Functions::new();
    for (place, size) in sizes.into_iter().enumerate() {
        let name = names.get(&(imports + place)).copied().unwrap_or("?");
        *functions.entry(without_hash(name).to_owned()).or_default() += size;
    }
    Ok(functions)
}

fn functions_in(import: wasmparser::Imports<'_>) -> usize {
    import.into_iter().filter_map(Result::ok).filter(is_function).count()
}

fn is_function((_, import): &(usize, wasmparser::Import<'_>)) -> bool {
    matches!(import.ty, wasmparser::TypeRef::Func(_))
}

/// rustc ends names in a hash of 16 digits, which changes with each compiler.
fn without_hash(name: &str) -> &str {
    match name.rsplit_once("::h") {
        Some((path, hash)) if hash.len() == 16 => path,
        _ => name,
    }
}

fn print_grown(before: &Functions, now: &Functions) {
    let size = |functions: &Functions, name| functions.get(name).copied().unwrap_or(0);
    let mut grown: Vec<(u64, &String)> =
        now.iter().map(|(name, bytes)| (bytes.saturating_sub(size(before, name)), name)).collect();
    grown.retain(|(bytes, _)| *bytes > 0);
    grown.sort_by(|one, other| other.cmp(one));
    if !grown.is_empty() {
        println!("grown since the last sizes that were accepted, in bytes of client.wasm:");
    }
    for (bytes, name) in grown.iter().take(MOST_NAMED) {
        println!("{bytes:>8}  {name}");
    }
}

fn accepted() -> Result<Functions> {
    let path = accepted_path();
    let text = fs::read_to_string(&path).unwrap_or_default();
    text.lines()
        .map(|line| {
            let (bytes, name) = line.split_once(' ').context("a line is a size and a name")?;
            Ok((name.to_owned(), bytes.parse()?))
        })
        .collect::<Result<_>>()
        .with_context(|| format!("cannot read {}", path.display()))
}

fn accepted_path() -> PathBuf {
    root().join("tests/size/functions.txt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_no_part_of_a_name() {
        assert_eq!(without_hash("a::b::h0123456789abcdef"), "a::b");
        assert_eq!(without_hash("a::b::hull"), "a::b::hull");
    }
}
