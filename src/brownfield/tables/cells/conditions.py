"""What does a `where` text say, condition by condition?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from brownfield.errors import DataError

CONDITION = re.compile(r"\s*(\w+)\s*(!=|>=|<=|=|>|<)(.*)", re.DOTALL)
GRAMMAR = "Write e.g. `facility=halewood|sunderland, year=2028..2030`"


@dataclass(frozen=True)
class Condition:
    """One condition of a `where` text, e.g. ``year>=2028``."""

    column: str
    operator: str
    text: str


def conditions(where: str | None) -> tuple[Condition, ...]:
    """Return the conditions of a `where` text; none where it is blank.

    Raises
    ------
    DataError
        If a part is not column, operator, value.
    """
    if where is None or not where.strip():
        return ()
    return tuple(_condition(part, where) for part in where.split(","))


def parse_assignments(where: str | None) -> dict[str, str]:
    """Return the cells of a new row written as ``column=value, column=value``.

    Raises
    ------
    DataError
        If a part is not an assignment or a column is given twice.
    """
    cells: dict[str, str] = {}
    for entry in conditions(where):
        if entry.operator != "=" or entry.column in cells:
            message = (
                f"`{entry.column}{entry.operator}{entry.text}` in `{where}` does not "
                "give a cell. Write each column once, e.g. `product=VE, volume=100`."
            )
            raise DataError(message)
        cells[entry.column] = entry.text
    return cells


def _condition(part: str, where: str) -> Condition:
    match = CONDITION.fullmatch(part)
    if not match:
        message = f"`{part.strip()}` in `{where}` is not a condition. {GRAMMAR}."
        raise DataError(message)
    column, operator, text = match.groups()
    return Condition(column, operator, text.strip())
