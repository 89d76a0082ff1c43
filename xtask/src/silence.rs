//! Panics without their words. The package's panic handler reads no message, but the code that
//! would have formatted one is already in the compiled standard library. Here it goes, once it is
//! shown that nothing else needs it.

mod calls;
mod words;

use anyhow::{Context, Result};
use calls::Calls;
use std::collections::BTreeMap;
use std::path::Path;
use walrus::{FunctionBuilder, FunctionId, FunctionKind, Module, ModuleConfig};

/// What nothing of ours calls, though the table of functions keeps it: formatting, which is on the
/// way to a panic alone, what std does in a panic, and the executor of js-sys. The last one spells
/// integers; the compiler leaves the module out of the names of methods on primitive types.
const NEVER_CALLED: [&str; 5] =
    ["core::fmt::", "alloc::fmt::", "std::panicking::", "js_sys::futures::", ">::_fmt"];

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

/// What becomes of a function.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Fate {
    Kept,
    /// Becomes a trap; anyone may call it, since it would have ended in one.
    End,
    /// Becomes a trap; only what becomes one too may call it.
    NeverCalled,
}

/// A local function: its name as a person would write it, and its fate.
#[derive(Debug)]
struct Function {
    name: String,
    fate: Fate,
}

type Functions = BTreeMap<FunctionId, Function>;

/// The module with each of those replaced by the trap in which it ends anyway. Fails when
/// something that is kept needs one of them, and says what. Where std is, it has a writer of its own
/// for panics, so that one more gives nobody away.
pub fn panics(wasm: &Path, has_std: bool) -> Result<Module> {
    let mut module = parsed(wasm)?;
    let functions = functions(&module);
    let calls = Calls::of(&module, &functions);
    calls.prove(has_std)?;
    replace(&mut module, &functions);
    words::blank(&mut module, &calls)?;
    Ok(module)
}

/// The module with the ends alone replaced: where there is formatting, the words of panics go, which
/// nobody reads either.
pub fn ends(wasm: &Path) -> Result<Module> {
    let mut module = parsed(wasm)?;
    let mut functions = functions(&module);
    functions.retain(|_, function| function.fate == Fate::End);
    replace(&mut module, &functions);
    words::blank_sources(&mut module);
    Ok(module)
}

/// The module as it is.
fn parsed(wasm: &Path) -> Result<Module> {
    ModuleConfig::new()
        .strict_validate(false)
        .parse_file(wasm)
        .with_context(|| format!("cannot read {}", wasm.display()))
}

fn functions(module: &Module) -> Functions {
    let names = module.funcs.iter_local().map(|(id, _)| {
        let name = module.funcs.get(id).name.as_deref().unwrap_or_default();
        (id, format!("{:#}", rustc_demangle::demangle(name)))
    });
    names.map(|(id, name)| (id, Function { fate: fate(&name), name })).collect()
}

fn fate(name: &str) -> Fate {
    if ENDS.iter().any(|end| name.starts_with(end)) {
        Fate::End
    } else if NEVER_CALLED.iter().any(|path| name.contains(path)) {
        Fate::NeverCalled
    } else {
        Fate::Kept
    }
}

fn replace(module: &mut Module, functions: &Functions) {
    let replaced: Vec<_> = module
        .funcs
        .iter_local()
        .filter(|(id, _)| functions.get(id).is_some_and(|it| it.fate != Fate::Kept))
        .map(|(id, function)| (id, function.ty(), function.args.clone()))
        .collect();
    for (id, ty, args) in replaced {
        let (params, results) = module.types.params_results(ty);
        let (params, results) = (params.to_vec(), results.to_vec());
        let mut builder = FunctionBuilder::new(&mut module.types, &params, &results);
        builder.func_body().unreachable();
        module.funcs.get_mut(id).kind = FunctionKind::Local(builder.local_func(args));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_there_is_formatting_the_ends_alone_are_replaced() {
        let mut module = Module::default();
        for name in ["core::panicking::panic_fmt", "core::fmt::write"] {
            let mut builder = FunctionBuilder::new(&mut module.types, &[], &[]);
            builder.func_body().i32_const(0).drop();
            let function = builder.finish(vec![], &mut module.funcs);
            module.funcs.get_mut(function).name = Some(name.to_owned());
            module.exports.add(name, function);
        }
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.wasm");
        module.emit_wasm_file(&file).unwrap();
        let module = ends(&file).unwrap();
        let instructions = |name| {
            let function = module.funcs.get(module.funcs.by_name(name).unwrap());
            let FunctionKind::Local(function) = &function.kind else { unreachable!() };
            function.block(function.entry_block()).instrs.len()
        };
        assert_eq!(instructions("core::panicking::panic_fmt"), 1);
        assert_eq!(instructions("core::fmt::write"), 2);
    }

    #[test]
    fn what_may_return_is_no_end() {
        assert_eq!(fate("core::panicking::panic_fmt"), Fate::End);
        assert_eq!(fate("<u32 as core::fmt::Display>::fmt"), Fate::NeverCalled);
        assert_eq!(fate("<u32>::_fmt"), Fate::NeverCalled);
        assert_eq!(fate("core::option::Option<T>::map"), Fate::Kept);
    }
}
