"""The heart of the report in pandas. Reads a file with the figures of plain JavaScript in its first line
and a record in each other, prints milliseconds: a sample for each round, without reading the file."""

import json
import sys
import time

import pandas as pd
from statsmodels.stats.proportion import proportion_confint

DAY = 24 * 60 * 60 * 1000
GRADES = ["POSITIVE", "NEGATIVE", "VERY_NEGATIVE"]


def summary(records):
    """The figures that peer.mjs makes, in its order."""
    frame = pd.DataFrame.from_records(records)
    # A record that a memory is back has null there, as one has that says nothing of it.
    frame["tells"] = ["deletedAt" in record for record in records]
    frame = frame.sort_values(["at", "seq"], kind="stable")
    deleted = frame[frame.tells].drop_duplicates("memoryId", keep="last")
    deleted = deleted[deleted.deletedAt.notna()]
    live = pd.Index(frame.memoryId.dropna().unique()).difference(deleted.memoryId)
    exposures = frame[frame.type == "exposure"].drop_duplicates(["memoryId", "rater", "session"], keep="last")
    votes = frame[(frame.type == "vote") & (frame.source == "human")]
    graded = votes.memoryId[votes.feedback.notna()]
    answers = votes.drop_duplicates(["memoryId", "rater", "session"], keep="last")
    answers = answers[answers.feedback.notna()]
    keys = ["memoryId", "rater", "session"]
    answered = exposures[keys].merge(answers[keys], on=keys)
    standing = votes.drop_duplicates(["memoryId", "rater"], keep="last")
    standing = standing[standing.feedback.notna()]
    positive = standing.feedback == "POSITIVE"
    counts = standing.feedback.value_counts().reindex(GRADES, fill_value=0)
    days = positive.groupby(standing["at"] // DAY).agg(["sum", "count"])
    proportion_confint(days["sum"], days["count"], method="wilson")
    memories = (~positive).groupby(standing.memoryId).agg(["sum", "count"])
    memories = memories[memories.index.isin(live)]
    low, _ = proportion_confint(memories["sum"], memories["count"], method="wilson")
    to_mend = pd.Series(low).nlargest(20)
    exposed = set(exposures.rater)
    return [
        len(answered) / len(exposures),
        live.isin(graded).sum() / len(live),
        len(exposed & set(standing.rater)) / len(exposed),
        *counts,
        days.index.max() - days.index.min() + 1,
        to_mend.iloc[0],
    ]


def compare(found, expected):
    """All count the same, or the times mean nothing."""
    pairs = zip(found, expected, strict=True)
    if any(abs(one - other) > 1e-9 for one, other in pairs):
        sys.exit(f"{found} is not {expected}")


rounds = int(sys.argv[1])
with open(sys.argv[2], encoding="utf-8") as lines:
    expected, *records = [json.loads(line) for line in lines]
for _ in range(rounds):
    start = time.perf_counter()
    found = summary(records)
    elapsed = time.perf_counter() - start
    compare(found, expected)
    print(json.dumps({"series": f"pandas {len(records)}", "value": elapsed * 1000}))
