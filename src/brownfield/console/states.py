"""What does `brownfield compare --case` print of two states of a case?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from brownfield.case.changed import Change, changes
from brownfield.console.opening import opened
from brownfield.console.progress import steps
from brownfield.console.say import DONE, NO_ANSWER, say, warn
from brownfield.errors import UseError
from brownfield.plans.files import summary
from brownfield.plans.json_text import json_text
from brownfield.questions.compare.text import differences as told_apart
from brownfield.solve.batch import plans_of
from brownfield.tables.doubts.years import years_in_words
from brownfield.tell.beside.differences import differences
from brownfield.tell.text import grid
from brownfield.tell.trouble import left_out_line, trouble
from brownfield.tell.values import values

if TYPE_CHECKING:
    from brownfield.asking.shared import Options
    from brownfield.case.case import Case

BEFORE, NOW = "before", "now"
HEADER = ("table", "row", "column", BEFORE, NOW, "source")
YEARS = ("year", "years_since_start")  # key columns whose rows are told together
WIDEST = 64  # characters of a cell in the terminal
Line = tuple[str, ...]


def compare_states(before: str, path: str, options: Options, *, is_json: bool) -> int:
    """Plan two states of a case, and print what differs in tables and answers.

    Raises
    ------
    UseError
        If they do not count in the same currency.
    """
    cases = {BEFORE: opened(before, options), NOW: opened(path, options)}
    _check_currencies(cases[BEFORE], cases[NOW])
    entries = changes(cases[BEFORE], cases[NOW])
    with steps() as on_step, options.workers() as executor:
        titles = {name: name for name in cases}
        plans = plans_of(cases, titles, on_step=on_step, executor=executor)
    if is_json:
        content = {"changes": values(entries)}
        say(json_text(content | {n: summary(p) for n, p in plans.items()}))
    else:
        say(changes_told(entries))
        say(f"\n{told_apart(differences(plans))}")
    left_out = [name for name in cases if name not in plans]
    troubles = [left_out_line(left_out), *map(trouble, plans.values())]
    for line in filter(None, troubles):
        warn(f"{line}\n")
    return NO_ANSWER if any(troubles) else DONE


def _check_currencies(before: Case, now: Case) -> None:
    old, new = (case.settings.case.currency for case in (before, now))
    if old != new:
        message = (
            f"The older state counts in {old}, the case in {new}: their answers cannot "
            "be set side by side. Choose two states in one currency."
        )
        raise UseError(message)


def changes_told(differences: Iterable[Change]) -> str:
    """Return changes as a table; rows that differ in their year alone share a line.

    Parameters
    ----------
    differences
        In the order of the tables. Added and removed rows are told by their first key
        alone, all of a table in one line; `--json` has their cells.
    """
    by_table: dict[str, list[Change]] = {}
    for one in differences:
        by_table.setdefault(one.table, []).append(one)
    lines = [line for of_it in by_table.values() for line in _of_table(of_it)]
    rows = [tuple(_cut(cell) for cell in line) for line in lines]
    return grid(HEADER, rows) if rows else "The tables are the same."


def _of_table(differences: Sequence[Change]) -> list[Line]:
    """Return the lines of one table: what changed, then what went and what came."""
    if not differences[0].row:
        return [_of_key(one) for one in differences]
    alike: dict[tuple[object, ...], list[Change]] = {}
    for one in differences:
        if one.kind == "changed":
            alike.setdefault((*_but_years(one.row), *one.now), []).append(one)
    lines = [_changed(rows) for rows in alike.values()]
    for kind in ("removed", "added"):
        rows = [one for one in differences if one.kind == kind]
        lines += [_named(kind, rows)] if rows else []
    return lines


def _of_key(one: Change) -> Line:
    (key,) = {**one.before, **one.now}
    return one.table, key, "", _text(one.before.get(key)), _text(one.now.get(key)), ""


def _changed(rows: Sequence[Change]) -> Line:
    """Return a line of rows that differ from each other in their year alone."""
    first = rows[0]
    cells = [f"{name}={value}" for name, value in _but_years(first.row)]
    cells += [
        f"{name}={years_in_words(int(str(one.row[name])) for one in rows)}"
        for name in YEARS
        if name in first.row
    ]
    sources = dict.fromkeys(i for one in rows for i in one.source.split(","))
    before, now = (_cells([getattr(one, end) for one in rows]) for end in (BEFORE, NOW))
    columns = ", ".join(first.now)
    return first.table, ", ".join(cells), columns, before, now, ",".join(sources)


def _cells(rows: Sequence[Mapping[str, object]]) -> str:
    """Return the cells of each column, from the first row to the last."""
    parts = []
    for name in rows[0]:
        ends = _text(rows[0][name]), _text(rows[-1][name])
        parts.append(" .. ".join(dict.fromkeys(ends)))
    return ", ".join(parts)


def _named(kind: str, rows: Sequence[Change]) -> Line:
    names = dict.fromkeys(str(next(iter(one.row.values()))) for one in rows)
    count = f"{len(rows)} row{'' if len(rows) == 1 else 's'}"
    ends = (count, "") if kind == "removed" else ("", count)
    return rows[0].table, ", ".join(names), kind, *ends, ""


def _but_years(row: Mapping[str, object]) -> tuple[tuple[str, object], ...]:
    return tuple((name, cell) for name, cell in row.items() if name not in YEARS)


def _text(cell: object) -> str:
    if isinstance(cell, float):
        return f"{cell:,.10g}"
    return "-" if cell is None else str(cell)


def _cut(cell: str) -> str:
    return cell if len(cell) <= WIDEST else f"{cell[: WIDEST - 3]}..."
