"""The heart of the report in pandas. Reads a file with a record in each line, prints milliseconds: a
sample for each round, without reading the file."""

import json
import sys
import time

import numpy as np
import pandas as pd
from statsmodels.stats.proportion import proportion_confint

DAY = 24 * 60 * 60 * 1000


def summary(records):
    frame = pd.DataFrame.from_records(records)
    frame = frame.sort_values(["at", "seq"], kind="stable")
    exposures = frame[frame.type == "exposure"].drop_duplicates(["memoryId", "rater", "session"], keep="last")
    votes = frame[(frame.type == "vote") & (frame.source == "human")]
    answers = votes.drop_duplicates(["memoryId", "rater", "session"], keep="last")
    answers = answers[answers.feedback.notna()]
    keys = ["memoryId", "rater", "session"]
    answered = exposures[keys].merge(answers[keys], on=keys)
    standing = votes.drop_duplicates(["memoryId", "rater"], keep="last")
    standing = standing[standing.feedback.notna()]
    positive = standing.feedback == "POSITIVE"
    distribution = standing.feedback.value_counts()
    [proportion_confint(count, len(standing), method="wilson") for count in distribution]
    days = positive.groupby(standing["at"] // DAY).agg(["sum", "count"])
    proportion_confint(days["sum"], days["count"], method="wilson")
    memories = (~positive).groupby(standing.memoryId).agg(["sum", "count"])
    low, _ = proportion_confint(memories["sum"], memories["count"], method="wilson")
    np.sort(low)[::-1][:20]
    exposed = set(exposures.rater)
    return len(answered) / len(exposures), len(exposed & set(standing.rater)) / len(exposed)


rounds = int(sys.argv[1])
with open(sys.argv[2], encoding="utf-8") as lines:
    records = [json.loads(line) for line in lines]
for _ in range(rounds):
    start = time.perf_counter()
    summary(records)
    print(json.dumps({"series": f"pandas {len(records)}", "value": (time.perf_counter() - start) * 1000}))
