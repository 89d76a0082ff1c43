//! One package, several ways to the .wasm. Every public module that ends up loading WebAssembly
//! exists once for each way, in a folder named for it; all else exists once, so that `instanceof`
//! holds across the package. The alternatives, an `imports` map or a loader registered by an
//! entry point, fail in Parcel and in bundlers that drop side effects.

use anyhow::{Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A folder's name, and the entry points in it.
type Way = (&'static str, &'static [&'static str]);

const WAYS: [Way; 3] = [
    ("workerd", &["analytics.js", "index.js", "queue.js", "reason.js", "relay.js"]),
    ("edge-light", &["analytics.js", "index.js", "queue.js", "reason.js", "relay.js"]),
    ("slim", &["slim.js"]),
];
/// Its copy is the only one that is kept.
const SLIM: &str = "slim.js";
const DEFAULT_LOADER: &str = "\"./wasm/";

/// Copies what loads WebAssembly for each of the ways. Fails when an entry point does not load
/// any, or is not there, and when a way has no loader for what it needs.
pub fn plant(dist: &Path) -> Result<()> {
    let modules = Modules::at_the_top_of(dist)?;
    for way in WAYS {
        modules.plant(dist, way)?;
    }
    Ok(fs::remove_file(dist.join(SLIM))?)
}

struct Modules {
    /// By file name.
    texts: BTreeMap<String, String>,
    /// Those that load WebAssembly, or import one that does.
    loading: BTreeSet<String>,
}

impl Modules {
    fn at_the_top_of(dist: &Path) -> Result<Self> {
        let mut texts = BTreeMap::new();
        for entry in fs::read_dir(dist)? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "js") {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                texts.insert(name, fs::read_to_string(path)?);
            }
        }
        let loading = loading(&texts);
        Ok(Self { texts, loading })
    }

    fn plant(&self, dist: &Path, (way, entries): Way) -> Result<()> {
        let tree = dist.join(way);
        fs::create_dir_all(&tree)?;
        let (mut wanted, mut planted) = (entries.to_vec(), BTreeSet::new());
        while let Some(name) = wanted.pop() {
            let Some(text) = self.texts.get(name).filter(|_| self.loading.contains(name)) else {
                bail!("{name}, an entry point of {way}, is no module that loads WebAssembly");
            };
            if planted.insert(name) {
                let copy = self.transplanted(text, way);
                check_loaders(dist, way, name, &copy)?;
                fs::write(tree.join(name), copy)?;
                let imported = self.loading.iter().filter(|other| imports(text, other));
                wanted.extend(imported.map(String::as_str));
            }
        }
        Ok(())
    }

    /// The module's text with its imports as they are from one folder further down.
    fn transplanted(&self, text: &str, way: &str) -> String {
        let mut text = text
            .replace(&format!("{DEFAULT_LOADER}{way}/"), &loader(way))
            .replace(DEFAULT_LOADER, &loader(way));
        for name in self.texts.keys().filter(|name| !self.loading.contains(*name)) {
            text = text.replace(&format!("\"./{name}\""), &format!("\"../{name}\""));
        }
        // What is in folders exists once; what loads WebAssembly lies at the top.
        let mut parts = text.split("\"./");
        let mut text = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let path = part.split('"').next().unwrap_or_default();
            text.push_str(if path.contains('/') { "\"../" } else { "\"./" });
            text.push_str(part);
        }
        text
    }
}

fn loading(texts: &BTreeMap<String, String>) -> BTreeSet<String> {
    let mut loading: BTreeSet<String> = BTreeSet::new();
    loop {
        let loads = |text: &str| {
            text.contains(DEFAULT_LOADER) || loading.iter().any(|other| imports(text, other))
        };
        let more: BTreeSet<String> =
            texts.iter().filter(|(_, text)| loads(text)).map(|(name, _)| name.clone()).collect();
        if more.len() == loading.len() {
            return loading;
        }
        loading = more;
    }
}

fn imports(text: &str, module: &str) -> bool {
    text.contains(&format!("\"./{module}\""))
}

/// How an import of a way's loader begins, from within the way.
fn loader(way: &str) -> String {
    format!("\"../wasm/{way}/")
}

fn check_loaders(dist: &Path, way: &str, module: &str, text: &str) -> Result<()> {
    for rest in text.split(&loader(way)).skip(1) {
        let (name, _) = rest.split_once('"').unwrap_or((rest, ""));
        if !dist.join("wasm").join(way).join(name).is_file() {
            bail!("{way} has no wasm/{way}/{name}, which {module} imports");
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    const WAY: Way = ("edge", &["index.js"]);

    fn dist(files: &[(&str, &str)]) -> TempDir {
        let dist = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = dist.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        dist
    }

    /// The planted files' names and texts, or the objection.
    fn planted(dist: &TempDir) -> Result<Vec<(String, String)>, String> {
        let modules = Modules::at_the_top_of(dist.path()).unwrap();
        modules.plant(dist.path(), WAY).map_err(|error| error.to_string())?;
        let planted = Modules::at_the_top_of(&dist.path().join(WAY.0)).unwrap();
        Ok(planted.texts.into_iter().collect())
    }

    #[test]
    fn what_loads_is_copied_and_the_rest_is_shared() {
        let dist = dist(&[
            ("index.js", "import \"./client.js\"; import \"./errors.js\";"),
            (
                "client.js",
                "import \"./wasm/client.js\"; import \"./errors.js\"; import \"./a/b.js\";",
            ),
            ("errors.js", ""),
            ("a/b.js", ""),
            ("wasm/edge/client.js", ""),
        ]);
        let client =
            "import \"../wasm/edge/client.js\"; import \"../errors.js\"; import \"../a/b.js\";";
        let index = "import \"./client.js\"; import \"../errors.js\";";
        let expected = [("client.js", client), ("index.js", index)];
        let expected = expected.map(|(name, text)| (name.to_owned(), text.to_owned()));
        assert_eq!(planted(&dist).unwrap(), expected);
    }

    #[test]
    fn a_circle_of_imports_comes_to_an_end() {
        let dist = dist(&[
            ("index.js", "import \"./client.js\";"),
            ("client.js", "import \"./index.js\"; import \"./wasm/edge/client.js\";"),
            ("one.js", "import \"./other.js\";"),
            ("other.js", "import \"./one.js\";"),
            ("wasm/edge/client.js", ""),
        ]);
        let names: Vec<String> =
            planted(&dist).unwrap().into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["client.js", "index.js"]);
    }

    #[test]
    fn an_entry_point_that_is_none_is_named() {
        let objection = "index.js, an entry point of edge, is no module that loads WebAssembly";
        assert_eq!(planted(&dist(&[])).unwrap_err(), objection);
        assert_eq!(planted(&dist(&[("index.js", "")])).unwrap_err(), objection);
    }

    #[test]
    fn a_loader_that_is_not_there_is_named() {
        let dist = dist(&[("index.js", "import \"./wasm/client.js\";")]);
        assert_eq!(
            planted(&dist).unwrap_err(),
            "edge has no wasm/edge/client.js, which index.js imports"
        );
    }
}
