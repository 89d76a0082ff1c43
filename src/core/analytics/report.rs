//! What the records say.

mod answering;
mod completion;
mod consistency;
mod distribution;
mod mending;
mod satisfaction;
mod trends;
mod view;

pub use answering::{Answering, Who};
pub use completion::{Completion, Counts};
pub use consistency::{Alikeness, Consistency, Opinion, Opposed, alikeness};
pub use distribution::{Automated, Distribution, Reason, Share};
pub use mending::{Comparison, Mended, Mending, ToMend};
pub use satisfaction::{Correlations, Satisfaction};
pub use trends::{Bucket, Trends, Walk};

use super::Analytics;
use super::figure::Figure;
use crate::core::time::Millis;
use alloc::vec::Vec;
use serde::Serialize;
use view::View;

/// The version of the form.
const VERSION: u32 = 1;
/// Width of the smallest buckets of time.
pub const HOUR: Millis = Millis::from_secs(60 * 60);

/// What a report is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// The first moment that is in it; from the first record on.
    pub from: Option<Millis>,
    /// The first moment that is not in it any more; to the last record.
    pub to: Option<Millis>,
    /// Width of the buckets of time: an hour at least. Those of whole weeks begin on Monday.
    pub by: Millis,
    /// Votes in a bucket by volume, one at least.
    pub votes: u32,
    /// After which a vote has half its weight in what is smoothed.
    pub half_life: Millis,
    /// When something was changed: compares before and after.
    pub change: Option<Millis>,
    /// Memories to list at most.
    pub list: usize,
}

impl Default for Options {
    fn default() -> Self {
        let day = Millis(24 * HOUR.0);
        Self {
            from: None,
            to: None,
            by: day,
            votes: 50,
            half_life: Millis(7 * day.0),
            change: None,
            list: 20,
        }
    }
}

/// What the records say.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct Report {
    pub version: u32,
    pub period: Period,
    pub counts: Counts,
    pub completion: Completion,
    pub distribution: Distribution,
    pub automated: Automated,
    pub trend: Trends,
    pub change: Option<Change>,
    pub satisfaction: Satisfaction,
    pub consistency: Consistency,
    pub reasons: Vec<Reason>,
    pub to_mend: Vec<ToMend>,
    pub mended: Mending,
    pub answering: Answering,
}

/// As asked for; buckets may be wider than that.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct Period {
    pub from: Option<f64>,
    pub to: Option<f64>,
    pub by: f64,
    pub votes: f64,
    pub half_life: f64,
}

/// Before against after a moment.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// Milliseconds since the Unix epoch.
    pub at: f64,
    /// Of the votes of the period, the share of positive ones before it.
    pub before: Figure,
    /// And from it on.
    pub after: Figure,
    /// After less before.
    pub difference: Figure,
}

impl Analytics {
    /// What the records of a period say.
    pub fn report(&mut self, options: &Options) -> Report {
        self.settle();
        let view = View::new(self, options);
        let trend = trends::trends(&view, options);
        Report {
            version: VERSION,
            period: Period {
                from: options.from.map(|moment| moment.0 as f64),
                to: options.to.map(|moment| moment.0 as f64),
                by: trend.by_time.width as f64,
                votes: trend.by_votes.width as f64,
                half_life: options.half_life.0 as f64,
            },
            counts: completion::counts(&view),
            completion: completion::completion(&view),
            distribution: distribution::distribution(&view.human),
            automated: distribution::automated(&view),
            trend,
            change: options.change.map(|moment| change(&view, moment)),
            satisfaction: satisfaction::satisfaction(&view),
            consistency: consistency::consistency(&view, options.list),
            reasons: distribution::reasons(&view.human),
            to_mend: mending::to_mend(&view, options.list),
            mended: mending::mended(&view, options.list),
            answering: answering::answering(&view),
        }
    }
}

fn change(view: &View<'_>, moment: Millis) -> Change {
    let (before, after): (Vec<_>, Vec<_>) =
        view.human.iter().partition(|vote| vote.moment.at < moment.0);
    let Comparison { before, after, difference } =
        Comparison::of(mending::tally(before), mending::tally(after));
    Change { at: moment.0 as f64, before, after, difference }
}
