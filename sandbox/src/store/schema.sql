-- Moments are milliseconds since 1970; a project is a hash of its key.

CREATE TABLE IF NOT EXISTS memory (
    row        INTEGER PRIMARY KEY,
    project    TEXT NOT NULL,
    id         TEXT NOT NULL,
    memory     TEXT NOT NULL,
    user_id    TEXT,
    agent_id   TEXT,
    app_id     TEXT,
    run_id     TEXT,
    metadata   TEXT NOT NULL, -- JSON, an object or null
    categories TEXT NOT NULL, -- JSON, an array of strings
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (project, id)
) STRICT;

CREATE TABLE IF NOT EXISTS memory_history (
    seq        INTEGER PRIMARY KEY AUTOINCREMENT,
    id         TEXT NOT NULL,
    project    TEXT NOT NULL,
    memory_id  TEXT NOT NULL,
    input      TEXT NOT NULL, -- JSON, an array with the message that it was made of
    old_memory TEXT,
    new_memory TEXT,
    user_id    TEXT,
    event      TEXT NOT NULL, -- ADD, UPDATE or DELETE
    at         INTEGER NOT NULL
) STRICT;

CREATE INDEX IF NOT EXISTS memory_history_of ON memory_history (project, memory_id);

CREATE TABLE IF NOT EXISTS event (
    project    TEXT NOT NULL,
    id         TEXT NOT NULL,
    event_type TEXT NOT NULL,
    payload    TEXT NOT NULL, -- JSON, the request
    results    TEXT NOT NULL, -- JSON
    at         INTEGER NOT NULL,
    PRIMARY KEY (project, id)
) STRICT;

-- What is said of a memory now: one slot for each, as at Mem0.
CREATE TABLE IF NOT EXISTS feedback (
    project         TEXT NOT NULL,
    memory_id       TEXT NOT NULL,
    feedback        TEXT CHECK (feedback IN ('POSITIVE', 'NEGATIVE', 'VERY_NEGATIVE')),
    feedback_reason TEXT,
    updated_at      INTEGER NOT NULL,
    PRIMARY KEY (project, memory_id)
) STRICT;

-- Every copy that was taken, in the order of arrival; never changed.
CREATE TABLE IF NOT EXISTS feedback_history (
    seq             INTEGER PRIMARY KEY AUTOINCREMENT,
    project         TEXT NOT NULL,
    memory_id       TEXT NOT NULL,
    feedback        TEXT,
    feedback_reason TEXT,
    source          TEXT NOT NULL CHECK (source IN ('api', 'relay')),
    rater_seq       TEXT, -- JSON, the sequence that the sender gave
    received_at     INTEGER NOT NULL
) STRICT;

CREATE INDEX IF NOT EXISTS feedback_history_of ON feedback_history (project, memory_id);
