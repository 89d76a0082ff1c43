//! Texts that say much the same, found without comparing each with each.

use super::sort;
use alloc::string::String;
use alloc::vec::Vec;

/// Letters of a piece of text.
const PIECE: usize = 3;
/// Of all pieces of two texts, the share that is in both, from which they count as alike.
const ALIKE: f64 = 0.6;
/// Texts with a rare piece in common that one is compared with, so that a thousand that are the
/// same are no million pairs.
const COMPARED: usize = 32;
/// Bytes of a text that are looked at.
const LONGEST: usize = 2048;

/// Two texts by their places, the first one before the second, and how alike they are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Alike {
    /// The place of one.
    pub one: usize,
    /// The place of the other.
    pub two: usize,
    /// The share of pieces in both ([Jaccard 1901](https://doi.org/10.5169/seals-266450)).
    pub similarity: f64,
}

/// All pairs that are alike, by their places. A text is compared with those before it that have a
/// rare piece in common, the nearest first: by the prefix filter
/// ([Chaudhuri et al. 2006](https://doi.org/10.1109/ICDE.2006.9)) no other can be alike.
pub fn pairs<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<Alike> {
    let mut sets: Vec<Vec<u64>> = texts.map(pieces).collect();
    by_rarity(&mut sets);
    let kinds = sets.iter().flatten().max().map_or(0, |most| *most as usize + 1);
    let mut holders: Vec<Vec<u64>> = alloc::vec![Vec::new(); kinds];
    let mut found = Vec::new();
    for (place, set) in sets.iter().enumerate() {
        let needed = libm::ceil(ALIKE * set.len() as f64) as usize;
        let prefix = set.get(..set.len() - needed + usize::from(!set.is_empty()));
        let mut others: Vec<u64> = Vec::new();
        for piece in prefix.unwrap_or_default() {
            let Some(holders) = holders.get_mut(*piece as usize) else { continue };
            others.extend(holders.iter().rev().take(COMPARED));
            holders.push(place as u64);
        }
        sort::numbers(&mut others);
        others.dedup();
        for other in others.into_iter().rev().take(COMPARED).map(|other| other as usize) {
            let similarity = sets.get(other).map_or(0.0, |other| jaccard(other, set));
            if similarity >= ALIKE {
                found.push(Alike { one: other, two: place, similarity });
            }
        }
    }
    found
}

/// Each piece once, as a number made of its letters. Case, and all that is neither letter nor
/// digit, make no difference.
fn pieces(text: &str) -> Vec<u64> {
    let text = text.get(..text.floor_char_boundary(LONGEST)).unwrap_or(text);
    let mut plain = String::from(" ");
    for letter in text.chars().map(lower) {
        if is_letter(letter) {
            plain.push(letter);
        } else if !plain.ends_with(' ') {
            plain.push(' ');
        }
    }
    if !plain.ends_with(' ') {
        plain.push(' ');
    }
    let letters: Vec<char> = plain.chars().collect();
    let mut pieces: Vec<u64> = letters.windows(PIECE).map(number).collect();
    sort::numbers(&mut pieces);
    pieces.dedup();
    pieces
}

/// In lower case, where upper and lower case stand in rows: Latin, Greek and Cyrillic. The tables of
/// Unicode are 12 KB.
fn lower(letter: char) -> char {
    let code = u32::from(letter);
    let lower = match code {
        0x41..=0x5a | 0xc0..=0xd6 | 0xd8..=0xde | 0x391..=0x3ab | 0x410..=0x42f => code + 32,
        0x400..=0x40f => code + 80,
        0x139..=0x148 | 0x179..=0x17e => code + code % 2,
        0x100..=0x177 | 0x1e00..=0x1eff | 0x460..=0x481 | 0x48a..=0x4bf => code | 1,
        _ => code,
    };
    char::from_u32(lower).unwrap_or(letter)
}

