"""The feedback in a sandbox's SQLite file, read beside the running sandbox and without a lock on it."""

import json
import sqlite3
import sys

db = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
tables = {
    "current": "SELECT memory_id, feedback, feedback_reason FROM feedback ORDER BY updated_at",
    "history": "SELECT memory_id, feedback, feedback_reason FROM feedback_history ORDER BY seq",
}
print(json.dumps({name: db.execute(query).fetchall() for name, query in tables.items()}))
