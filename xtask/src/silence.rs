//! Panics without their words. The package's panic handler reads no message, but the code that
//! would have formatted one is already in the compiled standard library. Here it goes.

use anyhow::{Context, Result};
use std::path::Path;
use walrus::{FunctionBuilder, FunctionKind, Module, ModuleConfig};

/// What only ever ends in the panic handler; all formatting is on the way there too.
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
        blank_file_names(&mut module.data.get_mut(segment).value);
    }
    Ok(module)
}

/// Source files are named in panics alone. Their place stays, so that all else keeps its address.
fn blank_file_names(data: &mut [u8]) {
    for text in data.split_mut(|byte| *byte == 0).filter(|text| text.ends_with(b".rs")) {
        let start = text.iter().rposition(|byte| !byte.is_ascii_graphic()).map_or(0, |at| at + 1);
        if let Some(name) = text.get_mut(start..) {
            name.fill(0);
        }
    }
}

fn is_end(name: &str) -> bool {
    ENDS.iter().any(|end| name.starts_with(end)) || name.contains("core::fmt::")
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
