//! Records by their keys, of which the latest stand.

use super::names::{Name, Names};
use super::sort;
use crate::core::time::Millis;
use alloc::vec::Vec;
use core::cmp::Ordering;

/// When a record was made, and what comes later at the same time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// Milliseconds since the Unix epoch.
    pub at: u64,
    /// Its place among those of one millisecond.
    pub seq: u64,
}

/// A record, its texts by number.
pub trait Row: Copy {
    /// What tells records apart: of each the latest stands.
    type Key: Ord;
    /// How many of a key are kept, the latest ones.
    const KEPT: usize;

    /// A part of the key by which the most are told apart.
    fn group(&self) -> Name;
    /// All of the key.
    fn key(&self) -> Self::Key;
    /// When it was made.
    fn moment(&self) -> Moment;
    /// What decides between two of one key and moment: the greater stands.
    fn content<'a>(&self, names: &'a Names) -> (u64, &'a str);
    /// With other numbers for its texts.
    fn renamed(self, new: &mut dyn FnMut(Name) -> Name) -> Self;
}

/// Rows that have been put in order, and rows that came since.
#[derive(Clone, Debug)]
pub struct Ledger<R> {
    rows: Vec<R>,
    /// How many are in order.
    settled: usize,
}

impl<R> Default for Ledger<R> {
    fn default() -> Self {
        Self { rows: Vec::new(), settled: 0 }
    }
}

impl<R: Row> Ledger<R> {
    /// Takes a row in.
    pub fn push(&mut self, row: R) {
        self.rows.push(row);
    }

    /// Rows by key and moment, once they were settled.
    pub fn rows(&self) -> &[R] {
        &self.rows
    }

    /// Bytes that it takes.
    pub fn bytes(&self) -> usize {
        self.rows.capacity() * size_of::<R>()
    }

    /// Takes in the rows of another one, from a moment on.
    pub fn extend(&mut self, other: &Self, since: Millis, new: &mut dyn FnMut(Name) -> Name) {
        let rows = other.rows.iter().filter(|row| row.moment().at >= since.0);
        self.rows.extend(rows.map(|row| row.renamed(new)));
    }

    /// Puts all rows in order, and keeps of each key the latest. In linear time, as long as no group
    /// holds most of the rows.
    pub fn settle(&mut self, names: &Names) {
        if self.settled == self.rows.len() {
            return;
        }
        let mut sorted = by_group(&self.rows, names.len());
        for group in sorted.chunk_by_mut(|one, two| one.group() == two.group()) {
            sort::by(group, |one, two| by_key(one, two).then_with(|| by_age(one, two, names)));
        }
        self.rows.clear();
        for rows in sorted.chunk_by(|one, two| by_key(one, two) == Ordering::Equal) {
            let start = self.rows.len();
            for row in rows {
                let last = self.rows.get_mut(start..).and_then(<[R]>::last_mut);
                match last.filter(|last| last.moment() == row.moment()) {
                    Some(last) => *last = *row,
                    None => self.rows.push(*row),
                }
            }
            let kept = self.rows.len() - start;
            self.rows.drain(start..start + kept.saturating_sub(R::KEPT));
        }
        self.settled = self.rows.len();
    }
}

fn by_key<R: Row>(one: &R, two: &R) -> Ordering {
    one.key().cmp(&two.key())
}

fn by_age<R: Row>(one: &R, two: &R, names: &Names) -> Ordering {
    one.moment().cmp(&two.moment()).then_with(|| one.content(names).cmp(&two.content(names)))
}

/// Sorts by counting; `groups` is above all of them.
fn by_group<R: Row>(rows: &[R], groups: usize) -> Vec<R> {
    let mut places = alloc::vec![0; groups + 1];
    for row in rows {
        if let Some(count) = places.get_mut(row.group().place() + 1) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for place in &mut places {
        sum += *place;
        *place = sum;
    }
    let mut sorted = rows.to_vec();
    for row in rows {
        let Some(place) = places.get_mut(row.group().place()) else { continue };
        if let Some(slot) = sorted.get_mut(*place) {
            *slot = *row;
        }
        *place += 1;
    }
    sorted
}
