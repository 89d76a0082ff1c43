//! Short names between a .wasm and its glue. wasm-bindgen's own carry a hash each, which nothing
//! compresses, and stand in both files.

use std::collections::BTreeMap;
use walrus::Module;

/// What the imports of wasm-bindgen come from, in short.
const MODULE: &str = "w";

/// Old names and new ones.
#[derive(Default)]
pub struct Names {
    modules: Vec<String>,
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
            names.modules.push(std::mem::replace(&mut import.module, MODULE.to_owned()));
        }
        for export in module.exports.iter_mut().filter(|it| it.name.starts_with("wasm_bindgen__")) {
            let name = short(names.imports.len() + names.exports.len());
            names.exports.insert(std::mem::replace(&mut export.name, name.clone()), name);
        }
        names
    }

    /// The glue with the same names in it.
    pub fn apply(&self, glue: &str) -> String {
        let mut glue = glue.to_owned();
        for module in &self.modules {
            glue = glue.replace(&format!("\"{module}\":"), &format!("\"{MODULE}\":"));
        }
        for (old, new) in &self.imports {
            glue = glue.replace(&format!(" {old}: function"), &format!(" {new}: function"));
        }
        for (old, new) in &self.exports {
            glue = glue.replace(&format!("wasm.{old}("), &format!("wasm.{new}("));
        }
        glue
    }
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
    use super::short;
    use std::collections::HashSet;

    #[test]
    fn no_two_names_are_alike() {
        let names: HashSet<String> = (0..1000).map(short).collect();
        assert_eq!(names.len(), 1000);
    }
}
