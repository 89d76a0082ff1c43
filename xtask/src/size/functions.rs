//! The functions of the package's .wasm files, and which of them grew.

use crate::build::CAPABILITIES;
use crate::{root, wasm};
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use wasmparser::{KnownCustom, Name, Parser, Payload};

/// How many functions are named at the most.
const MOST_NAMED: usize = 12;

/// Capabilities with the names of their functions, and the bytes of their code.
pub type Functions = BTreeMap<String, u64>;

/// The functions of the last build.
pub fn functions() -> Result<Functions> {
    let mut functions = Functions::new();
    for capability in CAPABILITIES.into_iter().filter(|it| wasm::is_for_visitors(it)) {
        let path = wasm::named(capability);
        let module = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        for (name, bytes) in functions_of(&module)? {
            *functions.entry(format!("{capability} {name}")).or_default() += bytes;
        }
    }
    Ok(functions)
}

fn functions_of(module: &[u8]) -> Result<Vec<(String, u64)>> {
    let (mut names, mut sizes, mut imports) = (BTreeMap::new(), Vec::new(), 0);
    for payload in Parser::new(0).parse_all(module) {
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
    let named = |(place, size): (usize, u64)| {
        let name = names.get(&(imports + place)).copied().unwrap_or("?");
        (without_hash(name).to_owned(), size)
    };
    Ok(sizes.into_iter().enumerate().map(named).collect())
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

/// Prints what is larger now, the most grown first.
pub fn print_grown(before: &Functions, now: &Functions) {
    let size = |functions: &Functions, name| functions.get(name).copied().unwrap_or(0);
    let mut grown: Vec<(u64, &String)> =
        now.iter().map(|(name, bytes)| (bytes.saturating_sub(size(before, name)), name)).collect();
    grown.retain(|(bytes, _)| *bytes > 0);
    grown.sort_by(|one, other| other.cmp(one));
    if !grown.is_empty() {
        println!("grown since the last sizes that were accepted, in bytes of the .wasm:");
    }
    for (bytes, name) in grown.iter().take(MOST_NAMED) {
        println!("{bytes:>8}  {name}");
    }
}

/// What `accept` wrote last; nothing if it never did.
pub fn accepted() -> Result<Functions> {
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

/// Keeps the sizes as those that later ones are held against.
pub fn accept(functions: &Functions) -> Result<()> {
    let lines = functions.iter().map(|(name, bytes)| format!("{bytes} {name}\n"));
    Ok(fs::write(accepted_path(), lines.collect::<String>())?)
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
