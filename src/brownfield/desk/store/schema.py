"""Which tables has a workspace?"""

from dataclasses import dataclass

VERSION = 2
"""Kept with the workspace; another one is refused."""


@dataclass(frozen=True)
class Kinds:
    """How an engine calls the kinds of columns, and what it says of a table.

    Attributes
    ----------
    own
        A number that the engine gives to each new row, which is its key.
    whole
        A whole number.
    text
        A text; in order of its bytes.
    blob
        Bytes.
    rows
        Behind a table whose rows are numbered.
    keyed
        Behind a table whose rows are found by their key.
    """

    own: str
    whole: str
    text: str
    blob: str
    rows: str
    keyed: str


TABLES = """
CREATE TABLE cases (
    id {own},
    name {text} NOT NULL UNIQUE,
    origin {text} NOT NULL,
    version {whole} NOT NULL DEFAULT 0
) {rows};

CREATE TABLE cells (
    case_id {whole} NOT NULL REFERENCES cases (id),
    "table" {text} NOT NULL,
    row {whole} NOT NULL,
    content {text} NOT NULL,
    PRIMARY KEY (case_id, "table", row)
) {keyed};

CREATE TABLE texts (
    case_id {whole} NOT NULL REFERENCES cases (id),
    name {text} NOT NULL,
    content {text} NOT NULL,
    PRIMARY KEY (case_id, name)
) {keyed};

CREATE TABLE versions (
    case_id {whole} NOT NULL REFERENCES cases (id),
    version {whole} NOT NULL,
    who {text} NOT NULL,
    at {text} NOT NULL,
    told {text} NOT NULL,
    undoes {whole},
    PRIMARY KEY (case_id, version)
) {keyed};

CREATE TABLE edits (
    id {own},
    case_id {whole} NOT NULL,
    version {whole} NOT NULL,
    "table" {text} NOT NULL,
    row {whole} NOT NULL,
    "column" {text},
    was {text},
    now {text},
    FOREIGN KEY (case_id, version) REFERENCES versions (case_id, version)
) {rows};
CREATE INDEX edits_of_case ON edits (case_id, version);

CREATE TABLE runs (
    id {own},
    key {text} NOT NULL,
    case_id {whole} NOT NULL REFERENCES cases (id),
    version {whole} NOT NULL,
    question {text} NOT NULL,
    options {text} NOT NULL,
    who {text} NOT NULL,
    asked_at {text} NOT NULL,
    ended_at {text},
    state {text} NOT NULL,
    is_cut {whole} NOT NULL DEFAULT 0,
    headline {text} NOT NULL DEFAULT '',
    trouble {text} NOT NULL DEFAULT '',
    document {blob},
    page {blob},
    report {blob},
    terms {blob},
    paper {blob}
) {rows};
CREATE UNIQUE INDEX asked_once ON runs (key)
    WHERE state IN ('waiting', 'running') OR (state = 'done' AND is_cut = 0);
CREATE INDEX runs_of_case ON runs (case_id, question)
"""
"""A cell is text as a person types it; a blank one is not in `content`, which is JSON.

An edit without a column is a whole row: added if `was` is null, gone if `now` is.
"""


def statements(kinds: Kinds) -> list[str]:
    """Return the statements that make the tables in an engine."""
    whole = TABLES.format(**vars(kinds))
    return [one.strip() for one in whole.split(";")]