/// Whether it is a letter, a digit, or at least no punctuation that is in common use.
fn is_letter(letter: char) -> bool {
    match u32::from(letter) {
        0..=0x7f => letter.is_ascii_alphanumeric(),
        0x80..=0xbf | 0xd7 | 0xf7 | 0x60c | 0x61b | 0x61f | 0x6d4 | 0x964 | 0x965 => false,
        0x2000..=0x206f | 0x2e00..=0x2e7f | 0x3000..=0x3004 | 0x3008..=0x3020 | 0x30fb => false,
        0xff00..=0xff0f | 0xff1a..=0xff20 | 0xff3b..=0xff40 | 0xff5b..=0xff65 => false,
        _ => true,
    }
}

/// Two pieces may share one, once in some billions.
fn number(piece: &[char]) -> u64 {
    let mixed = piece.iter().fold(0x811c_9dc5_u64, |hash, letter| {
        (hash ^ u64::from(u32::from(*letter))).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    });
    mixed >> 32
}

/// Gives pieces small numbers, those that few texts have first.
fn by_rarity(sets: &mut [Vec<u64>]) {
    let mut all: Vec<u64> = sets.iter().flatten().copied().collect();
    sort::numbers(&mut all);
    let counts: Vec<(usize, u64)> = all
        .chunk_by(|one, two| one == two)
        .filter_map(|same| same.first().map(|piece| (same.len(), *piece)))
        .collect();
    let kinds: Vec<u64> = counts.iter().map(|(_, piece)| *piece).collect();
    let mut ranks = alloc::vec![0; kinds.len()];
    // By the number of texts, and among those with as many by the piece.
    for (rank, place) in (0..).zip(sort::places_by(&counts, |one, two| one.0.cmp(&two.0))) {
        if let Some(slot) = ranks.get_mut(place as usize) {
            *slot = rank;
        }
    }
    for set in sets {
        for piece in set.iter_mut() {
            let place = kinds.binary_search(piece).ok();
            *piece = place.and_then(|place| ranks.get(place)).copied().unwrap_or(0);
        }
        sort::numbers(set);
    }
}

fn jaccard(one: &[u64], two: &[u64]) -> f64 {
    let (mut left, mut right) = (one.iter().peekable(), two.iter().peekable());
    let mut both = 0usize;
    while let (Some(first), Some(second)) = (left.peek(), right.peek()) {
        let order = first.cmp(second);
        both += usize::from(order.is_eq());
        if order.is_le() {
            left.next();
        }
        if order.is_ge() {
            right.next();
        }
    }
    both as f64 / (one.len() + two.len() - both) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(texts: &[&str]) -> Vec<(usize, usize)> {
        pairs(texts.iter().copied()).into_iter().map(|it| (it.one, it.two)).collect()
    }

    #[test]
    fn what_says_much_the_same_is_found() {
        let texts = [
            "Prefers window seats on long flights",
            "Works at a bakery in Lyon",
            "prefers window seats on flights.",
            "Prefers aisle seats on trains",
            "ベジタリアンで、魚は食べます",
            "ベジタリアンで魚は食べます",
            "",
            "?",
        ];
        assert_eq!(found(&texts), [(0, 2), (4, 5)]);
    }

    #[test]
    fn case_makes_no_difference() {
        for (upper, other) in
            [("ÀÖØÞ", "àöøþ"), ("ĀŽŁŐ", "āžłő"), ("ΑΩЀЯѢ", "αωѐяѣ"), ("×ßÿ", "×ßÿ")]
        {
            assert!(upper.chars().map(lower).eq(other.chars()), "{upper}");
        }
    }

    #[test]
    fn a_thousand_that_are_the_same_are_no_million_pairs() {
        let pairs = found(&["Lives in Porto"; 1000]);
        assert!(pairs.len() <= 1000 * COMPARED, "{}", pairs.len());
        assert!(pairs.contains(&(998, 999)));
    }

    proptest! {
        #[test]
        fn nothing_that_comparing_each_with_each_finds_is_missed(
            texts in proptest::collection::vec("[ab]{0,9}", 0..20),
        ) {
            let sets: Vec<Vec<u64>> = texts.iter().map(|text| pieces(text)).collect();
            let mut expected = Vec::new();
            for (two, set) in sets.iter().enumerate() {
                for (one, other) in sets[..two].iter().enumerate().rev() {
                    if jaccard(other, set) >= ALIKE {
                        expected.push((one, two));
                    }
                }
            }
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            prop_assert_eq!(found(&texts), expected);
        }
    }
}
