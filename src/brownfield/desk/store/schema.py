"""Which tables has the file of a workspace?"""

VERSION = 2
"""Kept as user_version of the file; another one is refused."""

TABLES = """
CREATE TABLE cases (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    origin TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE cells (
    case_id INTEGER NOT NULL REFERENCES cases (id),
    "table" TEXT NOT NULL,
    row INTEGER NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (case_id, "table", row)
) STRICT, WITHOUT ROWID;

CREATE TABLE texts (
    case_id INTEGER NOT NULL REFERENCES cases (id),
    name TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (case_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE versions (
    case_id INTEGER NOT NULL REFERENCES cases (id),
    version INTEGER NOT NULL,
    who TEXT NOT NULL,
    at TEXT NOT NULL,
    told TEXT NOT NULL,
    undoes INTEGER,
    PRIMARY KEY (case_id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE edits (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    "table" TEXT NOT NULL,
    row INTEGER NOT NULL,
    "column" TEXT,
    was TEXT,
    now TEXT,
    FOREIGN KEY (case_id, version) REFERENCES versions (case_id, version)
) STRICT;
CREATE INDEX edits_of_case ON edits (case_id, version);

CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    version INTEGER NOT NULL,
    question TEXT NOT NULL,
    options TEXT NOT NULL,
    who TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    ended_at TEXT,
    state TEXT NOT NULL,
    is_cut INTEGER NOT NULL DEFAULT 0,
    headline TEXT NOT NULL DEFAULT '',
    trouble TEXT NOT NULL DEFAULT '',
    document BLOB,
    page BLOB,
    report BLOB,
    terms BLOB,
    paper BLOB
) STRICT;
CREATE UNIQUE INDEX asked_once ON runs (key)
    WHERE state IN ('waiting', 'running') OR (state = 'done' AND is_cut = 0);
CREATE INDEX runs_of_case ON runs (case_id, question);
"""
"""A cell is text as a person types it; a blank one is not in `content`, which is JSON.

An edit without a column is a whole row: added if `was` is null, gone if `now` is.
"""
