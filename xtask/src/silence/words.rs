//! The texts that only panics have a use for: zeros compress better. The place of what is blanked
//! stays, so that all else keeps its address.

use super::calls::Calls;
use crate::wasm::paths;
use anyhow::{Result, bail};
use std::ops::Range;
use walrus::ir::Value;
use walrus::{ConstExpr, DataKind, Module};

/// What only the standard library's panics say; some hand it over in the midst of other code.
const WORDS: [&[u8]; 5] = [
    b"capacity overflow",
    b"memory allocation of ",
    b" bytes failed",
    b"RefCell already mutably borrowed",
    b"RefCell already borrowed",
];

/// How they spell numbers. Whoever else read it would spell them wrongly, and say nothing.
const DIGITS: &[u8] =
    b"0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546\
      4748495051525354555657585960616263646566676869707172737475767778798081828384858687888990919293\
      949596979899";

/// How the names of source files begin: ours, those of crates, and the standard library's in its two
/// forms.
const SOURCES: [&str; 4] = ["src/", paths::CRATES, paths::STANDARD_LIBRARY, "library/"];

/// Blanks them; fails when a function that is run reads one.
pub fn blank(module: &mut Module, calls: &Calls<'_>) -> Result<()> {
    let segments: Vec<_> = module.data.iter().map(walrus::Data::id).collect();
    for segment in segments {
        let data = module.data.get_mut(segment);
        let start = match data.kind {
            DataKind::Active { offset: ConstExpr::Value(Value::I32(start)), .. } => {
                u64::from(start.cast_unsigned())
            }
            _ => bail!("a data segment's address is no constant"),
        };
        for words in WORDS {
            blank_words(&mut data.value, words);
        }
        if let Some(place) = blank_words(&mut data.value, DIGITS) {
            let address = start + place.start as u64..start + place.end as u64;
            if let Some(reader) = calls.readers(address).first() {
                bail!("{reader} reads the digits of numbers, which are blanked");
            }
        }
        blank_file_names(&mut data.value, &SOURCES);
    }
    Ok(())
}

/// Blanks the names of source files alone, whose readers are gone: they also tell of the machine
/// that built it.
pub fn blank_sources(module: &mut Module) {
    let segments: Vec<_> = module.data.iter().map(walrus::Data::id).collect();
    for segment in segments {
        blank_file_names(&mut module.data.get_mut(segment).value, &SOURCES);
    }
}

/// Where in the data the words were, if they were there.
fn blank_words(data: &mut [u8], words: &[u8]) -> Option<Range<usize>> {
    let start = data.windows(words.len()).position(|window| window == words)?;
    let place = start..start + words.len();
    data.get_mut(place.clone())?.fill(0);
    Some(place)
}

/// Source files are named in panics alone, each between two zeros.
fn blank_file_names(data: &mut [u8], sources: &[&str]) {
    let names = data.split_mut(|byte| *byte == 0).filter(|text| text.ends_with(b".rs"));
    for name in
        names.filter(|name| sources.iter().any(|source| name.starts_with(source.as_bytes())))
    {
        name.fill(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::silence::functions;
    use walrus::{FunctionBuilder, ValType};

    #[test]
    fn only_known_file_names_are_blanked() {
        let mut data = *b"ask me.rs\0src/a.rs\0my/src/b.rs\0/cargo/c.rs\0src/c.js\0";
        blank_file_names(&mut data, &["src/", "/cargo"]);
        let shown = String::from_utf8_lossy(&data).replace('\0', "_");
        assert_eq!(shown, "ask me.rs__________my/src/b.rs_____________src/c.js_");
    }

    /// A module whose one function reads the byte at an address, with the digits from 1000 on.
    fn reading(address: i32) -> Module {
        let mut module = Module::default();
        let memory = module.memories.add_local(false, false, 1, None, None);
        let offset = ConstExpr::Value(Value::I32(1000));
        module.data.add(DataKind::Active { memory, offset }, [b"key: ", DIGITS].concat());
        let mut builder = FunctionBuilder::new(&mut module.types, &[], &[ValType::I32]);
        builder.func_body().i32_const(address);
        let function = builder.finish(vec![], &mut module.funcs);
        module.funcs.get_mut(function).name = Some("mem0_feedback::spell".to_owned());
        module.exports.add("spell", function);
        module
    }

    #[test]
    fn digits_that_are_read_are_not_blanked_in_silence() {
        for (address, is_read) in [(1004, false), (1005, true), (1204, true), (1205, false)] {
            let mut module = reading(address);
            let functions = functions(&module);
            let calls = Calls::of(&module, &functions);
            let result = blank(&mut module, &calls);
            assert_eq!(result.is_err(), is_read, "{address}");
            if let Err(error) = result {
                assert!(error.to_string().starts_with("mem0_feedback::spell reads"));
            }
        }
    }
}
