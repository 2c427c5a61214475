"""How does a reviewer link a statement to an assumption, by typing a line?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import polars as pl

from brownfield.errors import UseError
from brownfield.tables.declared.said import REFUSALS
from brownfield.tables.definitions import TABLES
from brownfield.tell.numbers import significant

if TYPE_CHECKING:
    from brownfield.case.case import Case

RELATIONS = ("supports", "contradicts", "bounds_low", "bounds_high", "context")
MOST = 15  # assumptions that are listed
CELL = ("table", "where", "column")


def assumed(case: Case, typed: str) -> Iterator[str]:
    """Yield the assumptions that hold all words typed, each with its number to link.

    Parameters
    ----------
    case
        The case.
    typed
        Words of table, column or row; blank = all.
    """
    words = typed.lower().split()
    matches = [
        (place, row)
        for place, row in enumerate(case.tables["assumptions"].to_dicts(), 1)
        if all(word in _title(row).lower() for word in words)
    ]
    for place, row in matches[:MOST]:
        yield f"{place}: {_title(row)}, {_range(row)}"
    if len(matches) > MOST:
        yield f"And {len(matches) - MOST} more: type words of table, column or row."
    if not matches:
        yield "No row of assumptions has these words; l alone lists all."


def _title(row: Mapping[str, Any]) -> str:
    where = f" ({row['where']})" if row["where"] else ""
    return f"{row['table']}.{row['column']}{where}"


def _range(row: Mapping[str, Any]) -> str:
    ends = (row["low"], row["mode"], row["high"])
    return " / ".join("-" if end is None else significant(end) for end in ends)


def is_link(typed: str) -> bool:
    """Return whether a line names a relation, and so is to link and not to list."""
    return any(word in RELATIONS for word in typed.split())


def linked(case: Case, name: str, typed: str) -> Case:
    """Return the case with a row of `assumption_links`; one of its cell is replaced.

    Parameters
    ----------
    case
        The case.
    name
        The statement.
    typed
        ``N RELATION [LOW MODE HIGH]`` with the number of the assumption, or
        ``TABLE.COLUMN RELATION [LOW MODE HIGH] [where ROW]``; one number alone is the
        mode.

    Raises
    ------
    UseError
        If it cannot be read, there is no such assumption, or the statement says
        nothing.
    """
    given, _, where = typed.partition(" where ")
    words = given.split()
    if len(words) < 2 or words[1] not in RELATIONS or len(words) not in (2, 3, 5):
        message = (
            f"l {typed}: write l N RELATION and one number or three, N as l lists it; "
            f"relations: {', '.join(RELATIONS)}."
        )
        raise UseError(message)
    _check_says(case, name, words[1])
    cell = _cell(case, words[0], where.strip() or None)
    row = cell | {"statement": name, "relation": words[1]} | _ends(words[2:])
    others = [
        one
        for one in case.tables["assumption_links"].to_dicts()
        if one["statement"] != name or any(one[key] != cell[key] for key in CELL)
    ]
    schema = TABLES["assumption_links"].polars_schema
    frame = pl.DataFrame([*others, row], schema=schema)
    return case.with_tables(f"{name} linked", assumption_links=frame)


def _check_says(case: Case, name: str, relation: str) -> None:
    frame = case.tables["statements"].filter(statement=name)
    if relation != "context" and frame["attribution"].item() in REFUSALS:
        message = f"{name} says nothing, so it can only be linked as context."
        raise UseError(message)


def _cell(case: Case, typed: str, where: str | None) -> dict[str, Any]:
    """Return table, row and column of an assumption by number or by name."""
    rows = case.tables["assumptions"].select(CELL).to_dicts()
    if typed.isdigit():
        if not 0 < int(typed) <= len(rows):
            message = f"There are {len(rows)} assumptions, and none has number {typed}."
            raise UseError(message)
        return rows[int(typed) - 1]
    table, _, column = typed.partition(".")
    near = [one for one in rows if (one["table"], one["column"]) == (table, column)]
    matches = [one for one in near if one["where"] == where]
    if not matches and len(near) == 1 and where is None:
        matches = near
    if not matches:
        places = [f"where {o['where']}" if o["where"] else "no where" for o in near[:6]]
        there = f" There is: {'; '.join(places)}." if places else ""
        message = f"No row of assumptions is about {table}.{column} there.{there}"
        raise UseError(message)
    return matches[0]


def _ends(numbers: list[str]) -> dict[str, float | None]:
    """Return low, mode and high as typed: all three, or the mode alone."""
    ends: list[float | None] = [_number(one) for one in numbers]
    ends = [None, *ends, None] if len(ends) == 1 else ends or [None] * 3
    return dict(zip(("low", "mode", "high"), ends, strict=True))


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        message = f"{text!r} is no number."
        raise UseError(message) from error
