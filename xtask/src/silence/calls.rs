//! The proof that what becomes a trap is never run, other than on the way to a panic.
//!
//! Calls through the table of functions cannot be followed. Two things make up for it: whoever
//! formats hands over something to write to, so there must be no writer; and what is only reached
//! from a function that becomes a trap is not reached at all.

use super::{Fate, Functions};
use anyhow::{Result, bail};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::Range;
use walrus::ir::{Instr, InstrLocId, Value, Visitor, dfs_in_order};
use walrus::{ConstExpr, ElementItems, ExportItem, FunctionId, LocalFunction, Module};

/// The beginning of the objection.
const NO_PART: &str = "\
neither formatting nor the executor of js-sys is in the package: both become traps. Write numbers and
texts together by hand, and wait for promises by callback. What is in the way:";

/// What the functions of a module call, and which constants they hold, addresses among them.
pub struct Calls<'f> {
    functions: &'f Functions,
    bodies: BTreeMap<FunctionId, Body>,
    /// What is run, and what called it first on the shortest way from outside.
    reached: BTreeMap<FunctionId, Option<FunctionId>>,
}

#[derive(Default)]
struct Body {
    calls: BTreeSet<FunctionId>,
    constants: BTreeSet<u64>,
    returns: bool,
}

impl Body {
    fn of(function: &LocalFunction) -> Self {
        let mut body = Self::default();
        let entry = function.entry_block();
        dfs_in_order(&mut body, function, entry);
        let last = function.block(entry).instrs.last();
        body.returns |= !last.is_some_and(|(last, _)| matches!(last, Instr::Unreachable(_)));
        body
    }
}

impl<'a> Visitor<'a> for Body {
    fn visit_instr(&mut self, instr: &'a Instr, _: &'a InstrLocId) {
        match instr {
            Instr::Return(_) => self.returns = true,
            Instr::Const(constant) => {
                if let Value::I32(value) = constant.value {
                    self.constants.insert(u64::from(value.cast_unsigned()));
                }
            }
            Instr::Load(load) => {
                self.constants.insert(load.arg.offset);
            }
            _ => {}
        }
    }

    fn visit_function_id(&mut self, function: &FunctionId) {
        self.calls.insert(*function);
    }
}

impl<'f> Calls<'f> {
    /// Reads the module as it was before any function was replaced.
    pub fn of(module: &Module, functions: &'f Functions) -> Self {
        let bodies: BTreeMap<_, _> =
            module.funcs.iter_local().map(|(id, function)| (id, Body::of(function))).collect();
        let mut calls = Self { functions, bodies, reached: BTreeMap::new() };
        calls.reach(entries(module));
        calls
    }

    fn reach(&mut self, entries: BTreeSet<FunctionId>) {
        let mut next: VecDeque<_> = entries.into_iter().map(|entry| (entry, None)).collect();
        while let Some((id, caller)) = next.pop_front() {
            if self.fate(id) != Fate::Kept || self.reached.contains_key(&id) {
                continue;
            }
            self.reached.insert(id, caller);
            let callees = self.bodies.get(&id).into_iter().flat_map(|body| &body.calls);
            next.extend(callees.map(|callee| (*callee, Some(id))));
        }
    }

    /// Fails with the callers and what they call, or with the writers if there may be none.
    pub fn prove(&self, may_have_writers: bool) -> Result<()> {
        let mut wrong = BTreeSet::new();
        for (id, function) in self.functions {
            let returns = self.bodies.get(id).is_none_or(|body| body.returns);
            if function.fate == Fate::End && returns {
                wrong.insert(format!("{} was taken for an end, and returns", function.name));
            }
            if !may_have_writers && is_writer(&function.name) {
                wrong.insert(format!("{} is there for who formats", function.name));
            }
        }
        for (caller, body) in self.bodies.iter().filter(|(id, _)| self.reached.contains_key(id)) {
            let never = body.calls.iter().filter(|id| self.fate(**id) == Fate::NeverCalled);
            for callee in never {
                wrong.insert(format!("{} calls {}", self.way_to(*caller), self.name(*callee)));
            }
        }
        if !wrong.is_empty() {
            let wrong: Vec<_> = wrong.into_iter().collect();
            bail!("{NO_PART}\n  {}", wrong.join("\n  "));
        }
        Ok(())
    }

    /// The functions that are run and hold an address in the range.
    pub fn readers(&self, range: Range<u64>) -> Vec<String> {
        let reads = |body: &Body| body.constants.range(range.clone()).next().is_some();
        let readers = self.reached.keys().filter(|id| self.bodies.get(*id).is_some_and(reads));
        readers.map(|id| self.way_to(*id)).collect()
    }

