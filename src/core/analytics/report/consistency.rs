//! Whether the same is judged in the same way.

use super::mending::{Tally, tally, text};
use super::view::{Standing, View};
use crate::core::analytics::agreement::{Agreement, Confusion};
use crate::core::analytics::alike;
use crate::core::analytics::figure::{Figure, Why};
use crate::core::analytics::interval::share;
use crate::core::analytics::names::Name;
use crate::core::analytics::rows::Source;
use crate::core::analytics::sort;
use crate::core::feedback::Rating;
use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;

/// In three ways.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Consistency {
    /// Of memories that a user voted on more than once, the share with a changed grade.
    pub flips: Figure,
    /// Memories alike in text.
    pub alike: Alikeness,
    /// People against judges.
    pub judge: Agreement,
}

/// Memories alike in text, and what is said of them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Alikeness {
    /// Pairs that are alike and both judged.
    pub pairs: u32,
    /// The share of those that are judged oppositely.
    pub opposed: Figure,
    /// The most alike of these.
    pub examples: Vec<Opposed>,
}

/// Two memories that say much the same, of which one is liked and one is not.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct Opposed {
    pub liked: String,
    pub disliked: String,
    pub liked_text: String,
    pub disliked_text: String,
    pub similarity: f64,
}

/// A memory with what it says and whether it is liked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub struct Opinion {
    pub memory_id: String,
    pub text: String,
    pub is_liked: bool,
}

pub fn consistency(view: &View<'_>, most: usize) -> Consistency {
    Consistency {
        flips: flips(view),
        alike: alikeness(&opinions(view), most),
        judge: against_judges(view),
    }
}

fn flips(view: &View<'_>) -> Figure {
    let (mut again, mut changed) = (0.0, 0.0);
    for votes in view.histories(Source::Human) {
        let mut grades = votes.iter().filter_map(|vote| vote.rating);
        let Some(first) = grades.next() else { continue };
        let mut others = grades.peekable();
        if others.peek().is_some() {
            again += 1.0;
            changed += f64::from(u8::from(others.any(|grade| grade != first)));
        }
    }
    share(changed, again, Why::NoCases)
}

/// Compares memories that are alike. Their order does not matter.
pub fn alikeness(opinions: &[Opinion], most: usize) -> Alikeness {
    let opinions: Vec<&Opinion> = sort::sorted(opinions, Opinion::cmp).collect();
    let found = alike::pairs(opinions.iter().map(|opinion| opinion.text.as_str()));
    let pairs = found.iter().filter_map(|pair| {
        Some((pair.similarity, opinions.get(pair.one)?, opinions.get(pair.two)?))
    });
    let opposed: Vec<_> = pairs.filter(|(_, one, two)| one.is_liked != two.is_liked).collect();
    let n = opposed.len() as f64;
    let examples = sort::first(opposed, most, |one, two| two.0.total_cmp(&one.0));
    let examples = examples.into_iter().map(|(similarity, one, two)| {
        let (liked, disliked) = if one.is_liked { (one, two) } else { (two, one) };
        Opposed {
            liked: liked.memory_id.clone(),
            disliked: disliked.memory_id.clone(),
            liked_text: liked.text.clone(),
            disliked_text: disliked.text.clone(),
            similarity,
        }
    });
    Alikeness {
        pairs: found.len() as u32,
        opposed: share(n, found.len() as f64, Why::NoCases),
        examples: examples.collect(),
    }
}

/// Of memories with a text on which a majority agrees.
fn opinions(view: &View<'_>) -> Vec<Opinion> {
    let groups = view.human.chunk_by(|one, two| one.memory == two.memory);
    let opinion = |votes: &[Standing]| {
        let memory = votes.first()?.memory;
        let Tally { positive, n } = tally(votes);
        if positive * 2.0 == n || !view.memory(memory).is_live() {
            return None;
        }
        Some(Opinion {
            memory_id: view.names.text(memory).into(),
            text: text(view, memory)?,
            is_liked: positive * 2.0 > n,
        })
    };
    groups.filter_map(opinion).collect()
}

/// Of each memory that both have graded, the grade in the middle of people's and of judges'.
fn against_judges(view: &View<'_>) -> Agreement {
    let mut confusion = Confusion::default();
    let (people, judges) = (middles(&view.human), middles(&view.judge));
    let mut judges = judges.into_iter().peekable();
    for (memory, grade) in people {
        while judges.next_if(|(other, _)| *other < memory).is_some() {}
        if let Some((_, other)) = judges.next_if(|(other, _)| *other == memory) {
            confusion.add(grade, other);
        }
    }
    confusion.agreement()
}

/// The middle grade of each memory, of two in the middle the worse.
fn middles(votes: &[Standing]) -> Vec<(Name, Rating)> {
    let groups = votes.chunk_by(|one, two| one.memory == two.memory);
    let middle = |votes: &[Standing]| {
        let mut grades: Vec<Rating> = votes.iter().map(|vote| vote.rating).collect();
        sort::by(&mut grades, |one, two| (*one as u8).cmp(&(*two as u8)));
        Some((votes.first()?.memory, *grades.get(grades.len() / 2)?))
    };
    groups.filter_map(middle).collect()
}
