//! Panics without their words. The package's panic handler reads no message, but the code that
//! would have formatted one is already in the compiled standard library. Here it goes.

use anyhow::{Context, Result};
use std::path::Path;
use walrus::{FunctionBuilder, FunctionKind, Module, ModuleConfig};

/// What nothing of ours calls, though the table of functions keeps it: formatting, which is on the
/// way to a panic alone, and the executor of js-sys.
const NEVER_CALLED: [&str; 2] = ["core::fmt::", "js_sys::futures::"];

/// What only ever ends in the panic handler.
const ENDS: [&str; 8] = [
    "alloc::alloc::handle_alloc_error",
    "alloc::raw_vec::handle_error",
    "core::cell::lazy::panic_",
    "core::cell::panic_",
    "core::option::expect_failed",
    "core::option::unwrap_failed",
    "core::panicking::",
    "core::result::unwrap_failed",
];

/// The module with each of those replaced by the trap in which it ends anyway.
pub fn panics(wasm: &Path) -> Result<Module> {
    let mut module = ModuleConfig::new()
        .strict_validate(false)
        .parse_file(wasm)
        .with_context(|| format!("cannot read {}", wasm.display()))?;
    let ends: Vec<_> = module
        .funcs
        .iter_local()
        .filter(|(id, _)| {
            let name = module.funcs.get(*id).name.as_deref().unwrap_or_default();
            is_end(&format!("{:#}", rustc_demangle::demangle(name)))
        })
        .map(|(id, function)| (id, function.ty(), function.args.clone()))
        .collect();
    for (id, ty, args) in ends {
        let (params, results) = module.types.params_results(ty);
        let (params, results) = (params.to_vec(), results.to_vec());
        let mut builder = FunctionBuilder::new(&mut module.types, &params, &results);
        builder.func_body().unreachable();
        module.funcs.get_mut(id).kind = FunctionKind::Local(builder.local_func(args));
    }
    let segments: Vec<_> = module.data.iter().map(|data| data.id()).collect();
    for segment in segments {
        let data = &mut module.data.get_mut(segment).value;
        blank_file_names(data);
        blank_words(data);
    }
    Ok(module)
}

/// What only the standard library's panics say, and how they spell numbers.
const WORDS: [&[u8]; 6] = [
    b"capacity overflow",
    b"memory allocation of ",
    b" bytes failed",
    b"RefCell already mutably borrowed",
    b"RefCell already borrowed",
    b"0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546\
      4748495051525354555657585960616263646566676869707172737475767778798081828384858687888990919293\
      949596979899",
];

/// The place of what is blanked stays, so that all else keeps its address.
fn blank_words(data: &mut [u8]) {
    for words in WORDS {
        let found = data.windows(words.len()).position(|window| window == words);
        if let Some(place) = found.and_then(|at| data.get_mut(at..at + words.len())) {
            place.fill(0);
        }
    }
}

/// Source files are named in panics alone.
fn blank_file_names(data: &mut [u8]) {
    for text in data.split_mut(|byte| *byte == 0).filter(|text| text.ends_with(b".rs")) {
        let start = text.iter().rposition(|byte| !byte.is_ascii_graphic()).map_or(0, |at| at + 1);
        if let Some(name) = text.get_mut(start..) {
            name.fill(0);
        }
    }
}

fn is_end(name: &str) -> bool {
    ENDS.iter().any(|end| name.starts_with(end))
        || NEVER_CALLED.iter().any(|path| name.contains(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_file_names_are_blanked() {
        let mut data = *b"said so\0a/b.rs\0\x01c.rs\0.rs!\0";
        blank_file_names(&mut data);
        assert_eq!(&data, b"said so\0\0\0\0\0\0\0\0\x01\0\0\0\0\0.rs!\0");
    }

    #[test]
    fn what_may_return_is_no_end() {
        assert!(is_end("core::panicking::panic_fmt"));
        assert!(is_end("<u32 as core::fmt::Display>::fmt"));
        assert!(!is_end("core::option::Option<T>::map"));
    }
}
