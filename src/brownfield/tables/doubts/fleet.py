"""Do credits of fleet rules grow when they are exchanged round in a circle?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.problems import Finding
from brownfield.tables.rule import Cells, rows_where

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables
    from brownfield.tables.settings import Settings

Step = tuple[int, Cells]
BARELY = 1e-9  # above 1: roundings of rates


def growing_circles(tables: Tables, settings: Settings) -> Iterator[Finding]:
    """Yield the last exchange of each circle that returns more credits than go in."""
    steps = rows_where(tables["credits"], pl.col("kind") == "exchange")
    circles: dict[frozenset[int], list[Step]] = {}
    named = sorted({str(c["party"]) for _, c in steps if c["party"]})
    for party in (None, *named):
        for year in _years(steps, settings):
            held = [s for s in _of_maker(steps, party) if _holds(s[1], year)]
            for circle in _circles(held):
                if _rate(circle) > 1.0 + BARELY and not _is_limited(circle):
                    circles.setdefault(frozenset(row for row, _ in circle), circle)
    for circle in circles.values():
        yield _note(circle)


def _years(steps: Sequence[Step], settings: Settings) -> list[int]:
    """Return the years in which some exchange begins to hold."""
    first = settings.case.first_year
    return sorted({max(first, cells["from_year"] or first) for _, cells in steps})


def _of_maker(steps: Sequence[Step], party: str | None) -> list[Step]:
    """Return the rows that hold for a maker: its own before one of the name for all."""
    own = {cells["credit"] for _, cells in steps if cells["party"] == party}
    return [
        (row, cells)
        for row, cells in steps
        if cells["party"] == party
        or (cells["party"] is None and cells["credit"] not in own)
    ]


def _holds(cells: Cells, year: int) -> bool:
    begins, ends = cells["from_year"], cells["to_year"]
    return (begins is None or begins <= year) and (ends is None or year <= ends)


def _circles(steps: Sequence[Step]) -> Iterator[list[Step]]:
    """Yield every circle that passes no rule twice, begun at its first row."""
    for first in steps:
        yield from _onward([first], [step for step in steps if step[0] > first[0]])


def _onward(path: list[Step], steps: Sequence[Step]) -> Iterator[list[Step]]:
    begin, end = path[0][1]["from_policy"], path[-1][1]["policy"]
    if begin == end:
        yield path
        return
    passed = {cells["from_policy"] for _, cells in path}
    for step in steps:
        if step[1]["from_policy"] == end and end not in passed:
            yield from _onward([*path, step], steps)


def _is_limited(circle: Sequence[Step]) -> bool:
    limits = ("cap", "volume")
    return any(cells[name] is not None for _, cells in circle for name in limits)


def _rate(circle: Sequence[Step]) -> float:
    rate = 1.0
    for _, cells in circle:
        rate *= cells["rate"] or 0.0
    return rate


def _note(circle: Sequence[Step]) -> Finding:
    row, cells = circle[-1]
    others = ", ".join(str(step["credit"]) for _, step in circle[:-1])
    return Finding(
        table="credits",
        row=row,
        column="rate",
        value=str(cells["rate"]),
        rule="growing_credits",
        message=f"With {others} one credit of {cells['policy']} comes back as "
        f"{_rate(circle):.4g}, again and again",
        hint="Lower a rate until the product of the rates is at most 1, or give one "
        "of the exchanges a cap or a volume",
    )