    /// The function, and by what it is called.
    fn way_to(&self, function: FunctionId) -> String {
        let caller = |id: &FunctionId| self.reached.get(id).copied().flatten();
        let mut way: Vec<_> = std::iter::successors(Some(function), caller).collect();
        way.reverse();
        way.into_iter().map(|id| self.name(id)).collect::<Vec<_>>().join(" → ")
    }

    fn fate(&self, id: FunctionId) -> Fate {
        self.functions.get(&id).map_or(Fate::Kept, |function| function.fate)
    }

    fn name(&self, id: FunctionId) -> &str {
        self.functions.get(&id).map_or("an import", |function| &function.name)
    }
}

/// What a formatter writes to. `core` has one of its own, for indentation, which wraps another.
fn is_writer(name: &str) -> bool {
    name.contains(" as core::fmt::Write>") && !name.starts_with("<core::fmt::")
}

/// What may be called from outside or through a table.
fn entries(module: &Module) -> BTreeSet<FunctionId> {
    let mut entries: BTreeSet<_> = module.start.into_iter().collect();
    entries.extend(module.exports.iter().filter_map(|export| match export.item {
        ExportItem::Function(id) => Some(id),
        _ => None,
    }));
    for element in module.elements.iter() {
        match &element.items {
            ElementItems::Functions(ids) => entries.extend(ids),
            ElementItems::Expressions(_, items) => {
                entries.extend(items.iter().filter_map(|item| match item {
                    ConstExpr::RefFunc(id) => Some(*id),
                    _ => None,
                }));
            }
        }
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::silence::functions;
    use walrus::FunctionBuilder;

    /// Adds a function that calls others, and then returns or traps.
    fn function(module: &mut Module, name: &str, calls: &[FunctionId], ends: bool) -> FunctionId {
        let mut builder = FunctionBuilder::new(&mut module.types, &[], &[]);
        for callee in calls {
            builder.func_body().call(*callee);
        }
        if ends {
            builder.func_body().unreachable();
        }
        let id = builder.finish(vec![], &mut module.funcs);
        module.funcs.get_mut(id).name = Some(name.to_owned());
        id
    }

    fn objection(module: &Module) -> Option<String> {
        let functions = functions(module);
        let proof = Calls::of(module, &functions).prove(false);
        let text = proof.err()?.to_string();
        Some(text.strip_prefix(NO_PART)?.trim().to_owned())
    }

    #[test]
    fn a_call_of_ours_is_named_with_its_way() {
        let mut module = Module::default();
        let write = function(&mut module, "core::fmt::write", &[], false);
        let text = function(&mut module, "alloc::string::to_text", &[write], false);
        let send = function(&mut module, "mem0_feedback::send", &[text], false);
        module.exports.add("send", send);
        assert_eq!(
            objection(&module).as_deref(),
            Some("mem0_feedback::send → alloc::string::to_text calls core::fmt::write")
        );
    }

    #[test]
    fn what_leads_to_a_panic_alone_may_format() {
        let mut module = Module::default();
        let write = function(&mut module, "core::fmt::write", &[], false);
        let text = function(&mut module, "std::text_of", &[write], false);
        let end = function(&mut module, "core::panicking::panic_fmt", &[text], true);
        let debug = function(&mut module, "<T as core::fmt::Debug>::fmt", &[write], false);
        let send = function(&mut module, "mem0_feedback::send", &[end], false);
        module.exports.add("send", send);
        let table = module.tables.add_local(false, 1, None, walrus::RefType::FUNCREF);
        let at = ConstExpr::Value(Value::I32(0));
        let kind = walrus::ElementKind::Active { table, offset: at };
        module.elements.add(kind, ElementItems::Functions(vec![debug]));
        assert_eq!(objection(&module), None);
    }

    #[test]
    fn a_writer_gives_away_who_formats_through_the_table() {
        let mut module = Module::default();
        let writer = "<alloc::string::String as core::fmt::Write>::write_str";
        function(
            &mut module,
            "<core::fmt::builders::PadAdapter as core::fmt::Write>::x",
            &[],
            false,
        );
        assert_eq!(objection(&module), None);
        function(&mut module, writer, &[], false);
        assert_eq!(objection(&module), Some(format!("{writer} is there for who formats")));
    }

    #[test]
    fn an_end_that_returns_is_none() {
        let mut module = Module::default();
        function(&mut module, "core::panicking::maybe", &[], false);
        assert_eq!(
            objection(&module).as_deref(),
            Some("core::panicking::maybe was taken for an end, and returns")
        );
    }
}
