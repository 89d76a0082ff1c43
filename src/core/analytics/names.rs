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
    /// Names by the hash of their text, at least a quarter of them free.
    slots: Vec<Option<Name>>,
}

impl Default for Names {
    /// With the empty text.
    fn default() -> Self {
        let mut names =
            Self { text: String::new(), ends: Vec::new(), slots: alloc::vec![None; 16] };
        names.name("");
        names
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
        if self.ends.len() * 4 >= self.slots.len() * 3 {
            self.grow();
        }
        match self.find(text) {
            Ok(name) => name,
            Err(place) => {
                let name = Name(self.ends.len() as u32);
                self.text.push_str(text);
                self.ends.push(self.text.len());
                if let Some(slot) = self.slots.get_mut(place) {
                    *slot = Some(name);
                }
                name
            }
        }
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
            + self.slots.capacity() * size_of::<Option<Name>>()
    }

    /// The name, or the place for a new one.
    fn find(&self, text: &str) -> Result<Name, usize> {
        let mask = self.slots.len() - 1;
        let mut place = hash(text) as usize & mask;
        while let Some(name) = self.slots.get(place).copied().flatten() {
            if self.text(name) == text {
                return Ok(name);
            }
            place = (place + 1) & mask;
        }
        Err(place)
    }

    fn grow(&mut self) {
        let size = self.slots.len() * 2;
        self.slots = alloc::vec![None; size];
        for name in self.all() {
            let Err(place) = self.find(self.text(name)) else { continue };
            if let Some(slot) = self.slots.get_mut(place) {
                *slot = Some(name);
            }
        }
    }
}

/// FNV-1a, whose low bits are mixed with the high ones.
fn hash(text: &str) -> u64 {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    hash ^ hash >> 29
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
        let ranks = names.ranks();
        assert_eq!([ranks[0], ranks[1], ranks[2], ranks[11]], [0, 1, 2, 3], "m0, m1, m10");
    }
}
