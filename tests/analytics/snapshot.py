"""Holds a snapshot to its schema, and writes it anew."""

import json
import pathlib
import sys

import jsonschema

schema = pathlib.Path(__file__).parents[2] / "pkg/analytics.schema.json"
snapshot = json.load(sys.stdin)
jsonschema.Draft202012Validator(json.loads(schema.read_text())).validate(snapshot)
for wrong in [{"version": 2, "records": []}, {"version": 1, "records": [{"type": "vote", "at": 1}]}]:
    try:
        jsonschema.validate(wrong, json.loads(schema.read_text()))
    except jsonschema.ValidationError:
        continue
    raise SystemExit(f"the schema takes {wrong}")
snapshot["records"].reverse()
json.dump(snapshot, sys.stdout)
