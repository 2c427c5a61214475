"""Which problems of a case can be mended without a guess, and what is it then?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from brownfield.tables.definitions import TABLES
from brownfield.tables.problems import READ_SO, Problem, several

if TYPE_CHECKING:
    from brownfield.tables.check import Checked
    from brownfield.tables.frames import Tables

NOT_GIVEN = {"n/a", "na", "#n/a", "nan", "null", "none", "tbd", "tba"}


@dataclass(frozen=True)
class Mended:
    """A case without the problems that can be mended safely.

    Attributes
    ----------
    tables
        Every declared table, typed.
    done
        What was read in its own way or mended, one line each.
    left
        Problems that need a person.
    """

    tables: Tables
    done: tuple[str, ...]
    left: tuple[Problem, ...]


def mended(checked: Checked) -> Mended:
    """Return the case with every safe kind of problem mended.

    Safe are rows that are there twice in every cell, of which one is kept, and words
    such as ``n/a`` in a column that moves no plan and whose blank means nothing. All
    that was read in its own way is plain in the result.

    Parameters
    ----------
    checked
        The case as read, with its problems.
    """
    rows, tables = _without_repeats(checked)
    cells = [problem for problem in checked.problems if _is_not_given(problem)]
    safe = {id(problem) for problem in (*rows, *cells)}
    notes = [note for note in checked.notes if note.rule == READ_SO]
    return Mended(
        tables=tables,
        done=(
            *(f"{note.sheet or note.file}: {note.message}" for note in notes),
            *_counted(rows, "{count} of {where} there twice in every cell: one kept"),
            *_counted(cells, "{count} of {where} without a figure left blank"),
        ),
        left=tuple(p for p in checked.problems if id(p) not in safe),
    )


def _without_repeats(checked: Checked) -> tuple[list[Problem], Tables]:
    """Return the problems of rows repeated in every cell, and tables without them."""
    tables = dict(checked.tables)
    safe: list[Problem] = []
    repeats = [p for p in checked.problems if p.rule == "duplicate_key"]
    for name in {problem.table for problem in repeats}:
        kept = tables[name].unique(maintain_order=True)
        if kept.select(TABLES[name].key).is_duplicated().any():
            continue
        tables[name] = kept
        safe += [problem for problem in repeats if problem.table == name]
    return safe, tables


def _is_not_given(problem: Problem) -> bool:
    if problem.rule != "wrong_type" or problem.column is None:
        return False
    column = TABLES[problem.table].column(problem.column)
    is_none = (problem.value or "").strip().lower() in NOT_GIVEN
    is_harmless = column.reach == "shown" and "blank" not in column.meaning.lower()
    return is_none and is_harmless and not column.is_required and column.default is None


def _counted(problems: list[Problem], words: str) -> Iterator[str]:
    counts = Counter((p.table, p.column, p.rule) for p in problems)
    for (table, column, rule), count in counts.items():
        is_row = rule == "duplicate_key"
        noun = "row" if is_row else "cell"
        where = table if is_row else f"{table}.{column}"
        yield words.format(count=several(count, noun), where=where)
