"""Do the texts beside the tables still hold the words that were read in them?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from brownfield.case.said.texts import digest_of_text, is_changed, texts, words_of
from brownfield.tables.definitions import TABLES
from brownfield.tables.doubts.answered.meant import Meant
from brownfield.tables.problems import Finding, Problem, row_key

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.tables.files.raw import RawCase

AGAIN = "Read the article again with brownfield evidence read"


def notes_of_texts(case: Case, raw: RawCase) -> tuple[Problem, ...]:
    """Return a note for each text, and each place in one, that is not as it was read.

    A case in one file has no texts beside it, and none is missed. The severity of a
    note that ``[check] meant`` answers is ``meant``.

    Parameters
    ----------
    case
        A case without problems of its own.
    raw
        What was read from the files, to name the line.
    """
    if case.folder is None:
        return ()
    kept, said = texts(case), Meant(case.tables, case.settings)
    findings = [*_documents(case, kept), *_statements(case, kept)]
    return tuple(_noted(one, case, raw, said) for one in findings)


def _documents(case: Case, kept: dict[str, str]) -> Iterator[Finding]:
    for place, row in enumerate(case.tables["documents"].iter_rows(named=True)):
        text = kept.get(row["document"])
        if row["text"] and text is None:
            message = f"There is no file {row['text']} in the folder of the case"
            hint = "Put it there, or leave text blank: then its words are not kept"
            yield _finding("documents", place, "text", row["text"], message, hint)
        elif text is not None and row["sha256"] not in (None, digest_of_text(text)):
            message = f"{row['text']} does not hold the text that was read"
            yield _finding(
                "documents", place, "sha256", row["sha256"], message, "Restore the file"
            )


def _statements(case: Case, kept: dict[str, str]) -> Iterator[Finding]:
    for place, row in enumerate(case.tables["statements"].iter_rows(named=True)):
        text = kept.get(row["document"] or "")
        if text is None or row["span_start"] is None:
            continue
        if words_of(row, text) is None:
            yield _outside(place, row, len(text))
        elif is_changed(row, text):
            message = (
                f"The words from {row['span_start']} to {row['span_end']} are not those"
            )
            yield _finding(
                "statements", place, "quote_sha", row["quote_sha"], message, AGAIN
            )


def _outside(place: int, row: dict[str, Any], length: int) -> Finding:
    end = row["span_end"]
    message = f"The text of {row['document']} has {length:,} characters"
    hint = "Enter the place of the words, span_start < span_end"
    column = "span_start" if end is None else "span_end"
    value = None if end is None else str(end)
    return _finding("statements", place, column, value, message, hint)


def _finding(
    table: str, row: int, column: str, value: str | None, message: str, hint: str
) -> Finding:
    return Finding(
        table=table,
        row=row,
        column=column,
        value=value,
        rule="kept_text",
        message=message,
        hint=hint,
    )


def _noted(finding: Finding, case: Case, raw: RawCase, said: Meant) -> Problem:
    file, sheet = raw.origin(finding.table)
    place = finding.row or 0
    cells = case.tables[finding.table].row(place, named=True)
    is_meant = said.entry_at(finding.table, place, finding.column) is not None
    return Problem(
        table=finding.table,
        file=file,
        sheet=sheet,
        line=raw.tables[finding.table].line(place),
        column=finding.column,
        value=finding.value,
        rule=finding.rule,
        message=finding.message,
        hint=finding.hint,
        row=row_key(TABLES[finding.table], cells),
        severity="meant" if is_meant else "note",
    )
