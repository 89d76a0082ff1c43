//! Sorting, in two ways for all types: the standard library's would be there once for each, 8 KB a
//! time.

use alloc::vec::Vec;
use core::cmp::Ordering;

/// As long as that, things are put into their places one by one.
const FEW: usize = 32;
/// From so many numbers on it pays to count digits of 11 bits; of fewer, of 8.
const MANY: usize = 2048;

/// Sorts numbers, many of them by their digits and in linear time.
pub fn numbers(values: &mut Vec<u64>) {
    if values.len() <= FEW {
        return insert(values, &u64::cmp);
    }
    let bits = if values.len() < MANY { 8 } else { 11 };
    let (mut from, mut to) = (core::mem::take(values), Vec::new());
    let most = from.iter().copied().max().unwrap_or(0);
    let mut shift = 0;
    while most >> shift > 0 {
        let digit = |value: u64| (value >> shift) as usize & ((1 << bits) - 1);
        let mut places = alloc::vec![0; 1 << bits];
        for value in &from {
            if let Some(count) = places.get_mut(digit(*value)) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for place in &mut places {
            sum += core::mem::replace(place, sum);
        }
        to.resize(from.len(), 0);
        for value in &from {
            let Some(place) = places.get_mut(digit(*value)) else { continue };
            if let Some(slot) = to.get_mut(*place) {
                *slot = *value;
            }
            *place += 1;
        }
        core::mem::swap(&mut from, &mut to);
        shift += bits;
        if shift >= u64::BITS {
            break;
        }
    }
    *values = from;
}

/// Sorts; what is equal keeps its order.
pub fn by<T: Copy>(things: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    if things.len() <= FEW {
        return insert(things, &compare);
    }
    let before = things.to_vec();
    for (slot, thing) in things.iter_mut().zip(sorted(&before, compare)) {
        *slot = *thing;
    }
}

/// The first of them in their order, so many at most; what is equal keeps its own. In linear time where
/// these are few.
pub fn first<T>(things: Vec<T>, most: usize, compare: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let mut first: Vec<T> = Vec::new();
    for thing in things {
        let is_before = |other: &T| compare(other, &thing) != Ordering::Greater;
        if first.len() >= most && first.last().is_none_or(is_before) {
            continue;
        }
        first.insert(first.partition_point(is_before), thing);
        first.truncate(most);
    }
    first
}

/// All of them in their order; what is equal keeps its own.
pub fn sorted<T>(things: &[T], compare: impl Fn(&T, &T) -> Ordering) -> impl Iterator<Item = &T> {
    places_by(things, compare).into_iter().filter_map(|place| things.get(place as usize))
}

/// Where they are, in their order.
pub fn places_by<T>(things: &[T], compare: impl Fn(&T, &T) -> Ordering) -> Vec<u32> {
    places(things.len(), &|one, two| {
        let (Some(one), Some(two)) = (things.get(one as usize), things.get(two as usize)) else {
            return Ordering::Equal;
        };
        compare(one, two)
    })
}

fn insert<T: Copy>(things: &mut [T], compare: &dyn Fn(&T, &T) -> Ordering) {
    for end in 1..things.len() {
        for place in (1..=end).rev() {
            let Some([one, two]) = things.get_mut(place - 1..=place) else { return };
            if compare(one, two) != Ordering::Greater {
                break;
            }
            core::mem::swap(one, two);
        }
    }
}

/// By merging runs, each twice as long as those before.
#[inline(never)]
fn places(n: usize, compare: &dyn Fn(u32, u32) -> Ordering) -> Vec<u32> {
    let mut from: Vec<u32> = (0..n as u32).collect();
    for run in from.chunks_mut(FEW) {
        insert(run, &|one, two| compare(*one, *two));
    }
    let mut to: Vec<u32> = Vec::with_capacity(n);
    let mut width = FEW;
    while width < n {
        to.clear();
        for runs in from.chunks(width * 2) {
            let (mut left, mut right) = runs.split_at(width.min(runs.len()));
            while let ([one, rest @ ..], [two, others @ ..]) = (left, right) {
                if compare(*one, *two) == Ordering::Greater {
                    to.push(*two);
                    right = others;
                } else {
                    to.push(*one);
                    left = rest;
                }
            }
            to.extend_from_slice(left);
            to.extend_from_slice(right);
        }
        core::mem::swap(&mut from, &mut to);
        width *= 2;
    }
    from
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_equal_keeps_its_order(
            mut things in proptest::collection::vec((0u8..9, any::<u8>()), 0..200),
        ) {
            let mut expected = things.clone();
            expected.sort_by_key(|thing| thing.0);
            by(&mut things, |one, two| one.0.cmp(&two.0));
            prop_assert_eq!(things, expected);
        }

        #[test]
        fn the_first_are_those_that_are_first_in_the_order_of_all(
            things in proptest::collection::vec((0u8..9, any::<u8>()), 0..50),
            most in 0usize..60,
        ) {
            let order = |one: &(u8, u8), two: &(u8, u8)| one.0.cmp(&two.0);
            let expected: Vec<(u8, u8)> = sorted(&things, order).take(most).copied().collect();
            prop_assert_eq!(first(things, most, order), expected);
        }

        #[test]
        fn numbers_are_sorted_by_all_of_their_digits(
            values in proptest::collection::vec(any::<u64>(), 0..MANY + 200),
            shift in 0u32..64,
        ) {
            let mut values: Vec<u64> = values.into_iter().map(|value| value >> shift).collect();
            let mut expected = values.clone();
            expected.sort_unstable();
            numbers(&mut values);
            prop_assert_eq!(values, expected);
        }
    }
}
