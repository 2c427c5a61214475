"""Do the tables hold after the what-ifs that a plan or report of the case applies?"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from brownfield.case.case import Case
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
from brownfield.tables.doubts.every import DOUBTED, doubts_of_rows
from brownfield.tables.files.raw import RawCase
from brownfield.tables.problems import Finding, Problem, TableError, row_key
from brownfield.tables.rule import Cells
from brownfield.tables.settings import Settings

RULE = "what_if_breaks"
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
    told: set[str] = set()
    found = []
    for broken in _broken(case):
        if broken.what_if not in told:
            found.append(_problem(broken, case, raw))
        told.add(broken.what_if)
    return tuple(found)


def notes_of_changes(case: Case, raw: RawCase) -> tuple[Problem, ...]:
    """Return a note for each what-if that brings a doubt the case as written has not.

    Parameters
    ----------
    case
        A case without problems of its own.
    raw
        What was read from the files, to name the line.
    """
    known = {note.message for note in doubts_of_rows(case.tables, case.settings)}
    frame = case.tables["what_ifs"].with_row_index("row")
    found: list[Problem] = []
    for part in frame.partition_by("what_if", maintain_order=True):
        rows = part.to_dicts()
        try:
            doubts = doubts_of_rows(*_rows_changed(case, rows))
        except DataError:
            continue  # told where the what-if is applied
        new = (doubt for doubt in doubts if doubt.message not in known)
        found += [_note(doubt, rows, raw) for doubt in new]
    return tuple(found)


def _rows_changed(case: Case, rows: list[Cells]) -> tuple[Tables, Settings]:
    """Return the case after those rows of a what-if that doubts of rows look at."""
    tables, settings = dict(case.tables), case.settings
    for row in rows:
        if row["table"] == "case":
            settings = change_settings(settings, row)
        elif row["table"] in DOUBTED:
            tables = change_tables(tables, row, is_strict=False) or tables
    return tables, settings


def _note(doubt: Finding, rows: list[Cells], raw: RawCase) -> Problem:
    """Return a doubt as a note on the last row of a what-if that changes its table."""
    cells = next((r for r in reversed(rows) if r["table"] == doubt.table), rows[-1])
    message = f"After this what-if: {doubt.message}"
    told = _told_of_row(cells, raw, doubt.rule, message, doubt.hint)
    return replace(told, severity="note")


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
    found = "" if problem.value is None else f" holds {problem.value!r}"
    more = f" (and {len(others)} more)" if others else ""
    return f"{problem.place}{found}: {problem.message}{more}", problem.hint
