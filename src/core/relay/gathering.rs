//! Analytics at a relay: pages send parts under their scopes, and who has the admin's secret reads
//! the whole.

use super::admission::{Work, check_content_type, rate_limited, scope, token, too_large};
use super::part::{Part, Row};
use super::record::Record;
use super::refusal::Refusal;
use super::reply::Answer;
use super::settings::Settings;
use super::shares::{Share, verdicts};
use super::visit::Request;
use crate::core::time::Millis;
use ::core::hint::black_box;
use serde_json::json;

/// Takes a part in. All of a rater's is in one shard, which is not asked when nothing of it is kept.
pub(super) fn give(
    settings: &Settings,
    request: &Request<'_>,
    record: &mut Record,
    now: Millis,
) -> Result<Work, Refusal> {
    if !settings.takes_parts() {
        let message =
            "This relay keeps no analytics: bind MEM0_FEEDBACK_SHARDS, or set onAnalytics";
        return Err(Refusal::new(501, "no_analytics", message));
    }
    check_content_type(request.content_type)?;
    if !request.is_within {
        return Err(rate_limited());
    }
    let part = Part::read(request.body.ok_or_else(too_large)?)?;
    record.items = part.records.len();
    let scope = scope(settings, &part.token, request.origin, now)?;
    let rows = part.allowed_by(&scope, now)?;
    record.items = rows.len();
    if rows.is_empty() {
        return Ok(Work::Done(kept(settings.is_durable, record)));
    }
    let share = Share::of_rater(&scope, rows.iter().map(Row::to_json).collect());
    Ok(Work::Give(share, scope))
}

/// What became of a part.
pub(super) fn given(
    share: Share,
    is_durable: bool,
    record: &mut Record,
) -> Result<Answer, Refusal> {
    verdicts([share].into(), 1).into_iter().collect::<Result<(), Refusal>>()?;
    record.delivered = record.items;
    Ok(kept(is_durable, record))
}

fn kept(is_durable: bool, record: &Record) -> Answer {
    let status = if is_durable { 202 } else { 200 };
    let body = json!({ "kept": record.items, "request_id": record.request_id });
    Answer::json(status, &body)
}

/// Whether all may be read.
pub(super) fn gather(settings: &Settings, request: &Request<'_>) -> Result<Work, Refusal> {
    let missing = |code, message| Err(Refusal::new(501, code, message));
    if !settings.is_durable {
        let message = "This relay keeps no analytics: bind MEM0_FEEDBACK_SHARDS to read them";
        return missing("not_durable", message);
    }
    let Some(secret) = &settings.admin_secret else {
        let message = "This relay lets nobody read analytics: set MEM0_FEEDBACK_ADMIN_SECRET";
        return missing("no_admin_secret", message);
    };
    if !request.is_within {
        return Err(rate_limited());
    }
    let given = token(request.authorization, "the admin's secret")?;
    if !is_same(given.as_bytes(), secret.as_bytes()) {
        return Err(Refusal::new(401, "admin_secret", "Authorization is not the admin's secret"));
    }
    Ok(Work::Gather(Share::all()))
}

/// The head of an answer whose body the shards give; 503 unless all of them do.
pub(super) fn gathered(shares: &[Share]) -> Result<Answer, Refusal> {
    if shares.iter().all(Share::is_answered) {
        return Ok(Answer::json(200, &json!({ "version": 1, "records": [] })));
    }
    Err(Refusal::new(503, "shard", "Not all shards answer now: ask again"))
}

/// In a time that tells nothing but the length.
fn is_same(one: &[u8], two: &[u8]) -> bool {
    let differences = one.iter().zip(two).fold(0, |all, (one, two)| black_box(all | (one ^ two)));
    one.len() == two.len() && differences == 0
}
