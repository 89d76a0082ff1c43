//! Short names between a .wasm and its glue. wasm-bindgen's own carry a hash each, which nothing
//! compresses, and stand in both files.

use anyhow::{Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use walrus::Module;

/// What the imports of wasm-bindgen come from, in short.
const MODULE: &str = "w";

/// Old names and new ones.
#[derive(Default)]
pub struct Names {
    modules: BTreeSet<String>,
    imports: BTreeMap<String, String>,
    exports: BTreeMap<String, String>,
}

impl Names {
    /// Gives short names to the module's imports, and to the exports that closures need.
    pub fn shorten(module: &mut Module) -> Self {
        let mut names = Self::default();
        for import in module.imports.iter_mut() {
            let next = short(names.imports.len());
            // One import may be there more than once.
            let name = names.imports.entry(import.name.clone()).or_insert(next);
            import.name.clone_from(name);
            names.modules.insert(std::mem::replace(&mut import.module, MODULE.to_owned()));
        }
        for export in module.exports.iter_mut().filter(|it| it.name.starts_with("wasm_bindgen__")) {
            let name = short(names.imports.len() + names.exports.len());
            names.exports.insert(std::mem::replace(&mut export.name, name.clone()), name);
        }
        names
    }

    /// The glue with the same names in it. Fails with the names that it does not have.
    pub fn apply(&self, glue: &str) -> Result<String> {
        let modules = self.modules.iter().map(|old| renaming("\"", old, MODULE, "\":"));
        let imports = self.imports.iter().map(|(old, new)| renaming(" ", old, new, ": function"));
        let exports = self.exports.iter().map(|(old, new)| renaming("wasm.", old, new, "("));
        let (mut glue, mut missing) = (glue.to_owned(), Vec::new());
        for (old, new) in modules.chain(imports).chain(exports) {
            if !glue.contains(&old) {
                missing.push(format!("\n  {old}"));
            }
            glue = glue.replace(&old, &new);
        }
        if !missing.is_empty() {
            bail!("the glue has no such text, whose names the .wasm has:{}", missing.concat());
        }
        Ok(glue)
    }
}

/// What to look for in the glue, and what takes its place.
fn renaming(before: &str, old: &str, new: &str, after: &str) -> (String, String) {
    (format!("{before}{old}{after}"), format!("{before}{new}{after}"))
}

/// `a` to `z`, then `a1` and so on.
fn short(index: usize) -> String {
    let letter = char::from(b'a' + (index % 26) as u8);
    match index / 26 {
        0 => letter.to_string(),
        round => format!("{letter}{round}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    const GLUE: &str = "{ \"./glue.js\": { now: function() {}, later: function() {} } }; \
        wasm.wasm_bindgen__closure(1); wasm.send(2);";

    /// A module with those imports, one of them twice, and the exports of a capability.
    fn module(imports: &[&str]) -> Module {
        let mut module = Module::default();
        let ty = module.types.add(&[], &[]);
        let mut functions = imports.iter().chain(imports.first()).map(|name| {
            let (function, _) = module.add_import_func("./glue.js", name, ty);
            function
        });
        let function = functions.next().unwrap();
        functions.for_each(drop);
        module.exports.add("wasm_bindgen__closure", function);
        module.exports.add("send", function);
        module
    }

    #[test]
    fn the_module_and_its_glue_agree() {
        let mut module = module(&["now", "later"]);
        let glue = Names::shorten(&mut module).apply(GLUE).unwrap();
        let imports: Vec<_> =
            module.imports.iter().map(|it| (it.module.as_str(), it.name.as_str())).collect();
        assert_eq!(imports, [("w", "a"), ("w", "b"), ("w", "a")]);
        let exports: Vec<_> = module.exports.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(exports, ["c", "send"]);
        let short = "{ \"w\": { a: function() {}, b: function() {} } }; wasm.c(1); wasm.send(2);";
        assert_eq!(glue, short);
    }

    #[test]
    fn a_name_that_the_glue_has_not_is_said() {
        for (part, other) in [
            ("\"./glue.js\":", "\"./other.js\":"),
            (" now: function", " now: wasm"),
            ("wasm.wasm_bindgen__closure(", "wasm.other("),
        ] {
            let names = Names::shorten(&mut module(&["now", "later"]));
            let error = names.apply(&GLUE.replace(part, other)).unwrap_err().to_string();
            assert!(error.ends_with(&format!(":\n  {part}")), "{error}");
        }
    }

    #[test]
    fn no_two_names_are_alike() {
        let names: HashSet<String> = (0..1000).map(short).collect();
        assert_eq!(names.len(), 1000);
    }
}
