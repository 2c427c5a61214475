"""Do the tables hold after the what-ifs that a plan or report of the case applies?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl

from brownfield.case.scenarios import cases_by_node, tree
from brownfield.case.what_if import (
    Tables,
    change_settings,
    change_tables,
    place_of,
)
from brownfield.case.whole_tree import changed_for_all
from brownfield.errors import DataError
from brownfield.tables.definitions import TABLES
from brownfield.tables.doubts.answered.cells import columns_of, doubts_of_column
from brownfield.tables.doubts.answered.meant import Meant
from brownfield.tables.doubts.every import doubts_of_years
from brownfield.tables.doubts.numbers.factors import strange_factors
from brownfield.tables.problems import Finding, Problem, TableError, row_key

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.tables.files.raw import RawCase
    from brownfield.tables.rule import Cells
    from brownfield.tables.settings import Settings

RULE = "what_if_breaks"
Known = tuple[str, str, str | None]
NOT_ASKED = "-"  # in place of a digest, which takes long and which no check prints


@dataclass(frozen=True)
class Broken:
    """A what-if after which the tables are wrong, and what is wrong with them."""

    what_if: str
    where: str
    error: DataError


def problems_of_changes(case: Case, raw: RawCase) -> tuple[Problem, ...]:
    """Return a problem for each what-if that leaves the tables wrong.

    The what-ifs of the scenario tree are applied path by path, as a plan does, to the
    case and to each of its alternatives and anchors.

    Parameters
    ----------
    case
        A case without problems of its own.
    raw
        What was read from the files, to name the line.
    """
    what_ifs: set[str] = set()
    problems = []
    for broken in _broken(case):
        if broken.what_if not in what_ifs:
            problems.append(_problem(broken, case, raw))
        what_ifs.add(broken.what_if)
    return tuple(problems)


def notes_of_changes(case: Case, raw: RawCase) -> tuple[Problem, ...]:
    """Return a note for each what-if that brings a doubt the case as written has not.

    What it sets is looked at as the table's own cells are. The severity of a note that
    ``[check] meant`` answers is ``meant``.

    Parameters
    ----------
    case
        A case without problems of its own.
    raw
        What was read from the files, to name the line.
    """
    before, said = Before(case), Meant(case.tables, case.settings)
    frame = case.tables["what_ifs"].with_row_index("row")
    notes: list[Problem] = []
    for part in frame.partition_by("what_if", maintain_order=True):
        rows = part.to_dicts()
        try:
            after = _rows_changed(case, rows)
        except DataError:
            continue  # told where the what-if is applied
        doubts = [*_of_years(before, rows, after), *_of_cells(before, rows, after)]
        doubts = doubts or list(strange_factors(rows))
        notes += [_note(doubt, cells, raw, said) for doubt, cells in doubts]
    return tuple(notes)


class Before:
    """Doubts of a case as written, each found once."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._of_columns: dict[tuple[str, str], set[Known]] = {}

    @cached_property
    def of_years(self) -> set[str]:
        """Messages about years that are left out."""
        case = self.case
        return {note.message for note in doubts_of_years(case.tables, case.settings)}

    def of_column(self, table: str, column: str) -> set[Known]:
        """Return rule, row and value of the doubts about a column."""
        tables, settings = self.case.tables, self.case.settings
        if (table, column) not in self._of_columns:
            doubts = doubts_of_column(tables, settings, table, column)
            self._of_columns[table, column] = {_known(one, tables) for one in doubts}
        return self._of_columns[table, column]


def _known(doubt: Finding, tables: Mapping[str, pl.DataFrame]) -> Known:
    cells = tables[doubt.table].row(doubt.row or 0, named=True)
    return doubt.rule, row_key(TABLES[doubt.table], cells), doubt.value


def _rows_changed(case: Case, rows: list[Cells]) -> tuple[Tables, Settings]:
    """Return the case after those rows of a what-if that doubts look at."""
    tables, settings = dict(case.tables), case.settings
    for row in rows:
        if row["table"] == "case":
            settings = change_settings(settings, row)
        elif row["table"] == "demand" or _columns(row):
            tables = change_tables(tables, row, is_strict=False) or tables
    return tables, settings


def _columns(row: Cells) -> list[str]:
    """Return the columns that a row sets and doubts look at."""
    if row["table"] not in TABLES or row["op"] == "drop":
        return []
    columns = columns_of(row["table"])
    return columns if row["op"] == "add" else [c for c in columns if c == row["column"]]


def _of_years(
    before: Before, rows: list[Cells], after: tuple[Tables, Settings]
) -> Iterator[tuple[Finding, Cells]]:
    """Yield markets that now leave out years, with the row that makes them."""
    causes = [row for row in rows if row["table"] in ("demand", "case")]
    for doubt in doubts_of_years(*after) if causes else ():
        if doubt.message not in before.of_years:
            of_demand = [row for row in causes if row["table"] == "demand"]
            yield doubt, (of_demand or causes)[-1]


