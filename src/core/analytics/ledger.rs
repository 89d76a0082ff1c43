//! Records by their keys, of which the latest stand. All kinds have one form here, so that the code
//! for it is there once.

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

/// A record as it is kept: 40 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// What tells records apart; the first number tells the most apart.
    pub key: [u32; 3],
    /// A text that it holds.
    pub text: Name,
    /// What else it holds.
    pub value: u64,
    /// When it was made.
    pub moment: Moment,
}

/// How records of a kind are kept.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// Which numbers of the key are names.
    pub names: [bool; 3],
    /// How many of a key are kept, the latest ones.
    pub kept: usize,
}

/// Rows that have been put in order, and rows that came since.
#[derive(Clone, Debug)]
pub struct Ledger {
    kind: Kind,
    rows: Vec<Row>,
    /// How many are in order.
    settled: usize,
}

impl Ledger {
    /// Of no rows yet.
    pub fn new(kind: Kind) -> Self {
        Self { kind, rows: Vec::new(), settled: 0 }
    }

    /// Takes a row in.
    pub fn push(&mut self, row: Row) {
        self.rows.push(row);
    }

    /// Rows by key and moment, once they were settled.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The same by the places of their names among all texts.
    pub fn sorted(&self, ranks: &[u32]) -> Vec<Row> {
        let rank = |(number, is_name): (u32, bool)| match ranks.get(number as usize) {
            Some(rank) if is_name => *rank,
            _ => number,
        };
        let names = self.kind.names;
        let key = |row: &Row| {
            let [one, two, three] = row.key;
            let [is_one, is_two, is_three] = names;
            [(one, is_one), (two, is_two), (three, is_three)].map(rank)
        };
        let order = |one: &Row, two: &Row| (key(one), one.moment).cmp(&(key(two), two.moment));
        sort::sorted(&self.rows, order).copied().collect()
    }

    /// Bytes that it takes.
    pub fn bytes(&self) -> usize {
        self.rows.capacity() * size_of::<Row>()
    }

    /// Takes in the rows of another one, from a moment on, with other numbers for their texts.
    pub fn extend(&mut self, other: &Self, since: Millis, new: &mut dyn FnMut(Name) -> Name) {
        for row in other.rows.iter().filter(|row| row.moment.at >= since.0) {
            let mut row = *row;
            for (number, is_name) in row.key.iter_mut().zip(self.kind.names) {
                if is_name {
                    *number = new(Name(*number)).0;
                }
            }
            row.text = new(row.text);
            self.rows.push(row);
        }
    }

    /// Puts all rows in order, and keeps of each key the latest. In linear time, as long as no first
    /// number is that of most rows.
    pub fn settle(&mut self, names: &Names) {
        if self.settled == self.rows.len() {
            return;
        }
        let mut sorted = by_group(&self.rows, names.len());
        for group in sorted.chunk_by_mut(|one, two| group(one) == group(two)) {
            sort::by(group, |one, two| by_age(one, two, names));
        }
        self.rows.clear();
        for rows in sorted.chunk_by(|one, two| one.key == two.key) {
            let start = self.rows.len();
            for row in rows {
                let last = self.rows.get_mut(start..).and_then(<[Row]>::last_mut);
                match last.filter(|last| last.moment == row.moment) {
                    Some(last) => *last = *row,
                    None => self.rows.push(*row),
                }
            }
            let kept = self.rows.len() - start;
            self.rows.drain(start..start + kept.saturating_sub(self.kind.kept));
        }
        self.settled = self.rows.len();
    }
}

fn group(row: &Row) -> usize {
    row.key.first().map_or(0, |first| *first as usize)
}

/// Of two with one key and moment the greater in what it holds is the later.
fn by_age(one: &Row, two: &Row, names: &Names) -> Ordering {
    (one.key, one.moment, one.value)
        .cmp(&(two.key, two.moment, two.value))
        .then_with(|| names.text(one.text).cmp(names.text(two.text)))
}

/// Sorts by counting; `groups` is above all of them.
fn by_group(rows: &[Row], groups: usize) -> Vec<Row> {
    let mut places = alloc::vec![0; groups + 1];
    for row in rows {
        if let Some(count) = places.get_mut(group(row) + 1) {
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
        let Some(place) = places.get_mut(group(row)) else { continue };
        if let Some(slot) = sorted.get_mut(*place) {
            *slot = *row;
        }
        *place += 1;
    }
    sorted
}
