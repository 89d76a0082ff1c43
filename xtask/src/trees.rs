//! One package, several ways to the .wasm. Every public module that ends up loading WebAssembly
//! exists once for each way, in a folder named for it; all else exists once, so that `instanceof`
//! holds across the package. The alternatives, an `imports` map or a loader registered by an
//! entry point, fail in Parcel and in bundlers that drop side effects.

use anyhow::Result;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Each way, and the entry points that go it.
const WAYS: [(&str, &[&str]); 3] = [
    ("workerd", &["index.js", "reason.js"]),
    ("edge-light", &["index.js", "reason.js"]),
    ("slim", &["slim.js"]),
];
const DEFAULT_LOADER: &str = "\"./wasm/";

/// Copies what loads WebAssembly for each of the ways.
pub fn plant(dist: &Path) -> Result<()> {
    let modules = modules(dist)?;
    for (way, entries) in WAYS {
        let tree = dist.join(way);
        fs::create_dir_all(&tree)?;
        let mut wanted: Vec<&str> = entries.to_vec();
        while let Some(name) = wanted.pop() {
            let Some(text) = modules.get(name) else { continue };
            fs::write(tree.join(name), transplanted(text, way, &modules))?;
            let imported = modules.keys().filter(|other| imports(text, other));
            wanted.extend(imported.filter(|other| loads(other, &modules)).map(String::as_str));
        }
    }
    Ok(fs::remove_file(dist.join("slim.js"))?)
}

/// The modules at the top of `dist`, by file name.
fn modules(dist: &Path) -> Result<BTreeMap<String, String>> {
    let mut modules = BTreeMap::new();
    for entry in fs::read_dir(dist)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "js") {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            modules.insert(name, fs::read_to_string(path)?);
        }
    }
    Ok(modules)
}

/// Whether the module, or one that it imports, loads WebAssembly.
fn loads(name: &str, modules: &BTreeMap<String, String>) -> bool {
    let Some(text) = modules.get(name) else { return false };
    text.contains(DEFAULT_LOADER)
        || modules
            .keys()
            .any(|other| other != name && imports(text, other) && loads(other, modules))
}

fn imports(text: &str, module: &str) -> bool {
    text.contains(&format!("\"./{module}\""))
}

/// The module's text with its imports as they are from one folder further down.
fn transplanted(text: &str, way: &str, modules: &BTreeMap<String, String>) -> String {
    let mut text = text
        .replace(&format!("{DEFAULT_LOADER}{way}/"), &format!("\"../wasm/{way}/"))
        .replace(DEFAULT_LOADER, &format!("\"../wasm/{way}/"));
    for name in modules.keys().filter(|name| !loads(name, modules)) {
        text = text.replace(&format!("\"./{name}\""), &format!("\"../{name}\""));
    }
    text
}
