//! Does what is said go against the rating that it is said under?

use super::substance::class;
use super::words::{Token, Words, covered};
use crate::core::feedback::Rating;

/// How many words after a negation it still turns, within a clause: `I don't think this is right`.
const NEGATION_REACH: usize = 5;
/// How many words after `it says` still belong to what it says.
const REPORT_REACH: usize = 6;

/// Whether the words are clearly on the other side than the rating. Both sides in one text, a
/// contrast or a reservation leave it open, and then there is no contradiction.
pub(super) fn contradicts(tokens: &[Token], rating: Rating, table: &Words<'_>) -> bool {
    let heard = listen(tokens, table);
    if heard.contrast || heard.praise && heard.blame {
        return false;
    }
    match rating {
        Rating::Positive => heard.blame && !heard.achievement,
        Rating::Negative | Rating::VeryNegative => heard.praise && !heard.reservation,
    }
}

/// What a text holds of each kind, negation and reported speech taken into account.
#[derive(Debug, Default)]
struct Heard {
    praise: bool,
    blame: bool,
    achievement: bool,
    reservation: bool,
    contrast: bool,
}

fn listen(tokens: &[Token], table: &Words<'_>) -> Heard {
    let mut heard = Heard::default();
    let (mut negation, mut report) = (0_usize, 0_usize);
    let mut turned = true;
    let mut rest = tokens;
    while let Some(first) = rest.first() {
        if first.opens_clause {
            (negation, report) = (0, 0);
        }
        let praise = covered(table.praise, rest).max(covered(table.merits, rest));
        let blame = covered(table.blame, rest).max(covered(table.defects, rest));
        let denial = covered(table.negations, rest);
        // What stands in a longer entry, `no need` say, is no longer heard alone.
        let step = class(rest, table).1;
        (negation, report) = (negation.saturating_sub(1), report.saturating_sub(1));
        if denial == step {
            heard.reservation |= !turned;
            (negation, turned) = (NEGATION_REACH + 1, false);
        } else if praise.max(blame) == step && report == 0 {
            let praises = (praise >= blame) == (negation == 0);
            turned |= negation > 0;
            heard.praise |= praises;
            heard.blame |= !praises;
        }
        if covered(table.reports, rest) > 0 {
            report = REPORT_REACH + 1;
        }
        heard.achievement |= covered(table.achievements, rest) > 0;
        heard.reservation |= covered(table.reservations, rest) > 0;
        heard.contrast |= covered(table.contrasts, rest) > 0;
        rest = rest.get(step..).unwrap_or_default();
    }
    heard.reservation |= !turned;
    heard
}

#[cfg(test)]
mod tests {
    use super::super::{en, words::tokens};
    use super::*;

    fn is_against(text: &str, rating: Rating) -> bool {
        contradicts(&tokens(text), rating, &en::WORDS)
    }

    #[test]
    fn plain_praise_and_blame_have_one_side() {
        assert!(is_against("Helpful context for my question", Rating::Negative));
        assert!(is_against("accurate list of my allergies", Rating::VeryNegative));
        assert!(is_against("Contains outdated information", Rating::Positive));
        assert!(!is_against("accurate list of my allergies", Rating::Positive));
        assert!(!is_against("Contains outdated information", Rating::Negative));
    }

    #[test]
    fn negation_turns_what_follows_in_its_clause() {
        assert!(is_against("I do not think this is accurate", Rating::Positive));
        assert!(is_against("isn't outdated anymore", Rating::Negative));
        assert!(is_against("no longer relevant to us", Rating::Positive));
        assert!(!is_against("it isn't accurate about the car", Rating::Negative));
        assert!(!is_against("no mistakes in the list", Rating::Positive));
        assert!(is_against("not for Ben, outdated", Rating::Positive));
        assert!(!is_against("no need to correct the plan", Rating::Positive));
    }

    #[test]
    fn a_text_with_two_sides_is_left_alone() {
        for rating in Rating::ALL {
            assert!(!is_against("Helpful, but outdated", rating));
            assert!(!is_against("helpful, however Ben left", rating));
            assert!(!is_against("wrong, however Ben laughed", rating));
            assert!(!is_against("useful and still the wrong year", rating));
            assert!(!is_against("good idea although we never had a boat", rating));
        }
    }

    #[test]
    fn a_reservation_or_an_idle_negation_softens_praise() {
        assert!(!is_against("useful, should say Ana", Rating::Negative));
        assert!(!is_against("perfect year, not the month", Rating::Negative));
    }

    #[test]
    fn what_the_memory_says_is_no_judgement() {
        assert!(!is_against("It says my boss is great", Rating::Negative));
        assert!(!is_against("remembered that my knee is bad", Rating::Positive));
        assert!(!is_against("my rent is 900 euros", Rating::Positive));
    }
}
