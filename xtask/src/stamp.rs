//! What was made, and from what, so that it is not made twice.

use anyhow::{Context, Result};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// Makes `product` unless it is there and `stamp` says that it was made from the same `inputs`,
/// files or folders. Only what was made to the end is stamped.
pub fn unless_fresh(
    product: &Path,
    stamp: &Path,
    inputs: &[PathBuf],
    make: impl FnOnce() -> Result<()>,
) -> Result<()> {
    let digest = digest(inputs)?;
    if product.exists() && fs::read_to_string(stamp).is_ok_and(|found| found == digest) {
        return Ok(());
    }
    if stamp.exists() {
        fs::remove_file(stamp)?;
    }
    make()?;
    if let Some(folder) = stamp.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(stamp, digest).with_context(|| format!("cannot write {}", stamp.display()))
}

fn digest(inputs: &[PathBuf]) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for input in inputs {
        feed(input, &mut hasher)?;
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn feed(path: &Path, hasher: &mut DefaultHasher) -> Result<()> {
    path.file_name().hash(hasher);
    if path.is_dir() {
        let mut entries: Vec<PathBuf> =
            fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
        entries.sort();
        return entries.iter().try_for_each(|entry| feed(entry, hasher));
    }
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))?.hash(hasher);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn makes_again_only_what_changed_or_was_not_finished() {
        let folder = tempfile::tempdir().unwrap();
        let (input, product) = (folder.path().join("input"), folder.path().join("product"));
        let stamp = folder.path().join("stamps/product");
        let made = Cell::new(0);
        let make = |good: bool| {
            unless_fresh(&product, &stamp, std::slice::from_ref(&input), || {
                made.set(made.get() + 1);
                fs::write(&product, "")?;
                if good { Ok(()) } else { anyhow::bail!("out of paper") }
            })
        };
        fs::create_dir(&input).unwrap();
        fs::write(input.join("a"), "1").unwrap();
        assert!(make(false).is_err());
        make(true).unwrap();
        assert_eq!(made.get(), 2);
        make(true).unwrap();
        assert_eq!(made.get(), 2, "nothing has changed");
        fs::write(input.join("a"), "2").unwrap();
        make(true).unwrap();
        assert_eq!(made.get(), 3, "an input has changed");
        fs::remove_file(&product).unwrap();
        make(true).unwrap();
        assert_eq!(made.get(), 4, "the product is gone");
    }
}
