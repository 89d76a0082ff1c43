//! Texts by numbers: ids of memories, raters and sessions are kept once, however often they are
//! recorded.

use super::sort;
use alloc::string::String;
use alloc::vec::Vec;

/// A text's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(pub u32);

impl Name {
    /// The empty text.
    pub const EMPTY: Self = Self(0);

    /// As a place in a list with one entry for each name.
    pub fn place(self) -> usize {
        self.0 as usize
    }
}

/// Texts, and their numbers in the order in which they came.
#[derive(Clone, Debug)]
pub struct Names {
    /// One behind the other.
    text: String,
    /// Where each ends.
    ends: Vec<usize>,
    /// By the hash of their text, at least a quarter of them free.
    slots: Vec<Slot>,
}

/// A name, with its text's hash, so that few texts are looked at that are others. It is free with the
/// empty text's, which needs none.
#[derive(Clone, Copy, Debug)]
struct Slot {
    hash: u32,
    name: Name,
}

impl Slot {
    const FREE: Self = Self { hash: 0, name: Name::EMPTY };
}

impl Default for Names {
    /// With the empty text.
    fn default() -> Self {
        Self { text: String::new(), ends: alloc::vec![0], slots: alloc::vec![Slot::FREE; 16] }
    }
}

impl Names {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none: never, since the empty text is there.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The number of a text, a new one if it is new.
    pub fn name(&mut self, text: &str) -> Name {
        self.named(text, hash(text))
    }

    /// The same for many, a step at a time for all of them: most of the time goes into waiting for
    /// memory, which then is waited for side by side.
    pub fn names(&mut self, texts: &[&str]) -> Vec<Name> {
        let hashes: Vec<u32> = texts.iter().map(|text| hash(text)).collect();
        let find = |hash: &u32| self.found(*hash, |slot| slot.hash == *hash).1;
        let likely: Vec<Name> = hashes.iter().map(find).collect();
        let is_it = |name: Name, text: &str| (self.text(name) == text).then_some(name);
        let known: Vec<Option<Name>> =
            likely.into_iter().zip(texts).map(|(name, text)| is_it(name, text)).collect();
        let all = known.into_iter().zip(texts.iter().zip(hashes));
        all.map(|(known, (text, hash))| known.unwrap_or_else(|| self.named(text, hash))).collect()
    }

    /// The text of a number; empty for one that was never given.
    pub fn text(&self, name: Name) -> &str {
        let end = self.ends.get(name.place()).copied().unwrap_or(0);
        let start = name.place().checked_sub(1).and_then(|before| self.ends.get(before));
        self.text.get(start.copied().unwrap_or(0)..end).unwrap_or_default()
    }

    /// All of them, in the order of their numbers.
    pub fn all(&self) -> impl Iterator<Item = Name> + use<> {
        (0..self.ends.len() as u32).map(Name)
    }

    /// For each name its place among all texts in their order.
    pub fn ranks(&self) -> Vec<u32> {
        let names: Vec<Name> = self.all().collect();
        let sorted = sort::sorted(&names, |one, two| self.text(*one).cmp(self.text(*two)));
        let mut ranks = alloc::vec![0; names.len()];
        for (rank, name) in (0..).zip(sorted) {
            if let Some(slot) = ranks.get_mut(name.place()) {
                *slot = rank;
            }
        }
        ranks
    }

    /// Bytes that it takes.
    pub fn bytes(&self) -> usize {
        self.text.capacity()
            + self.ends.capacity() * size_of::<usize>()
            + self.slots.capacity() * size_of::<Slot>()
    }

    fn named(&mut self, text: &str, hash: u32) -> Name {
        if text.is_empty() {
            return Name::EMPTY;
        }
        if self.ends.len() * 4 >= self.slots.len() * 3 {
            self.grow();
        }
        let is_it = |slot: Slot| slot.hash == hash && self.text(slot.name) == text;
        let (place, name) = self.found(hash, is_it);
        if name != Name::EMPTY {
            return name;
        }
        let name = Name(self.ends.len() as u32);
        self.text.push_str(text);
        self.ends.push(self.text.len());
        self.put(place, Slot { hash, name });
        name
    }

    /// A slot's place and name: the one that is it, or a free one.
    fn found(&self, hash: u32, is_it: impl Fn(Slot) -> bool) -> (usize, Name) {
        let mask = self.slots.len() - 1;
        let mut place = hash as usize & mask;
        while let Some(slot) = self.slots.get(place) {
            if slot.name == Name::EMPTY || is_it(*slot) {
                return (place, slot.name);
            }
            place = (place + 1) & mask;
        }
        (place, Name::EMPTY)
    }

    fn put(&mut self, place: usize, slot: Slot) {
        if let Some(free) = self.slots.get_mut(place) {
            *free = slot;
        }
    }

    fn grow(&mut self) {
        let free = alloc::vec![Slot::FREE; self.slots.len() * 2];
        let slots = core::mem::replace(&mut self.slots, free);
        for slot in slots.into_iter().filter(|slot| slot.name != Name::EMPTY) {
            let (place, _) = self.found(slot.hash, |_| false);
            self.put(place, slot);
        }
    }
}

/// Eight bytes at a time: each is mixed by an odd factor, whose high bits are folded into the low ones.
fn hash(text: &str) -> u32 {
    let mix = |hash: u64, word: u64| {
        let mixed = (hash ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ mixed >> 32
    };
    let (words, rest) = text.as_bytes().as_chunks();
    let all = words.iter().map(|word| u64::from_le_bytes(*word));
    let hash = all.fold(text.len() as u64, mix);
    mix(hash, rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte))) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    #[test]
    fn a_text_has_one_number_however_many_there_are() {
        let mut names = Names::default();
        assert_eq!(names.name(""), Name::EMPTY);
        let given: Vec<Name> = (0..1000).map(|it| names.name(&format!("m{it}"))).collect();
        for (it, name) in given.iter().enumerate() {
            assert_eq!(names.name(&format!("m{it}")), *name);
            assert_eq!(names.text(*name), format!("m{it}"));
        }
        assert_eq!(names.len(), 1001);
        assert_eq!(names.text(Name(5000)), "");
        let (m0, m7, new) = (given[0], given[7], Name(1001));
        assert_eq!(names.names(&["m7", "", "n", "m0", "n"]), [m7, Name::EMPTY, new, m0, new]);
        let ranks = names.ranks();
        assert_eq!([ranks[0], ranks[1], ranks[2], ranks[11]], [0, 1, 2, 3], "m0, m1, m10");
    }

    #[test]
    fn texts_with_the_same_hash_are_told_apart() {
        let texts: Vec<String> = (0..150_000).map(|it| format!("{it}")).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let mut hashes: Vec<u32> = texts.iter().map(|text| hash(text)).collect();
        hashes.sort_unstable();
        hashes.dedup();
        assert!(hashes.len() < texts.len(), "none has the same");
        let mut names = Names::default();
        let given = names.names(&texts);
        assert_eq!(names.len(), texts.len() + 1);
        assert_eq!(names.names(&texts), given);
        assert!(texts.iter().zip(&given).all(|(text, name)| names.text(*name) == *text));
    }
}
