"""When is a what-if not applied, and how is that told?"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import polars as pl

from brownfield.case.what_if import place_of
from brownfield.errors import DataError, UseError
from brownfield.tables.problems import Problem, listed
from brownfield.tables.settings import Settings

Content = tuple[Mapping[str, pl.DataFrame], Settings]


def told_after(problem: Problem, what_ifs: tuple[str, ...]) -> Problem:
    """Return a problem that says after which what-ifs it is there."""
    if not what_ifs:
        return problem
    noun = "what-if" if len(what_ifs) == 1 else "what-ifs"
    after = f"after the {noun} {listed(what_ifs)}"
    return replace(problem, message=f"{problem.message}, {after}")


def check_named_once(names: Iterable[str]) -> None:
    """Raise UseError if a what-if is named twice: it would act twice."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            message = f"The what-if {name!r} is named twice; name it once."
            raise UseError(message)
        seen.add(name)


def check_not_idle(name: str, before: Content, after: Content) -> None:
    """Raise DataError if a what-if leaves every cell and setting as it was."""
    is_same = before[1] == after[1] and all(
        frame is after[0][table] or frame.equals(after[0][table])
        for table, frame in before[0].items()
    )
    if is_same:
        message = (
            f"what-if {name!r}: every cell is as it was, so this changes nothing. "
            "Correct its values, or leave it out."
        )
        raise DataError(message)


def without_match(row: Mapping[str, Any], *, is_strict: bool) -> str:
    """Return which row matches nothing; raise DataError where that is not allowed."""
    if is_strict:
        message = (
            f"{place_of(row)}: matches no row of {row['table']}. "
            "Mend `where`, or take the row out."
        )
        raise DataError(message)
    return place_of(row)
