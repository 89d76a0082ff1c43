//! Bugs that are put into the driver on purpose, to see that they are found.

/// What the driver does wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bug {
    /// It sends a request a second time by itself, a while later.
    Repeats,
    /// It removes a record from the journal when it sends it.
    RemovesBeforeAnswer,
    /// It sets no timer for a `Wait`.
    LosesWaits,
    /// It does not ask again before the bytes leave.
    IgnoresFence,
    /// It erases a line before its record is in the database.
    ErasesLinesEarly,
    /// It reads the journal without the notes on what was delivered.
    IgnoresDelivered,
    /// It takes what a judge says for what a person says.
    TakesJudgesForPeople,
}
