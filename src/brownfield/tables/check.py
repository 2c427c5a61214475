"""What is the case once typed, and what is wrong with it?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import polars as pl

from brownfield.notebook import html_block, html_table
from brownfield.tables.cells.again import Typed
from brownfield.tables.cells.limits import broken_limits
from brownfield.tables.definitions import TABLES
from brownfield.tables.doubts.answered.meant import Meant
from brownfield.tables.doubts.every import doubts
from brownfield.tables.doubts.forgotten.blanks import COLUMNS, forgotten_cells
from brownfield.tables.doubts.unpaid import unpaid_contracts
from brownfield.tables.doubts.unplanned import unplanned
from brownfield.tables.files.settings_files import check_settings
from brownfield.tables.habits.letters import Lettered, in_known_letters
from brownfield.tables.habits.notes import STRAY, reading_notes
from brownfield.tables.habits.tidy import tidied
from brownfield.tables.problems import Finding, Problem, row_key, several
from brownfield.tables.rules.border.territories import strange_territories
from brownfield.tables.rules.every import broken_rules, check_typed, needed_rows
from brownfield.tables.rules.nodes import repeated_on_a_path
from brownfield.tables.rules.running import groups_that_are_taken

if TYPE_CHECKING:
    from brownfield.tables.files.raw import RawCase
    from brownfield.tables.frames import Tables
    from brownfield.tables.settings import Settings

__all__ = ["Checked", "check", "check_and_forget", "check_typed"]

DUPLICATE = "duplicate_key"  # is about the row, though told at its first key cell
TYPED = Typed()
Cell = tuple[str, int | None, str | None]
Texts = dict[str, dict[str, pl.Series]]  # by table and column, until they are typed


@dataclass(frozen=True)
class Checked:
    """The typed tables of a case and every problem found on the way.

    Attributes
    ----------
    tables
        Every declared table, typed, defaults filled; a cell with a problem of type
        counts as blank.
    settings
        Content of case.toml; None if it is wrong.
    problems
        Everything that is wrong, in order: reading, settings, cells, rules.
    notes
        What is read and checked but changes no plan, or hardly as meant.
    meant
        What would be noted, and ``[check] meant`` says is meant so.
    """

    tables: Tables = field(repr=False)
    settings: Settings | None
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...] = ()
    meant: tuple[Problem, ...] = ()

    def __repr__(self) -> str:
        """Return how much was found, in one line."""
        count = several(len(self.problems), "problem")
        return f"<Checked: {count}, {several(len(self.notes), 'note')}>"

    def _repr_html_(self) -> str:
        """Return problems and notes for a notebook."""
        count = len(self.problems)
        title = several(count, "problem") if count else "No problem"
        rows = [(p.place, p.value, p.message, p.hint) for p in self.problems]
        rows += [(n.place, n.value, f"Note: {n.message}", n.hint) for n in self.notes]
        rows += [(n.place, n.value, f"Meant so: {n.message}", "") for n in self.meant]
        header = ("where", "found", "what is wrong", "what to do")
        return html_block(title, html_table(header, rows) if rows else "")


def check(
    raw: RawCase, tables: Tables | None = None, *, is_as_written: bool = True
) -> Checked:
    """Return the typed case and all its problems at once; never raises on bad data.

    What is wrong with a cell is told once: rules do not judge it again. Of one rule in
    one column at most 10,000 problems are listed.

    Parameters
    ----------
    raw
        What was read from the files.
    tables
        Typed tables to take where `raw` has none; an absent one counts as empty.
    is_as_written
        Whether rules about a case as written, before any what-if, are judged too.
    """
    return check_and_forget(raw, tables, is_as_written=is_as_written)[0]


def check_and_forget(
    raw: RawCase, others: Tables | None = None, *, is_as_written: bool = True
) -> tuple[Checked, RawCase]:
    """Return what `check` does, and the case without the text of its cells.

    That text takes more memory than all else; it is given back once it is typed, if
    the caller keeps none of it.
    """
    raw = tidied(raw)
    settings, problems = None, list(raw.problems)
    if raw.settings is not None:
        settings, faults = check_settings(raw.settings)
        problems += faults
    texts = {name: table.frame.to_dict() for name, table in raw.tables.items()}
    raw = raw.without_cells(kept=COLUMNS)
    tables, judged, lettered = _judged(raw, texts, others or {})
    stray = [finding for finding in judged if finding.rule == STRAY]
    findings = [finding for finding in judged if finding.rule != STRAY]
    findings += needed_rows(tables, unread=raw.unread)
    cells = {_cell(f) for f in findings if f.row is not None and f.rule != DUPLICATE}
    rules = broken_rules(tables, settings, unread=raw.unread, is_of_files=is_as_written)
    findings += [
        finding
        for finding in rules
        if _cell(finding) not in cells and not _follows(finding, cells, tables)
    ]
    problems += _not_yet_told([_placed(f, raw, tables) for f in findings], problems)
    unsure = list(_notes(tables, settings))
    if settings is not None and not problems:
        unsure += forgotten_cells(raw.tables, tables)
        unsure += doubts(tables, settings)
    said = Meant(tables, settings)
    unsure, answered = said.split(unsure)
    unsure += said.idle(answered) if not problems else ()
    notes = [replace(_placed(note, raw, tables), severity="note") for note in unsure]
    notes = [*reading_notes(raw, stray, lettered), *notes]
    meant = [replace(_placed(note, raw, tables), severity="meant") for note in answered]
    checked = Checked(tables, settings, tuple(problems), tuple(notes), tuple(meant))
    return checked, raw


def _follows(finding: Finding, cells: set[Cell], tables: Tables) -> bool:
    """Return whether a what-if only fails on a column some cell of which is wrong."""
    if finding.table != "what_ifs" or finding.row is None or finding.column != "value":
        return False
    row = tables["what_ifs"].row(finding.row, named=True)
    return any(
        (table, name) == (row["table"], row["column"]) for table, _, name in cells
    )


def _not_yet_told(after: list[Problem], before: list[Problem]) -> list[Problem]:
    """Return problems, without those of a cell whose own file is told to lack it."""
    cells = {(p.table, p.line, p.column) for p in before if p.line is not None}
    return [p for p in after if (p.table, p.line, p.column) not in cells]


def _judged(
    raw: RawCase, texts: Texts, others: Tables
) -> tuple[Tables, list[Finding], list[Lettered]]:
    """Return the typed tables, what is wrong with their cells, and other letters."""
    tables, findings = _typed_tables(texts, others)
    findings = [*raw.findings, *findings]
    broken = _first_of_each_cell(raw, tables, findings)
    tables, lettered = in_known_letters(tables, broken)
    if lettered:
        broken = _first_of_each_cell(raw, tables, findings)
    return tables, findings + broken, lettered


def _notes(tables: Tables, settings: Settings | None) -> Iterator[Finding]:
    """Yield what is read and checked, and perhaps does less than was meant."""
    yield from unplanned(tables, settings)
    yield from strange_territories(tables)
    yield from repeated_on_a_path(tables)
    yield from groups_that_are_taken(tables)
    yield from unpaid_contracts(tables, settings)


def _typed_tables(texts: Texts, others: Tables) -> tuple[Tables, list[Finding]]:
    tables: dict[str, pl.DataFrame] = {}
    findings: list[Finding] = []
    for name, table in TABLES.items():
        if name in texts:
            tables[name], faults = TYPED.of(texts[name], table)
            findings += faults
        else:
            tables[name] = others[name] if name in others else table.empty()
    return tables, findings


def _first_of_each_cell(
    raw: RawCase, tables: Tables, before: list[Finding]
) -> list[Finding]:
    """Return broken limits, without those that only follow from an earlier finding."""
    cells = {_cell(finding) for finding in before if finding.rule != STRAY}
    whole = {(f.table, f.column) for f in before if f.row is None and f.column}
    return [
        finding
        for finding in broken_limits(tables, unread=raw.unread)
        if _cell(finding) not in cells and (finding.table, finding.column) not in whole
    ]


def _cell(finding: Finding) -> Cell:
    return finding.table, finding.row, finding.column


def _placed(finding: Finding, raw: RawCase, tables: Tables) -> Problem:
    file, sheet = raw.origin(finding.table)
    if finding.table == "case" and raw.settings is not None:
        file, sheet = raw.settings.file, raw.settings.sheet
    table = raw.tables.get(finding.table)
    line, message, key = None, finding.message, None
    if table is not None and finding.row is not None:
        line = table.line(finding.row)
        cells = tables[finding.table].row(finding.row, named=True)
        key = row_key(TABLES[finding.table], cells)
    if table is not None and finding.other_row is not None:
        message += f" (the other is in {table.at(finding.other_row)})"
    if raw.settings is not None and finding.table == "case":
        line = raw.settings.lines.get(finding.column or "")
    return Problem(
        table=finding.table,
        file=file or None,
        sheet=sheet,
        line=line,
        column=finding.column,
        value=finding.value,
        rule=finding.rule,
        message=message,
        hint=finding.hint,
        row=key,
    )