def _of_cells(
    before: Before, rows: list[Cells], after: tuple[Tables, Settings]
) -> Iterator[tuple[Finding, Cells]]:
    """Yield doubts about cells that are set, with the row that sets them.

    A cell that was in doubt before is not told again where it is moved, and told where
    it is set to another value.
    """
    causes = {(row["table"], c): row for row in rows for c in _columns(row)}
    for (table, column), row in causes.items():
        entries = before.of_column(table, column)
        moved = {entry[:2] for entry in entries} if row["op"] != "set" else set()
        for doubt in doubts_of_column(*after, table, column):
            entry = _known(doubt, after[0])
            if entry not in entries and entry[:2] not in moved:
                yield doubt, row


def _note(doubt: Finding, cells: Cells, raw: RawCase, said: Meant) -> Problem:
    """Return a doubt as a note on the row of a what-if that brings it."""
    message = f"After this what-if: {doubt.message}"
    note = _told_of_row(cells, raw, doubt.rule, message, doubt.hint)
    is_meant = said.entry_at(note.table, cells["row"], note.column) is not None
    return replace(note, severity="meant" if is_meant else "note")


def _broken(case: Case) -> Iterator[Broken]:
    yield from _broken_at_nodes(case, "")
    for name in _applied_whole(case):
        try:
            changed = case.apply(name)
        except DataError as error:
            yield Broken(name, "Applied to the case", error)
            continue
        yield from _broken_at_nodes(changed, f" after {name}")


def _applied_whole(case: Case) -> list[str]:
    """Return the what-ifs that a report applies to the whole case."""
    anchors = case.tables["anchors"]["what_if"].drop_nulls()
    return list(dict.fromkeys([*case.settings.alternatives, *anchors]))


def _broken_at_nodes(case: Case, after: str) -> Iterator[Broken]:
    nodes = tree(case).nodes
    case_at = cases_by_node(replace(case, asked=NOT_ASKED))
    failed: list[list[str]] = []
    root: Case | None = None
    for node, names in nodes.select("node", "what_ifs").iter_rows():
        if any(names[: len(some)] == some for some in failed):
            continue
        try:
            variant = case_at(node)
            root = root or variant
            _check_whole_tree(root, variant)
        except DataError as error:
            if not names:
                return  # the case as changed cannot be planned: told before
            failed.append(names)
            yield Broken(names[-1], f"At the node {node}{after}", error)


def _check_whole_tree(root: Case, variant: Case) -> None:
    what = changed_for_all(root, variant)
    if what is not None:
        message = f"it changes {what}, which must hold for the whole tree"
        raise DataError(message)


def _problem(broken: Broken, case: Case, raw: RawCase) -> Problem:
    cells = _blamed(broken, case)
    text, hint = _told(broken.error, cells)
    message = f"{broken.where} this what-if leaves the tables wrong: {text}"
    return _told_of_row(cells, raw, RULE, message, hint)


def _told_of_row(
    cells: Cells, raw: RawCase, rule: str, message: str, hint: str
) -> Problem:
    """Return a problem of a row of `what_ifs`, which knows its place in `row`."""
    file, sheet = raw.origin("what_ifs")
    column = "value" if cells["value"] is not None else "op"
    return Problem(
        table="what_ifs",
        file=file,
        sheet=sheet,
        line=raw.tables["what_ifs"].line(cells["row"]),
        column=column,
        value=cells[column],
        rule=rule,
        message=message,
        hint=hint,
        row=row_key(TABLES["what_ifs"], cells),
    )


def _blamed(broken: Broken, case: Case) -> Cells:
    """Return the row of the what-if that most likely did it.

    It is the one that an error names, else the last that changes the column told as
    wrong, else the last that changes its table.
    """
    frame = case.tables["what_ifs"].with_row_index("row")
    rows = [r for r in frame.to_dicts() if r["what_if"] == broken.what_if]
    return max(rows, key=lambda row: (_guilt(row, broken.error), row["row"]))


def _guilt(row: Cells, error: DataError) -> int:
    if not isinstance(error, TableError):
        is_named = place_of(row) in str(error)
        return 2 * is_named + (str(row["table"]) in str(error))
    problem = error.problems[0]
    is_column = row["column"] in (None, problem.column)
    is_table = bool(row["table"] == problem.table)
    return is_table * (1 + is_column)


def _told(error: DataError, cells: Cells) -> tuple[str, str]:
    """Return what is wrong and what to do, without full stops at the end."""
    if not isinstance(error, TableError):
        text = str(error).removeprefix(f"{place_of(cells)}: ")
        return text.rstrip("."), "Correct the what-if, or take it out of the tree"
    problem, *others = error.problems
    value = "" if problem.value is None else f" holds {problem.value!r}"
    more = f" (and {len(others)} more)" if others else ""
    return f"{problem.place}{value}: {problem.message}{more}", problem.hint
